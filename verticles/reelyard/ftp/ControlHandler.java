package reelyard.ftp;

import io.github.bucket4j.TimeMeter;
import java.io.IOException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.ftpserver.ftplet.DefaultFtpReply;
import org.apache.ftpserver.ftplet.FtpReply;
import org.apache.ftpserver.ftplet.FtpRequest;
import org.apache.ftpserver.impl.DefaultFtpHandler;
import org.apache.ftpserver.impl.FtpIoSession;
import org.apache.ftpserver.impl.FtpServerContext;
import org.apache.mina.core.session.AttributeKey;
import org.apache.mina.core.session.IdleStatus;
import org.apache.mina.filter.codec.ProtocolDecoderException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes broken connections and garbage for the everyday events that they are. */
final class ControlHandler extends DefaultFtpHandler {

  private static final Logger log = LoggerFactory.getLogger(ControlHandler.class);

  private static final AttributeKey ENDED = new AttributeKey(ControlHandler.class, "ended");

  /** When its last command was answered, in nanoseconds. */
  private static final AttributeKey SPOKE = new AttributeKey(ControlHandler.class, "spoke");

  private final Security security;
  private final DataTerms data;
  private final Limits limits;
  private final CommandRate rate;
  private final Conduct conduct;
  private final FtpServerContext context;

  ControlHandler(FtpServerContext context, Security security, DataTerms data, Limits limits) {
    this.context = context;
    this.security = security;
    this.data = data;
    this.limits = limits;
    conduct = new Conduct(data.refusals());
    rate = new CommandRate(limits.commandsPerSecond(), TimeMeter.SYSTEM_NANOTIME);
  }

  @Override
  public void sessionCreated(FtpIoSession session) throws Exception {
    DataLink.give(session, data);
    super.sessionCreated(session);
  }

  @Override
  public void messageReceived(FtpIoSession session, FtpRequest request) throws Exception {
    if (session.containsAttribute(ENDED)) {
      return;
    }
    if (security.isSmuggled(session)) {
      hangUpOnSmuggler(session);
      return;
    }
    if (!rate.allows(session)) {
      refused(
          session,
          "more commands: over " + limits.commandsPerSecond() + " a second, or replies unread");
      end(session, "Too many commands at once: come again.");
      return;
    }
    try {
      String command = String.valueOf(request.getCommand());
      FtpReply refusal = security.refusal(session, command);
      if (refusal != null) {
        session.write(refusal);
      } else if (command.equals(FtpCommands.FEAT)) {
        // Clients ask before they log in, to learn of AUTH.
        context.getCommandFactory().getCommand(command).execute(session, context, request);
      } else {
        conduct.look(session, request);
        super.messageReceived(session, request);
        if (security.hasSmuggled(session, command)) {
          hangUpOnSmuggler(session);
        }
      }
    } finally {
      session.setAttribute(SPOKE, System.nanoTime());
    }
  }

  private void hangUpOnSmuggler(FtpIoSession session) {
    refused(session, "commands in clear text behind AUTH TLS, as who stands between may send");
    session.closeNow();
  }

  /**
   * While bytes move, the control connection may be silent, and the silence of an hour's transfer
   * is told only when that is over.
   */
  @Override
  public void sessionIdle(FtpIoSession session, IdleStatus status) {
    Object spoke = session.getAttribute(SPOKE);
    boolean silent =
        !(spoke instanceof Long nanos)
            || System.nanoTime() - nanos >= TimeUnit.SECONDS.toNanos(limits.idleSeconds()) / 2;
    if (silent && !DataLink.of(session).isOpen()) {
      log.debug("{} was silent for too long: it may come again", session.getRemoteAddress());
      end(session, "Nothing was said for " + limits.idleSeconds() + " s: come again.");
    }
  }

  private void refused(FtpIoSession session, String what) {
    data.refusals().refused(session.getRemoteAddress(), Refusals.Kind.COMMAND, what);
  }

  /** What it sent ahead is not run any more. */
  private static void end(FtpIoSession session, String words) {
    end(session, FtpReply.REPLY_421_SERVICE_NOT_AVAILABLE_CLOSING_CONTROL_CONNECTION, words);
  }

  private static void end(FtpIoSession session, int code, String words) {
    session.setAttribute(ENDED);
    session.write(new DefaultFtpReply(code, words));
    session.closeOnFlush();
  }

  @Override
  public void exceptionCaught(FtpIoSession session, Throwable cause) throws Exception {
    if (cause instanceof ProtocolDecoderException) {
      refused(session, "a command that is no line of UTF-8, or a very long one");
      end(
          session,
          FtpReply.REPLY_500_SYNTAX_ERROR_COMMAND_UNRECOGNIZED,
          "A command is one line of UTF-8, of at most " + limits.commandBytes() + " bytes.");
    } else if (cause instanceof IOException || cause instanceof RejectedExecutionException) {
      log.debug("a control connection broke", cause);
      session.closeNow();
    } else {
      super.exceptionCaught(session, cause);
    }
  }
}
