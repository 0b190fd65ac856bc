package reelyard.staging;

import org.apache.ftpserver.ftplet.DefaultFtplet;
import org.apache.ftpserver.ftplet.FtpReply;
import org.apache.ftpserver.ftplet.FtpRequest;
import org.apache.ftpserver.ftplet.FtpSession;
import org.apache.ftpserver.ftplet.FtpletResult;

/** Stands before every command: hangs up when the door closed. */
final class DoorGuard extends DefaultFtplet {

  @Override
  public FtpletResult beforeCommand(FtpSession session, FtpRequest request) {
    return verdict(session);
  }

  @Override
  public FtpletResult afterCommand(FtpSession session, FtpRequest request, FtpReply reply) {
    return verdict(session);
  }

  private static FtpletResult verdict(FtpSession session) {
    return session.getUser() instanceof DoorUser user && user.door().isClosed()
        ? FtpletResult.DISCONNECT
        : FtpletResult.DEFAULT;
  }
}
