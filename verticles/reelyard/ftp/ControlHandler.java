package reelyard.ftp;

import java.io.IOException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.apache.ftpserver.ftplet.DefaultFtpReply;
import org.apache.ftpserver.ftplet.FtpReply;
import org.apache.ftpserver.ftplet.FtpRequest;
import org.apache.ftpserver.impl.DefaultFtpHandler;
import org.apache.ftpserver.impl.FtpIoSession;
import org.apache.ftpserver.impl.FtpServerContext;
import org.apache.mina.core.session.IdleStatus;
import org.apache.mina.filter.codec.ProtocolDecoderException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes broken connections and garbage for the everyday events that they are. */
final class ControlHandler extends DefaultFtpHandler {

  private static final Logger log = LoggerFactory.getLogger(ControlHandler.class);

  private final Security security;
  private final Consumer<FtpIoSession> linker;
  private final FtpServerContext context;

  /**
   * @param linker gives a new session its data connections
   */
  ControlHandler(FtpServerContext context, Security security, Consumer<FtpIoSession> linker) {
    this.context = context;
    this.security = security;
    this.linker = linker;
  }

  @Override
  public void sessionCreated(FtpIoSession session) throws Exception {
    linker.accept(session);
    super.sessionCreated(session);
  }

  @Override
  public void messageReceived(FtpIoSession session, FtpRequest request) throws Exception {
    if (security.isSmuggled(session)) {
      log.warn(
          "{} sent commands in clear text behind AUTH TLS, as who stands between may do: it is"
              + " hung up on",
          session.getRemoteAddress());
      session.closeNow();
      return;
    }
    String command = String.valueOf(request.getCommand());
    FtpReply refusal = security.refusal(session, command);
    if (refusal != null) {
      session.write(refusal);
    } else if (command.equals(FtpCommands.FEAT)) {
      // Clients ask before they log in, to learn of AUTH.
      context.getCommandFactory().getCommand(command).execute(session, context, request);
    } else {
      super.messageReceived(session, request);
    }
  }

  /** While bytes move, the control connection may be silent. */
  @Override
  public void sessionIdle(FtpIoSession session, IdleStatus status) throws Exception {
    if (!DataLink.of(session).isOpen()) {
      super.sessionIdle(session, status);
    }
  }

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
