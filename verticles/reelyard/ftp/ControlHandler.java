package reelyard.ftp;

import java.io.IOException;
import java.util.Date;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.ftpserver.ftplet.DefaultFtpReply;
import org.apache.ftpserver.ftplet.FtpReply;
import org.apache.ftpserver.ftplet.FtpRequest;
import org.apache.ftpserver.impl.DefaultFtpHandler;
import org.apache.ftpserver.impl.FtpIoSession;
import org.apache.mina.core.session.AttributeKey;
import org.apache.mina.core.session.IdleStatus;
import org.apache.mina.filter.codec.ProtocolDecoderException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes broken connections and garbage for the everyday events that they are. */
final class ControlHandler extends DefaultFtpHandler {

  private static final Logger log = LoggerFactory.getLogger(ControlHandler.class);

  private static final AttributeKey ENDED = new AttributeKey(ControlHandler.class, "ended");

  private final Limits limits;
  private final Refusals refusals;
  private final CommandRate rate;

  ControlHandler(Limits limits, Refusals refusals, CommandRate rate) {
    this.limits = limits;
    this.refusals = refusals;
    this.rate = rate;
  }

  @Override
  public void messageReceived(FtpIoSession session, FtpRequest request) throws Exception {
    if (session.containsAttribute(ENDED)) {
      return;
    }
    if (!rate.allows(session)) {
      refusals.refused(
          session.getRemoteAddress(),
          Refusals.Kind.COMMAND,
          "more commands: over " + limits.commandsPerSecond() + " a second, or replies unread");
      session.write(
          new DefaultFtpReply(
              FtpReply.REPLY_421_SERVICE_NOT_AVAILABLE_CLOSING_CONTROL_CONNECTION,
              "Too many commands at once: come again."));
      end(session);
      return;
    }
    try {
      super.messageReceived(session, request);
    } finally {
      session.updateLastAccessTime();
    }
  }

  /** What it sent ahead is not run any more. */
  private static void end(FtpIoSession session) {
    session.setAttribute(ENDED);
    session.closeOnFlush();
  }

  /** An hour's transfer leaves an hour's silence behind it, told only when it is over. */
  @Override
  public void sessionIdle(FtpIoSession session, IdleStatus status) {
    Date last = session.getLastAccessTime();
    long silent = last == null ? Long.MAX_VALUE : System.currentTimeMillis() - last.getTime();
    if (silent >= TimeUnit.SECONDS.toMillis(limits.idleSeconds() - 1)) {
      log.debug("{} was silent for {} ms: it may come again", session.getRemoteAddress(), silent);
      session.write(
          new DefaultFtpReply(
              FtpReply.REPLY_421_SERVICE_NOT_AVAILABLE_CLOSING_CONTROL_CONNECTION,
              "Nothing was said for " + limits.idleSeconds() + " s: come again."));
      session.closeOnFlush();
    }
  }

  @Override
  public void exceptionCaught(FtpIoSession session, Throwable cause) throws Exception {
    if (cause instanceof ProtocolDecoderException) {
      refusals.refused(
          session.getRemoteAddress(), Refusals.Kind.COMMAND, "a command that is no line of UTF-8");
      session.write(
          new DefaultFtpReply(
              FtpReply.REPLY_500_SYNTAX_ERROR_COMMAND_UNRECOGNIZED,
              "A command is one line of UTF-8, of at most " + limits.commandBytes() + " bytes."));
      end(session);
    } else if (cause instanceof IOException || cause instanceof RejectedExecutionException) {
      log.debug("a control connection broke", cause);
      session.closeNow();
    } else {
      super.exceptionCaught(session, cause);
    }
  }
}
