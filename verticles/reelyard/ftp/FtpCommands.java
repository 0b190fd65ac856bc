package reelyard.ftp;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.ftpserver.command.Command;
import org.apache.ftpserver.command.CommandFactory;
import org.apache.ftpserver.command.CommandFactoryFactory;
import org.apache.ftpserver.ftplet.DefaultFtpReply;
import org.apache.ftpserver.ftplet.FtpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The FTP commands that are served. What is not named does not exist: no PORT or EPRT (a bounce to
 * a third host), no SITE, no compression.
 */
public final class FtpCommands {

  private static final Logger log = LoggerFactory.getLogger(FtpCommands.class);

  private static final List<String> ALWAYS =
      List.of(
          "ABOR", "CDUP", "CWD", "EPSV", "LIST", "MDTM", "MLSD", "MLST", "NLST", "NOOP", "OPTS",
          "PASS", "PASV", "PWD", "QUIT", "REST", "SIZE", "STRU", "SYST", "TYPE", "USER");

  /** What FEAT tells of commands that are not of FTP's first days, if they are served. */
  private static final Map<String, String> FEATURES =
      new TreeMap<>(
          Map.of(
              "AUTH", "AUTH TLS",
              "EPSV", "EPSV",
              "MDTM", "MDTM",
              "MFMT", "MFMT",
              "MLST", "MLST Size;Modify;Type;Perm",
              "PBSZ", "PBSZ",
              "PROT", "PROT",
              "RANG", "RANG STREAM",
              "REST", "REST STREAM",
              "SIZE", "SIZE"));

  static final String FEAT = "FEAT";

  private FtpCommands() {}

  /**
   * Moving about, listing, reading and storing (where the files let it), and besides:
   *
   * @param more standard commands to serve, such as DELE, MKD, RMD, RNFR, RNTO, MFMT
   * @param own commands of the role's, by name; they win over standard ones
   */
  public static CommandFactory create(Set<String> more, Map<String, Command> own) {
    CommandFactory standard = new CommandFactoryFactory().createCommandFactory();
    Map<String, Command> commands = new TreeMap<>();
    ALWAYS.forEach(name -> commands.put(name, standard.getCommand(name)));
    more.forEach(name -> commands.put(name, standard.getCommand(name)));
    Command rest = standard.getCommand("REST");
    commands.put(
        "REST",
        (session, context, request) -> {
          Transfer.setRange(session, null);
          rest.execute(session, context, request);
        });
    commands.put("RANG", new RangeCommand());
    commands.put("RETR", new Transfer(Sending::open));
    commands.put("STOR", new Transfer(Receiving::open));
    commands.put("APPE", new Transfer(Receiving::append));
    commands.putAll(own);
    return name -> name == null ? null : commands.get(name);
  }

  /** These commands before others, and FEAT that tells of all. */
  static CommandFactory with(Map<String, Command> first, CommandFactory others) {
    CommandFactory all =
        name -> {
          Command command = first.get(name);
          return command != null ? command : others.getCommand(name);
        };
    Command features = (session, context, request) -> session.write(features(all));
    return name -> FEAT.equals(name) ? features : all.getCommand(name);
  }

  /** The same, with an answer where the account ended in their midst: it may at any time. */
  static CommandFactory answering(CommandFactory commands) {
    return name -> {
      Command command = commands.getCommand(name);
      return command == null
          ? null
          : (session, context, request) -> {
            try {
              command.execute(session, context, request);
            } catch (FtpException e) {
              log.debug("{} was broken off", name, e);
              session.write(new DefaultFtpReply(550, "Not here, or not any more."));
            }
          };
    };
  }

  private static DefaultFtpReply features(CommandFactory served) {
    List<String> lines = new ArrayList<>(List.of("Extensions:"));
    FEATURES.forEach(
        (name, words) -> {
          if (served.getCommand(name) != null) {
            lines.add(" " + words);
          }
        });
    lines.add(" UTF8");
    lines.add("End");
    return new DefaultFtpReply(211, lines.toArray(String[]::new));
  }
}
