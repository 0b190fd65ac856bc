package reelyard.ftp;

import org.apache.ftpserver.ftplet.DefaultFtpReply;
import org.apache.ftpserver.ftplet.DefaultFtplet;
import org.apache.ftpserver.ftplet.FtpException;
import org.apache.ftpserver.ftplet.FtpReply;
import org.apache.ftpserver.ftplet.FtpRequest;
import org.apache.ftpserver.ftplet.FtpSession;
import org.apache.ftpserver.ftplet.FtpletResult;

/** Lets no command with control characters through: no path has them, and logs stay in lines. */
final class LineGuard extends DefaultFtplet {

  private final Refusals refusals;

  LineGuard(Refusals refusals) {
    this.refusals = refusals;
  }

  @Override
  public FtpletResult beforeCommand(FtpSession session, FtpRequest request) throws FtpException {
    if (request.getRequestLine().chars().noneMatch(Character::isISOControl)) {
      return FtpletResult.DEFAULT;
    }
    refusals.refused(
        session.getClientAddress(), Refusals.Kind.ESCAPE, "a command with control characters");
    session.write(
        new DefaultFtpReply(
            FtpReply.REPLY_501_SYNTAX_ERROR_IN_PARAMETERS_OR_ARGUMENTS,
            "Control characters are not taken."));
    return FtpletResult.SKIP;
  }
}
