package reelyard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A real PostgreSQL of Debian's package, in a temporary folder, on a free port of loopback. It ends
 * with this process, however that ends. Whoever asks first starts it; all tests share it.
 */
public final class PostgresServer {

  public static final String USER = "reelyard";
  public static final String PASSWORD = "s3cret:%'word";

  private static final String MISSING =
      "PostgreSQL is missing on this machine: install it with apt-get install postgresql";

  /**
   * Ends the server when its input ends: that happens even when nobody can tell it to end any more.
   */
  private static final String WATCH =
      "folder=$1; shift; \"$@\" < /dev/null & server=$!; cat > /dev/null;"
          + " kill -QUIT $server; wait $server; rm -rf -- \"$folder\"";

  private static final AtomicInteger NAMES = new AtomicInteger();
  private static PostgresServer shared;

  private final Path folder;
  private final Process process;
  private final int port;

  private PostgresServer(Path folder, Process process, int port) {
    this.folder = folder;
    this.process = process;
    this.port = port;
  }

  /** The server of this process. */
  public static synchronized PostgresServer shared() {
    if (shared == null) {
      // Its disk outlives no test, so nobody waits for it.
      shared = start("fsync=off");
      // It removes itself when this process is gone, however that goes.
    }
    return shared;
  }

  /** A server of one's own, with settings such as "fsync=off". */
  public static PostgresServer start(String... settings) {
    try {
      Path folder = Files.createTempDirectory("reelyard-postgres");
      Path password = Files.writeString(folder.resolve("password"), PASSWORD);
      Path data = folder.resolve("data");
      if (isRoot()) {
        run(List.of("chown", "-R", "postgres", folder.toString()));
      }
      run(
          asPostgres(
              program("initdb").toString(),
              "--pgdata=" + data,
              "--username=" + USER,
              "--auth=scram-sha-256",
              "--pwfile=" + password,
              "--encoding=UTF8",
              "--locale=C.UTF-8"));
      int port = FreePort.take();
      List<String> server =
          new ArrayList<>(
              asPostgres(
                  program("postgres").toString(),
                  "-D",
                  data.toString(),
                  "-p",
                  Integer.toString(port),
                  "-c",
                  "listen_addresses=127.0.0.1",
                  "-c",
                  "unix_socket_directories=" + folder));
      for (String setting : settings) {
        server.addAll(List.of("-c", setting));
      }
      List<String> watched = new ArrayList<>(List.of("sh", "-c", WATCH, "sh", folder.toString()));
      watched.addAll(server);
      Process process =
          new ProcessBuilder(watched)
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("log").toFile())
              .start();
      PostgresServer started = new PostgresServer(folder, process, port);
      started.awaitReady();
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A new, empty database; its JDBC address. */
  public String newDatabase() {
    String name = "farm" + NAMES.incrementAndGet();
    try (Connection connection = connect("postgres");
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("CREATE DATABASE " + name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return url(name);
  }

  public String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  /** A connection of the test's own. */
  public static Connection connect(String url, String user, String password) throws SQLException {
    return DriverManager.getConnection(url, user, password);
  }

  /** Ends it, and removes what it wrote. */
  public void stop() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Connection connect(String database) throws SQLException {
    return connect(url(database), USER, PASSWORD);
  }

  private void awaitReady() throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    SQLException last = null;
    CountDownLatch never = new CountDownLatch(1);
    try {
      while (process.isAlive() && System.nanoTime() < deadline) {
        try (Connection connection = connect("postgres")) {
          if (connection.isValid(5)) {
            return;
          }
        } catch (SQLException e) {
          last = e;
        }
        if (never.await(50, TimeUnit.MILLISECONDS)) {
          break;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new IllegalStateException(
        "PostgreSQL did not start: " + Files.readString(folder.resolve("log")), last);
  }

  private static List<String> asPostgres(String... command) {
    List<String> words = new ArrayList<>();
    if (isRoot()) {
      // It refuses to run as root.
      words.addAll(
          List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", "--"));
    }
    words.addAll(Arrays.asList(command));
    return words;
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  /** Of the newest version that is installed. */
  private static Path program(String name) throws IOException {
    Path versions = Path.of("/usr/lib/postgresql");
    if (!Files.isDirectory(versions)) {
      throw new IllegalStateException(MISSING);
    }
    try (Stream<Path> found = Files.list(versions)) {
      return found
          .map(version -> version.resolve("bin").resolve(name))
          .filter(Files::isExecutable)
          .max(
              Comparator.comparingDouble(
                  program ->
                      Double.parseDouble(program.getName(program.getNameCount() - 3).toString())))
          .orElseThrow(() -> new IllegalStateException(MISSING));
    }
  }

  private static void run(List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .directory(new java.io.File("/"))
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IllegalStateException(command + " failed: " + said);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
