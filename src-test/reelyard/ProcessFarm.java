package reelyard;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A farm whose manager and workers are processes of their own, clustered on loopback. */
public final class ProcessFarm implements AutoCloseable {

  private static final Duration START = Duration.ofSeconds(60);

  private final HttpClient http = HttpClient.newHttpClient();
  private static final Set<String> ENDED = Set.of("COMPLETE", "FAILED", "STOPPED");

  private final Map<String, Process> processes = new LinkedHashMap<>();
  private final Set<String> frozen = new HashSet<>();
  private final Map<String, String> environment = new HashMap<>();
  private final Path folder;
  private final Path config;
  private final List<String> javaOptions;
  private final int webPort = FreePort.take();

  /**
   * @param folder for configuration, logs and scratch
   * @param handbrake the program that workers run for HandBrakeCLI
   * @param javaOptions for each process, such as heap sizes
   */
  public ProcessFarm(Path folder, String handbrake, List<String> javaOptions) {
    this.folder = folder;
    this.javaOptions = javaOptions;
    this.config = folder.resolve("farm.yaml");
    int port = FreePort.take();
    String yaml =
        """
        farm: processes-%1$d
        cluster:
          port: %1$d
          members: ["127.0.0.1:%1$d"]
        scheduler:
          store:
            url: %6$s
        web:
          port: %2$d
        worker:
          scratch: %3$s
          logs: %4$s
          handbrake: %5$s
        """
            .formatted(
                port,
                webPort,
                scratch(),
                folder.resolve("logs"),
                handbrake,
                folder.resolve("farm.db"));
    try {
      Files.createDirectories(folder);
      Files.writeString(config, yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where workers keep films in work. */
  public Path scratch() {
    return folder.resolve("scratch");
  }

  /** Keeps the farm in this database instead of a file; to be said before the manager starts. */
  public void keepIn(String url, String user, String password) {
    set("scheduler.store.url", url);
    set("scheduler.store.user", user);
    set("scheduler.store.password", password);
  }

  /** Sets a key of the configuration for each process that is started from now on. */
  public void set(String key, Object value) {
    environment.put("REELYARD_" + key.toUpperCase(Locale.ROOT).replace('.', '_'), value.toString());
  }

  /** Starts a manager beside the first, which stands by; returns at once. */
  public Process startStandby(String name) {
    return start(name, "manager");
  }

  /** Starts the manager, the first process of the farm; returns when its page answers. */
  public Process startManager() {
    Process manager = start("manager", "manager");
    await("the manager to answer", this::answers);
    return manager;
  }

  /** Starts a worker of this name; returns when the farm knows it. */
  public Process startWorker(String name) {
    Process worker = start(name, "worker");
    await("worker " + name, () -> worker(name) != null);
    return worker;
  }

  private Process start(String name, String role) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(javaOptions);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "reelyard.Main"));
    command.addAll(List.of("run", role, "--cluster", "--conf", config.toString()));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(folder.resolve(name + ".log").toFile()));
    builder.environment().put("REELYARD_WORKER_NAME", name);
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      processes.put(name, process);
      return process;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends a process at once, without a chance to tidy up. */
  public void kill(String name) {
    Process process = processes.get(name).destroyForcibly();
    await(name + " to be gone", () -> !process.isAlive());
  }

  /** Ends a process in good order. */
  public void stop(String name) {
    Process process = processes.get(name);
    process.destroy();
    await(name + " to stop", () -> !process.isAlive());
  }

  /** Starts a process that ended, without waiting for it. */
  public void startAgain(String name) {
    start(name, name.equals("manager") ? "manager" : "worker");
  }

  /** Lets a process do nothing more until it is thawed. */
  public void freeze(String name) {
    frozen.add(name);
    signal("-STOP", name);
  }

  /** Lets a frozen process go on. */
  public void thaw(String name) {
    signal("-CONT", name);
  }

  private void signal(String signal, String name) {
    try {
      new ProcessBuilder("kill", signal, String.valueOf(processes.get(name).pid()))
          .start()
          .waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Starts whatever ended, and waits until the manager answers and knows all these workers. */
  public void mend(List<String> workers) {
    for (String name : List.copyOf(processes.keySet())) {
      if (!processes.get(name).isAlive()) {
        startAgain(name);
      }
    }
    await("the manager to answer", this::answers);
    workers.forEach(name -> await("worker " + name, () -> isReady(name)));
  }

  private boolean isReady(String name) {
    try {
      JsonObject worker = worker(name);
      return worker != null && worker.getString("state").equals("READY");
    } catch (IllegalStateException e) {
      return false;
    }
  }

  /** Whether all these jobs have ended; false while the manager does not answer. */
  public boolean allEnded(List<String> ids) {
    try {
      return ids.stream().map(this::job).allMatch(job -> ENDED.contains(job.getString("state")));
    } catch (IllegalStateException e) {
      return false;
    }
  }

  /** How often the job was completed, by the farm's own history. */
  public long completions(String id) {
    JsonObject history = call(HttpRequest.newBuilder(api("history?job=" + id)).GET());
    return objects(history.getJsonArray("attempts"))
        .filter(attempt -> attempt.getString("outcome").equals("COMPLETE"))
        .count();
  }

  /** What a process has logged in all its lives. */
  public String log(String name) {
    try {
      return Files.readString(folder.resolve(name + ".log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Process process(String name) {
    return processes.get(name);
  }

  /** The bridge's raw WebSocket. */
  public URI events() {
    return URI.create("ws://127.0.0.1:" + webPort + "/eventbus/websocket");
  }

  /** The farm as the manager sees it. */
  public JsonObject farm() {
    return call(HttpRequest.newBuilder(api("farm")).GET());
  }

  /** A worker as the manager sees it, or null. */
  public JsonObject worker(String name) {
    return objects(farm().getJsonArray("workers"))
        .filter(view -> view.getJsonObject("worker").getString("id").equals(name))
        .findFirst()
        .orElse(null);
  }

  /** A job as the manager sees it. */
  public JsonObject job(String id) {
    return call(HttpRequest.newBuilder(api("jobs/" + id)).GET());
  }

  /** Submits these films and returns the jobs' ids; a refusal is an error. */
  public List<String> submit(List<Path> films, String preset, Path results) {
    JsonArray jobs = new JsonArray();
    for (Path film : films) {
      String name = film.getFileName().toString().replaceFirst("\\.[^.]*$", ".mp4");
      jobs.add(job(film, preset, results.resolve(name)));
    }
    return submit(jobs);
  }

  /** Submits one film so many times, each for a result of its own. */
  public List<String> submitMany(Path film, String preset, Path results, int count) {
    JsonArray jobs = new JsonArray();
    for (int i = 0; i < count; i++) {
      jobs.add(job(film, preset, results.resolve(i + ".mp4")));
    }
    return submit(jobs);
  }

  /** Submits a film with further options for HandBrakeCLI. */
  public String submit(Path film, String preset, Path result, String... options) {
    JsonObject job = job(film, preset, result).put("options", new JsonArray(List.of(options)));
    return submit(new JsonArray().add(job)).get(0);
  }

  private static JsonObject job(Path film, String preset, Path result) {
    return new JsonObject()
        .put("input", film.toString())
        .put("output", result.toString())
        .put("preset", preset)
        .put("overwrite", true);
  }

  private List<String> submit(JsonArray jobs) {
    JsonObject answer =
        call(
            HttpRequest.newBuilder(api("jobs"))
                .header("Content-Type", "application/json")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        new JsonObject().put("jobs", jobs).encode())));
    return objects(answer.getJsonArray("outcomes"))
        .map(
            outcome -> {
              if (outcome.getString("jobId") == null) {
                throw new IllegalStateException("a job was refused: " + outcome);
              }
              return outcome.getString("jobId");
            })
        .toList();
  }

  /** Whether HandBrake works on the job. */
  public static boolean encodes(JsonObject job) {
    JsonObject progress = job.getJsonObject("progress");
    return progress != null
        && progress.getString("phase").equals("ENCODING")
        && progress.getDouble("percent") > 1;
  }

  /** Whether the job is complete; one that ended otherwise will never be. */
  public static boolean isComplete(JsonObject job) {
    assertThat(job.getString("state")).as("%s", job).isNotIn("FAILED", "STOPPED");
    return job.getString("state").equals("COMPLETE");
  }

  /** Waits until the job is as wanted, and returns it. */
  public JsonObject awaitJob(String id, String what, Predicate<JsonObject> wanted) {
    await("job " + id + " to be " + what, () -> wanted.test(job(id)));
    return job(id);
  }

  /** Waits for at most a minute; a process of the farm that ends by itself is an error. */
  public void await(String what, Condition condition) {
    await(what, START, condition);
  }

  /** Waits for at most so long. */
  public void await(String what, Duration patience, Condition condition) {
    long end = System.nanoTime() + patience.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("waited in vain for " + what + "; see " + folder);
      }
      LockSupport.parkNanos(20_000_000);
    }
  }

  /** Something to wait for. */
  public interface Condition {
    boolean holds();
  }

  private boolean answers() {
    try {
      farm();
      return true;
    } catch (IllegalStateException e) {
      processes.values().stream()
          .filter(process -> !process.isAlive())
          .findAny()
          .ifPresent(
              dead -> {
                throw new IllegalArgumentException("a process ended; see the logs in " + folder);
              });
      return false;
    }
  }

  private static Stream<JsonObject> objects(JsonArray array) {
    return array.stream().map(JsonObject.class::cast);
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

  @Override
  public void close() {
    processes.values().forEach(Process::destroy);
    for (Process process : processes.values()) {
      try {
        if (!process.waitFor(15, TimeUnit.SECONDS)) {
          process.destroyForcibly().waitFor();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    // A process that was frozen takes its own threads for blocked when it goes on.
    processes.keySet().stream().filter(name -> !frozen.contains(name)).forEach(this::checkLog);
  }

  private void checkLog(String name) {
    Path log = folder.resolve(name + ".log");
    try {
      if (NeverBlocked.isToldIn(Files.readString(log))) {
        throw new IllegalStateException(log + " tells of a blocked event loop");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
