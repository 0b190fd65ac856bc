package reelyard.ftp;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.ftpserver.command.Command;
import org.apache.ftpserver.command.CommandFactory;
import org.apache.ftpserver.command.CommandFactoryFactory;
import org.apache.ftpserver.ftplet.DefaultFtpReply;

/**
 * The FTP commands that are served. What is not named does not exist: no PORT or EPRT (a bounce to
 * a third host), no SITE, no compression.
 */
public final class FtpCommands {

  private static final List<String> ALWAYS =
      List.of(
          "ABOR", "CDUP", "CWD", "EPSV", "LIST", "MDTM", "MLSD", "MLST", "NLST", "NOOP", "OPTS",
          "PASS", "PASV", "PWD", "QUIT", "REST", "RETR", "SIZE", "STRU", "SYST", "TYPE", "USER");

  private static final Command FEATURES =
      (session, context, request) -> {
        session.resetState();
        session.write(
            new DefaultFtpReply(
                211,
                new String[] {
                  "Extensions:",
                  " EPSV",
                  " MDTM",
                  " MLST Size;Modify;Type;Perm",
                  " REST STREAM",
                  " SIZE",
                  " UTF8",
                  "End"
                }));
      };

  private FtpCommands() {}

  /**
   * Moving about, listing and reading, and besides:
   *
   * @param more standard commands to serve, such as STOR, APPE, DELE, MKD, RMD, RNFR, RNTO
   * @param own commands of the role's, by name; they win over standard ones
   */
  public static CommandFactory create(Set<String> more, Map<String, Command> own) {
    CommandFactory standard = new CommandFactoryFactory().createCommandFactory();
    Map<String, Command> commands = new TreeMap<>();
    ALWAYS.forEach(name -> commands.put(name, standard.getCommand(name)));
    more.forEach(name -> commands.put(name, standard.getCommand(name)));
    commands.put("FEAT", FEATURES);
    commands.putAll(own);
    CommandFactoryFactory served = new CommandFactoryFactory();
    served.setUseDefaultCommands(false);
    served.setCommandMap(commands);
    return served.createCommandFactory();
  }
}
