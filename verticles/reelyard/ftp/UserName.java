package reelyard.ftp;

import java.util.Locale;
import java.util.Set;
import org.apache.ftpserver.command.Command;
import org.apache.ftpserver.ftplet.DefaultFtpReply;
import org.apache.ftpserver.ftplet.FtpReply;
import org.apache.ftpserver.ftplet.FtpRequest;
import org.apache.ftpserver.impl.FtpIoSession;
import org.apache.ftpserver.impl.FtpServerContext;

/** USER: asks everyone for a password, whether the name exists or not; but nobody is anonymous. */
final class UserName implements Command {

  private static final Set<String> ANONYMOUS = Set.of("anonymous", "ftp");

  private final Refusals refusals;

  UserName(Refusals refusals) {
    this.refusals = refusals;
  }

  @Override
  public void execute(FtpIoSession session, FtpServerContext context, FtpRequest request) {
    session.resetState();
    String name = request.getArgument();
    if (name == null) {
      reply(
          session,
          FtpReply.REPLY_501_SYNTAX_ERROR_IN_PARAMETERS_OR_ARGUMENTS,
          "The user's name is missing.");
    } else if (session.isLoggedIn()) {
      reply(
          session,
          FtpReply.REPLY_530_NOT_LOGGED_IN,
          "Somebody is logged in here: open another connection.");
    } else if (ANONYMOUS.contains(name.toLowerCase(Locale.ROOT))) {
      refusals.refused(
          session.getRemoteAddress(), Refusals.Kind.LOGIN, "a login without an account");
      reply(session, FtpReply.REPLY_530_NOT_LOGGED_IN, "Nobody is anonymous here.");
      session.closeOnFlush();
    } else {
      session.setUserArgument(name);
      reply(session, FtpReply.REPLY_331_USER_NAME_OKAY_NEED_PASSWORD, "And the password?");
    }
  }

  private static void reply(FtpIoSession session, int code, String words) {
    session.write(new DefaultFtpReply(code, words));
  }
}
