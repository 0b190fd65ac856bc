package reelyard.dropbox;

import java.net.InetAddress;
import java.util.Optional;
import org.apache.ftpserver.ftplet.Authentication;
import org.apache.ftpserver.ftplet.AuthenticationFailedException;
import org.apache.ftpserver.ftplet.FtpException;
import org.apache.ftpserver.ftplet.User;
import org.apache.ftpserver.ftplet.UserManager;
import org.apache.ftpserver.usermanager.UsernamePasswordAuthentication;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reelyard.login.Login;
import reelyard.login.UserFileException;

/** Lets the users of the farm in. */
final class DropAccounts implements UserManager {

  private static final Logger log = LoggerFactory.getLogger(DropAccounts.class);

  private final Login login;

  DropAccounts(Login login) {
    this.login = login;
  }

  @Override
  public User authenticate(Authentication authentication) throws AuthenticationFailedException {
    if (!(authentication instanceof UsernamePasswordAuthentication account)
        || account.getUsername() == null
        || account.getPassword() == null) {
      throw new AuthenticationFailedException();
    }
    InetAddress from =
        account.getUserMetadata() == null ? null : account.getUserMetadata().getInetAddress();
    try {
      Optional<User> user =
          login
              .login(
                  account.getUsername(),
                  account.getPassword(),
                  from == null ? "" : from.getHostAddress())
              .map(DropUser::new);
      return user.orElseThrow(AuthenticationFailedException::new);
    } catch (UserFileException e) {
      log.warn("nobody can log in to the drop box: {}", Sayable.shown(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new AuthenticationFailedException();
  }

  /** Always null, so that an existing name is answered as any other. */
  @Override
  public User getUserByName(String name) {
    return null;
  }

  @Override
  public String[] getAllUserNames() {
    return new String[0];
  }

  @Override
  public boolean doesExist(String name) {
    return false;
  }

  @Override
  public String getAdminName() {
    return null;
  }

  @Override
  public boolean isAdmin(String name) {
    return false;
  }

  @Override
  public void delete(String name) throws FtpException {
    throw new FtpException("users are removed by the command line");
  }

  @Override
  public void save(User user) throws FtpException {
    throw new FtpException("users are added by the command line");
  }
}
