package reelyard.staging;

import java.net.BindException;
import java.nio.channels.UnresolvedAddressException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.ftpserver.ConnectionConfigFactory;
import org.apache.ftpserver.FtpServer;
import org.apache.ftpserver.FtpServerConfigurationException;
import org.apache.ftpserver.FtpServerFactory;
import org.apache.ftpserver.ftplet.FtpException;
import org.apache.ftpserver.impl.FtpIoSession;
import org.apache.ftpserver.listener.Listener;
import reelyard.ftp.ControlListener;
import reelyard.ftp.PassiveConnections;

/** The FTP server before the doors; starting and stopping it blocks. */
final class FileServer {

  /** A control connection may be silent for so long; a worker opens another when it needs one. */
  private static final int IDLE_SECONDS = 300;

  /** A data connection on which nothing comes or goes for so long is dead. */
  private static final int DATA_IDLE_SECONDS = 60;

  /** A transfer holds one thread; threads are made as needed. */
  private static final int MOST_TRANSFERS = 256;

  private final FtpServer server;
  private final Listener listener;
  private final String host;
  private final ExecutorService hangUps =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "staging-hang-up");
            thread.setDaemon(true);
            return thread;
          });

  private FileServer(FtpServer server, Listener listener, String host) {
    this.server = server;
    this.listener = listener;
    this.host = host;
  }

  /**
   * Starts on the configured host and port, and hangs up on doors that close.
   *
   * @throws IllegalStateException in one sentence that names the key to change
   */
  static FileServer start(StagingConfig config, Doors doors) {
    Listener listener =
        new ControlListener(
            config.host(),
            config.port(),
            IDLE_SECONDS,
            new PassiveConnections(config.host(), config.passivePorts(), DATA_IDLE_SECONDS));
    FtpServerFactory factory = new FtpServerFactory();
    // The server empties its maps when it stops, so these must be ones that can be.
    factory.setListeners(new HashMap<>(Map.of("default", listener)));
    factory.setUserManager(new DoorAccounts(doors));
    factory.setFileSystem(user -> new DoorView(((DoorUser) user).door()));
    factory.setCommandFactory(DoorCommands.create());
    factory.setFtplets(new HashMap<>(Map.of("guard", new DoorGuard())));
    ConnectionConfigFactory connections = new ConnectionConfigFactory();
    connections.setAnonymousLoginEnabled(false);
    connections.setMaxLogins(0);
    connections.setMaxThreads(MOST_TRANSFERS);
    connections.setMaxLoginFailures(3);
    // A pause would hold a thread, and 128 random bits need none.
    connections.setLoginFailureDelay(0);
    factory.setConnectionConfig(connections.createConnectionConfig());
    FtpServer server = factory.createServer();
    try {
      server.start();
    } catch (FtpException | FtpServerConfigurationException e) {
      throw new IllegalStateException(explain(config, e), e);
    }
    FileServer started = new FileServer(server, listener, config.host());
    doors.whenClosed(started::hangUp);
    return started;
  }

  /** Such as {@code ftp://127.0.0.1:2121/input/}. */
  String url(String folder) {
    String shownHost = host.contains(":") ? "[" + host + "]" : host;
    return "ftp://" + shownHost + ":" + listener.getPort() + "/" + folder;
  }

  /** Ends every session that came through this door, transfers under way included. */
  private void hangUp(Door door) {
    for (FtpIoSession session : listener.getActiveSessions()) {
      if (session.getUser() instanceof DoorUser user && user.door() == door) {
        session.closeNow();
        // Waits while the client is yet to connect, so not here.
        hangUps.execute(() -> session.getDataConnection().closeDataConnection());
      }
    }
  }

  /** To be called after the doors closed. */
  void stop() {
    server.stop();
    hangUps.shutdownNow();
  }

  private static String explain(StagingConfig config, Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String words = String.valueOf(root.getMessage());
    if (root instanceof BindException && words.contains("in use")) {
      return "port %d of %s is taken: stop what listens there, or set staging.port to another port, or to 0 for any free one"
          .formatted(config.port(), config.host());
    }
    if (root instanceof UnresolvedAddressException || words.contains("assign")) {
      return unknownHost(config);
    }
    return "the FTP server cannot listen on port %d of %s (%s): change staging.port or staging.host"
        .formatted(config.port(), config.host(), words);
  }

  private static String unknownHost(StagingConfig config) {
    return "staging.host %s is no address of this machine: set it to one that workers can reach"
        .formatted(config.host());
  }
}
