package reelyard.ftp;

import io.github.bucket4j.TimeMeter;
import java.net.BindException;
import java.nio.channels.UnresolvedAddressException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.ftpserver.ConnectionConfigFactory;
import org.apache.ftpserver.FtpServer;
import org.apache.ftpserver.FtpServerConfigurationException;
import org.apache.ftpserver.FtpServerFactory;
import org.apache.ftpserver.command.Command;
import org.apache.ftpserver.ftplet.FtpException;
import org.apache.ftpserver.ftplet.Ftplet;
import org.apache.ftpserver.ftplet.User;
import org.apache.ftpserver.impl.FtpIoSession;
import org.apache.ftpserver.listener.Listener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running FTP server, whatever it serves; starting and stopping it blocks. */
public final class FtpService {

  private static final Logger log = LoggerFactory.getLogger(FtpService.class);

  /** How many times within its patience a silent data connection is looked at. */
  private static final int LOOKS = 4;

  private final FtpServer server;
  private final IdleWatch watch;
  private final Listener listener;
  private final String host;
  private final Refusals refusals;
  private final ScheduledExecutorService watching;
  private final List<Future<?>> rounds;

  private FtpService(
      FtpServer server,
      IdleWatch watch,
      Listener listener,
      String host,
      Refusals refusals,
      ScheduledExecutorService watching,
      List<Future<?>> rounds) {
    this.server = server;
    this.watch = watch;
    this.listener = listener;
    this.host = host;
    this.refusals = refusals;
    this.watching = watching;
    this.rounds = rounds;
  }

  /**
   * Starts.
   *
   * @throws IllegalStateException in one sentence that names the key to change
   */
  public static FtpService start(FtpOptions options) {
    Limits limits = options.limits();
    IdleWatch watch = new IdleWatch(TimeUnit.SECONDS.toNanos(limits.dataIdleSeconds()));
    ControlTls tls = options.tls() == null ? null : new ControlTls(options.tls());
    Refusals refusals = new Refusals(options.section());
    Gate gate = new Gate(limits, refusals, TimeMeter.SYSTEM_NANOTIME);
    DataTerms data = new DataTerms(options.data(), watch, tls, options.bandwidth(), refusals);
    Listener listener = new ControlListener(options.host(), options.port(), data, limits, gate);
    FtpServerFactory factory = new FtpServerFactory();
    // The server empties its maps when it stops, so these must be ones that can be.
    factory.setListeners(new LinkedHashMap<>(Map.of("default", listener)));
    factory.setUserManager(options.users());
    factory.setFileSystem(options.files());
    factory.setCommandFactory(
        FtpCommands.answering(
            FtpCommands.with(
                new Security(tls).commands(),
                FtpCommands.with(guarded(options, refusals, gate), options.commands()))));
    Map<String, Ftplet> guards = new LinkedHashMap<>();
    guards.put("lines", new LineGuard(refusals));
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
      server.stop();
      refusals.end();
      throw new IllegalStateException(explain(options, e), e);
    }
    ScheduledExecutorService watching = watching(options.section());
    long often = TimeUnit.SECONDS.toMillis(limits.dataIdleSeconds()) / LOOKS;
    List<Future<?>> rounds =
        List.of(
            every(watching, often, () -> watch.look(System.nanoTime())),
            every(watching, TimeUnit.SECONDS.toMillis(1), gate::sweep));
    String external = options.data().getPassiveExernalAddress();
    String host = external.isEmpty() ? options.host() : external;
    return new FtpService(server, watch, listener, host, refusals, watching, rounds);
  }

  private static Future<?> every(ScheduledExecutorService thread, long millis, Runnable round) {
    Runnable unbroken =
        () -> {
          try {
            round.run();
          } catch (RuntimeException e) {
            log.error("idle FTP connections were not looked for: that is a bug, report it", e);
          }
        };
    return thread.scheduleWithFixedDelay(unbroken, millis, millis, TimeUnit.MILLISECONDS);
  }

  private static Map<String, Command> guarded(FtpOptions options, Refusals refusals, Gate gate) {
    return Map.of(
        "USER",
        new UserName(refusals),
        "PASS",
        new Password(options.limits(), refusals, gate),
        "PASV",
        Passive.pasv(options.data().getPassiveExernalAddress()),
        "EPSV",
        Passive.epsv());
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
        session.getDataConnection().closeDataConnection();
      }
    }
  }

  /** Ends every session, and listens no more. */
  public void stop() {
    // A transfer under way holds its thread until its bytes end.
    watch.end();
    server.stop();
    rounds.forEach(round -> round.cancel(false));
    watching.shutdownNow();
    refusals.end();
  }

  private static ScheduledExecutorService watching(String name) {
    return Executors.newSingleThreadScheduledExecutor(
        task -> {
          Thread thread = new Thread(task, name + "-ftp-watch");
          thread.setDaemon(true);
          return thread;
        });
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
