package reelyard.ftp;

import org.apache.ftpserver.ftplet.User;

/** Who logged in, as limits and bandwidth count it. */
public interface CountedUser extends User {

  /** The account; it may be used by several connections. */
  String account();

  /** The worker that has this account and maybe others. */
  String worker();

  /** The account of any user. */
  static String accountOf(User user) {
    return user instanceof CountedUser counted ? counted.account() : user.getName();
  }

  /** The worker of any user. */
  static String workerOf(User user) {
    return user instanceof CountedUser counted ? counted.worker() : user.getName();
  }
}
