package reelyard.staging;

import java.util.List;
import java.util.Map;
import org.apache.ftpserver.command.Command;
import org.apache.ftpserver.command.CommandFactory;
import org.apache.ftpserver.command.CommandFactoryFactory;
import org.apache.ftpserver.ftplet.DefaultFtpReply;

/**
 * The FTP commands that are served. What is not listed does not exist: no PORT or EPRT (a bounce to
 * a third host), no deleting, renaming or making folders, no SITE, no compression.
 */
final class DoorCommands {

  private static final List<String> AS_THEY_COME =
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

  private DoorCommands() {}

  static CommandFactory create() {
    CommandFactory standard = new CommandFactoryFactory().createCommandFactory();
    CommandFactoryFactory served = new CommandFactoryFactory();
    served.setUseDefaultCommands(false);
    AS_THEY_COME.forEach(name -> served.addCommand(name, standard.getCommand(name)));
    Map.of("FEAT", FEATURES, "STOR", new Store(false), "APPE", new Store(true))
        .forEach(served::addCommand);
    return served.createCommandFactory();
  }
}
