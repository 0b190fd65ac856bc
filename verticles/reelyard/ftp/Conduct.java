package reelyard.ftp;

import java.util.Locale;
import java.util.Set;
import org.apache.ftpserver.ftplet.FtpException;
import org.apache.ftpserver.ftplet.FtpReply;
import org.apache.ftpserver.ftplet.FtpRequest;
import org.apache.ftpserver.impl.FtpIoSession;

/** Tells of what was asked for in vain and what no honest client asks for. */
final class Conduct {

  private static final Set<String> WITH_PATHS =
      Set.of(
          "APPE", "CWD", "DELE", "LIST", "MDTM", "MFMT", "MKD", "MLSD", "MLST", "NLST", "RETR",
          "RMD", "RNFR", "RNTO", "SIZE", "STOR");

  private static final Set<String> ACTIVE = Set.of("PORT", "EPRT", "LPRT");

  private static final int FIRST_REFUSAL = 400;

  private final Refusals refusals;

  Conduct(Refusals refusals) {
    this.refusals = refusals;
  }

  /** To be called after each command, which may be anything. */
  void look(FtpIoSession session, FtpRequest request) throws FtpException {
    String command = String.valueOf(request.getCommand());
    if (ACTIVE.contains(command)) {
      refusals.refused(
          session.getRemoteAddress(),
          Refusals.Kind.COMMAND,
          "a data connection that the server makes (" + command + "): only clients make them");
    } else if (session.isLoggedIn()
        && WITH_PATHS.contains(command)
        && request.getArgument() != null
        && request.getArgument().chars().noneMatch(Character::isISOControl)
        && leadsOut(session, request.getArgument())) {
      refusals.refused(
          session.getRemoteAddress(),
          Refusals.Kind.ESCAPE,
          command + " of a path outside its folders");
    }
  }

  private static boolean leadsOut(FtpIoSession session, String argument) throws FtpException {
    String path = plain(argument);
    if (path.isEmpty() || path.equals("..")) {
      // People climb until it goes no higher.
      return false;
    }
    if (climbs(session.getFileSystemView().getWorkingDirectory().getAbsolutePath(), path)) {
      return true;
    }
    FtpReply reply = session.getLastReply();
    return reply != null
        && reply.getCode() >= FIRST_REFUSAL
        && path.startsWith("/")
        && !session.getFileSystemView().getFile(firstFolder(path)).doesExist();
  }

  /** What it may mean to whoever hopes that somebody takes it apart. */
  private static String plain(String argument) {
    return argument
        .replaceFirst("^(-\\S* *)+", "")
        .toLowerCase(Locale.ROOT)
        .replace("%2e", ".")
        .replaceAll("%2f|%5c|\\\\", "/");
  }

  /** Whether a path has more ".." than folders before them. */
  static boolean climbs(String working, String path) {
    int depth = 0;
    for (String name : (path.startsWith("/") ? path : working + "/" + path).split("/", -1)) {
      if (name.equals("..")) {
        depth--;
      } else if (!name.isEmpty() && !name.equals(".")) {
        depth++;
      }
      if (depth < 0) {
        return true;
      }
    }
    return false;
  }

  private static String firstFolder(String path) {
    String name = path.replaceFirst("^/+", "");
    return "/" + (name.contains("/") ? name.substring(0, name.indexOf('/')) : name);
  }
}
