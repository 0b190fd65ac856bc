package bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** One manager and one worker, each a process of its own, clustered on loopback. */
final class BenchFarm implements AutoCloseable {

  private static final Duration START = Duration.ofSeconds(60);

  private final HttpClient http = HttpClient.newHttpClient();
  private final List<Process> processes = new ArrayList<>();
  private final int webPort = freePort();
  private final Path folder;
  final Process manager;
  final Process worker;

  /**
   * @param handbrake the program that the worker runs for HandBrakeCLI
   * @param options for the JVMs, such as heap sizes
   */
  BenchFarm(Path folder, String handbrake, List<String> options) throws IOException {
    this.folder = Files.createDirectories(folder);
    Path config = folder.resolve("farm.yaml");
    int port = freePort();
    Files.writeString(
        config,
        """
        farm: bench-%d
        cluster:
          port: %d
          members: ["127.0.0.1:%d", "127.0.0.1:%d"]
        web:
          port: %d
        worker:
          name: bench
          scratch: %s
          logs: %s
          handbrake: %s
        """
            .formatted(
                port,
                port,
                port,
                port + 1,
                webPort,
                folder.resolve("scratch"),
                folder.resolve("logs"),
                handbrake));
    manager = start("manager", config, options);
    await(() -> answers(), START);
    worker = start("worker", config, options);
    await(() -> farm().getJsonArray("workers").size() == 1, START);
  }

  private Process start(String role, Path config, List<String> options) throws IOException {
    List<String> command = new ArrayList<>(List.of(java()));
    command.addAll(options);
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            "reelyard.Main",
            "run",
            role,
            "--cluster",
            "--conf",
            config.toString()));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(role + ".log").toFile())
            .start();
    processes.add(process);
    return process;
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  URI events() {
    return URI.create("ws://127.0.0.1:" + webPort + "/eventbus/websocket");
  }

  private boolean answers() {
    try {
      farm();
      return true;
    } catch (IllegalStateException e) {
      return false;
    }
  }

  JsonObject farm() {
    return call(HttpRequest.newBuilder(api("farm")).GET());
  }

  /** Submits these films and returns their ids. */
  List<String> submit(List<Path> films, String preset, Path results) throws IOException {
    Files.createDirectories(results);
    JsonArray jobs = new JsonArray();
    for (Path film : films) {
      String name = film.getFileName().toString().replaceFirst("\\.[^.]*$", ".mp4");
      jobs.add(
          new JsonObject()
              .put("input", film.toString())
              .put("output", results.resolve(name).toString())
              .put("preset", preset)
              .put("overwrite", true));
    }
    String body = new JsonObject().put("jobs", jobs).encode();
    JsonObject answer =
        call(
            HttpRequest.newBuilder(api("jobs"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    List<String> ids = new ArrayList<>();
    for (Object outcome : answer.getJsonArray("outcomes")) {
      String id = ((JsonObject) outcome).getString("jobId");
      if (id == null) {
        throw new IllegalStateException("a job was refused: " + outcome);
      }
      ids.add(id);
    }
    return ids;
  }

  private URI api(String path) {
    return URI.create("http://127.0.0.1:" + webPort + "/api/v1/" + path);
  }

  private JsonObject call(HttpRequest.Builder request) {
    try {
      var answer = http.send(request.build(), BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(answer.statusCode() + " " + answer.body());
      }
      return new JsonObject(answer.body());
    } catch (IOException e) {
      throw new IllegalStateException("the manager does not answer: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Looks every tenth of a second, for as long as it may take. */
  private void await(BooleanSupplier condition, Duration patience) throws IOException {
    long end = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      for (Process process : processes) {
        if (!process.isAlive()) {
          throw new IOException("a process of the farm ended; see the logs in " + folder);
        }
      }
      if (System.nanoTime() > end) {
        throw new IOException("the farm did not start in time; see the logs in " + folder);
      }
      Pause.millis(100);
    }
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    processes.forEach(Process::destroy);
    for (Process process : processes) {
      try {
        if (!process.waitFor(15, TimeUnit.SECONDS)) {
          process.destroyForcibly().waitFor();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
