package reelyard.ftp;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.ftpserver.ftplet.FileSystemView;
import org.apache.ftpserver.ftplet.FtpException;
import org.apache.ftpserver.ftplet.FtpRequest;
import org.apache.ftpserver.impl.FtpIoSession;

/** Tells of what no honest client asks for; refusing it is the commands' own affair. */
final class Conduct {

  private static final Set<String> WITH_PATHS =
      Set.of(
          "APPE", "CWD", "DELE", "LIST", "MDTM", "MFMT", "MKD", "MLSD", "MLST", "NLST", "RETR",
          "RMD", "RNFR", "RNTO", "SIZE", "STOR");

  /** What these name need not be there, yet the folder that they name it in. */
  private static final Set<String> MAKING = Set.of("APPE", "MKD", "RNTO", "STOR");

  private static final Set<String> ACTIVE = Set.of("PORT", "EPRT", "LPRT");

  /** What old commands take for options; possessive, for others recurse once for each. */
  private static final Pattern OPTIONS = Pattern.compile("^(?:-\\S*+ *+)++");

  private final Refusals refusals;

  Conduct(Refusals refusals) {
    this.refusals = refusals;
  }

  /** To be called before each command, which may be anything. */
  void look(FtpIoSession session, FtpRequest request) {
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
        && leadsOut(session, request.getArgument(), MAKING.contains(command))) {
      refusals.refused(
          session.getRemoteAddress(),
          Refusals.Kind.ESCAPE,
          command + " of a path outside its folders");
    }
  }

  private static boolean leadsOut(FtpIoSession session, String argument, boolean making) {
    String path = plain(argument);
    if (path.isEmpty() || path.equals("..")) {
      // People climb until it goes no higher.
      return false;
    }
    try {
      FileSystemView files = session.getFileSystemView();
      String first = firstFolder(path);
      boolean named = path.startsWith("/") && !(making && first.equals(path));
      return climbs(files.getWorkingDirectory().getAbsolutePath(), path)
          || (named && !files.getFile(first).doesExist());
    } catch (FtpException e) {
      // The account ended; the command will say so.
      return false;
    }
  }

  /** What it may mean to whoever hopes that somebody takes it apart. */
  private static String plain(String argument) {
    return OPTIONS
        .matcher(argument)
        .replaceFirst("")
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
