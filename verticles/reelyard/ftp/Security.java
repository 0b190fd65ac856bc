package reelyard.ftp;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.ftpserver.command.Command;
import org.apache.ftpserver.ftplet.DefaultFtpReply;
import org.apache.ftpserver.ftplet.FtpReply;
import org.apache.ftpserver.impl.FtpIoSession;

/** AUTH, PBSZ and PROT (RFC 4217), and what is refused before them. */
final class Security {

  private static final String AUTH = "AUTH";

  /** What opens a data connection. */
  private static final Set<String> DATA = Set.of("PASV", "EPSV");

  private static final Set<String> BEFORE_AUTH = Set.of(AUTH, "FEAT", "QUIT");

  private final ControlTls tls;

  /**
   * @param tls null: plain connections only
   */
  Security(ControlTls tls) {
    this.tls = tls;
  }

  /** Beside the role's own commands. */
  Map<String, Command> commands() {
    return tls == null
        ? Map.of()
        : Map.of(
            AUTH,
            (session, context, request) -> auth(session, request.getArgument()),
            "PBSZ",
            (session, context, request) -> session.write(pbsz(request.getArgument())),
            "PROT",
            (session, context, request) -> session.write(prot(session, request.getArgument())));
  }

  /** What this command gets for an answer instead of being executed; null when it may be. */
  FtpReply refusal(FtpIoSession session, String command) {
    if (tls == null) {
      return null;
    }
    if (!ControlTls.begun(session)) {
      return BEFORE_AUTH.contains(command)
          ? null
          : reply(FtpReply.REPLY_530_NOT_LOGGED_IN, "AUTH TLS goes first.");
    }
    return DATA.contains(command) && !session.getDataConnection().isSecure()
        ? reply(521, "PBSZ 0 and PROT P go first.")
        : null;
  }

  /** Whether this command was smuggled in before encryption began: sent by whom, nobody knows. */
  boolean isSmuggled(FtpIoSession session) {
    return tls != null && ControlTls.begun(session) && !ControlTls.done(session);
  }

  /**
   * Whether the beginning of a command was smuggled in, to become one with the client's first; to
   * be asked after this command was executed.
   */
  boolean hasSmuggled(FtpIoSession session, String command) {
    return AUTH.equals(command) && ControlTls.begun(session) && Backlog.isMidLine(session);
  }

  private void auth(FtpIoSession session, String type) {
    session.resetState();
    if (ControlTls.begun(session)) {
      session.write(reply(534, "It is encrypted already."));
    } else if (type == null || !Set.of("TLS", "TLS-C").contains(type.toUpperCase(Locale.ROOT))) {
      session.write(reply(504, "AUTH TLS is what is spoken here."));
    } else {
      FtpReply begin = reply(234, "Begin with TLS.");
      tls.begin(session, begin);
      session.write(begin);
    }
  }

  private static FtpReply pbsz(String bytes) {
    return bytes == null ? reply(501, "PBSZ 0, please.") : reply(200, "PBSZ=0");
  }

  private static FtpReply prot(FtpIoSession session, String level) {
    session.resetState();
    if ("P".equalsIgnoreCase(level)) {
      session.getDataConnection().setSecure(true);
      return reply(200, "Data connections are encrypted.");
    }
    return "C".equalsIgnoreCase(level)
        ? reply(534, "Data connections are encrypted here: PROT P.")
        : reply(504, "PROT P is what is spoken here.");
  }

  private static FtpReply reply(int code, String words) {
    return new DefaultFtpReply(code, words);
  }
}
