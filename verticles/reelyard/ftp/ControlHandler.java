package reelyard.ftp;

import java.io.IOException;
import java.util.concurrent.RejectedExecutionException;
import org.apache.ftpserver.ftplet.DefaultFtpReply;
import org.apache.ftpserver.ftplet.FtpReply;
import org.apache.ftpserver.impl.DefaultFtpHandler;
import org.apache.ftpserver.impl.FtpIoSession;
import org.apache.mina.filter.codec.ProtocolDecoderException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes broken connections and garbage for the everyday events that they are. */
final class ControlHandler extends DefaultFtpHandler {

  private static final Logger log = LoggerFactory.getLogger(ControlHandler.class);

  @Override
  public void exceptionCaught(FtpIoSession session, Throwable cause) throws Exception {
    if (cause instanceof ProtocolDecoderException) {
      log.debug("a command of {} is no line of UTF-8", session.getRemoteAddress());
      session.write(
          new DefaultFtpReply(
              FtpReply.REPLY_500_SYNTAX_ERROR_COMMAND_UNRECOGNIZED,
              "A command is one line of UTF-8, of at most 1024 characters."));
      session.closeOnFlush();
    } else if (cause instanceof IOException || cause instanceof RejectedExecutionException) {
      log.debug("a control connection broke", cause);
      session.closeNow();
    } else {
      super.exceptionCaught(session, cause);
    }
  }
}
