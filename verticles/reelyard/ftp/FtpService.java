package reelyard.ftp;

import io.github.bucket4j.TimeMeter;
import java.net.BindException;
import java.nio.channels.UnresolvedAddressException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.ftpserver.ConnectionConfigFactory;
import org.apache.ftpserver.FtpServer;
import org.apache.ftpserver.FtpServerConfigurationException;
import org.apache.ftpserver.FtpServerFactory;
import org.apache.ftpserver.command.Command;
import org.apache.ftpserver.command.CommandFactory;
import org.apache.ftpserver.ftplet.FtpException;
import org.apache.ftpserver.ftplet.Ftplet;
import org.apache.ftpserver.ftplet.User;
import org.apache.ftpserver.impl.FtpIoSession;
import org.apache.ftpserver.listener.Listener;

/** A running FTP server, whatever it serves; starting and stopping it blocks. */
public final class FtpService {

  private final FtpServer server;
  private final Listener listener;
  private final String host;
  private final ExecutorService hangUps;
  private final ScheduledExecutorService rounds;

  private FtpService(
      FtpServer server, Listener listener, FtpOptions options, ScheduledExecutorService rounds) {
    this.rounds = rounds;
    this.server = server;
    this.listener = listener;
    String external = options.data().getPassiveExernalAddress();
    this.host = external.isEmpty() ? options.host() : external;
    this.hangUps = Executors.newCachedThreadPool(named(options.section() + "-hang-up"));
  }

  /**
   * Starts.
   *
   * @throws IllegalStateException in one sentence that names the key to change
   */
  public static FtpService start(FtpOptions options) {
    Limits limits = options.limits();
    Refusals refusals = new Refusals(options.section());
    Gate gate = new Gate(limits, refusals, TimeMeter.SYSTEM_NANOTIME);
    Listener listener =
        new ControlListener(
            options.host(), options.port(), options.data(), limits, refusals, gate);
    FtpServerFactory factory = new FtpServerFactory();
    // The server empties its maps when it stops, so these must be ones that can be.
    factory.setListeners(new LinkedHashMap<>(Map.of("default", listener)));
    factory.setUserManager(options.users());
    factory.setFileSystem(options.files());
    factory.setCommandFactory(commands(options, refusals, gate));
    Map<String, Ftplet> guards = new LinkedHashMap<>();
    guards.put("lines", new LineGuard());
    guards.put("role", options.guard());
    factory.setFtplets(guards);
    ConnectionConfigFactory connections = new ConnectionConfigFactory();
    connections.setAnonymousLoginEnabled(false);
    connections.setMaxLogins(0);
    // A transfer holds one, and nobody who is let in shall wait for another's; made as needed.
    connections.setMaxThreads(limits.connections());
    factory.setConnectionConfig(connections.createConnectionConfig());
    FtpServer server = factory.createServer();
    try {
      server.start();
    } catch (FtpException | FtpServerConfigurationException e) {
      throw new IllegalStateException(explain(options, e), e);
    }
    ScheduledExecutorService rounds =
        Executors.newSingleThreadScheduledExecutor(named(options.section() + "-rounds"));
    rounds.scheduleWithFixedDelay(gate::sweep, 1, 1, TimeUnit.SECONDS);
    return new FtpService(server, listener, options, rounds);
  }

  private static CommandFactory commands(FtpOptions options, Refusals refusals, Gate gate) {
    Map<String, Command> own =
        Map.of(
            "USER", new UserName(refusals),
            "PASS", new Password(options.limits(), refusals, gate),
            "PASV", Passive.pasv(options.data().getPassiveExernalAddress()),
            "EPSV", Passive.epsv());
    return name -> {
      Command command = name == null ? null : own.get(name.toUpperCase(Locale.ROOT));
      return command == null ? options.commands().getCommand(name) : command;
    };
  }

  private static ThreadFactory named(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  /** Where it listens. */
  public int port() {
    return listener.getPort();
  }

  /** The address of a folder, such as {@code ftp://127.0.0.1:2121/input/} for {@code input/}. */
  public String url(String folder) {
    String shownHost = host.contains(":") ? "[" + host + "]" : host;
    return "ftp://" + shownHost + ":" + port() + "/" + folder;
  }

  /** Ends the sessions of these users, transfers under way included. */
  public void hangUp(Predicate<User> whose) {
    for (FtpIoSession session : listener.getActiveSessions()) {
      User user = session.getUser();
      if (user != null && whose.test(user)) {
        session.closeNow();
        // Waits while the client is yet to connect, so not here.
        hangUps.execute(() -> session.getDataConnection().closeDataConnection());
      }
    }
  }

  /** Ends every session, and listens no more. */
  public void stop() {
    rounds.shutdownNow();
    server.stop();
    hangUps.shutdownNow();
  }

  private static String explain(FtpOptions options, Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String words = String.valueOf(root.getMessage());
    String section = options.section();
    if (root instanceof BindException && words.contains("in use")) {
      return "port %d of %s is taken: stop what listens there, or set %s.port to another port, or to 0 for any free one"
          .formatted(options.port(), options.host(), section);
    }
    if (root instanceof UnresolvedAddressException || words.contains("assign")) {
      return "%s.host %s is no address of this machine: set it to one that others can reach"
          .formatted(section, options.host());
    }
    return "the FTP server cannot listen on port %d of %s (%s): change %s.port or %s.host"
        .formatted(options.port(), options.host(), words, section, section);
  }
}
