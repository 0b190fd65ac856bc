package bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import reelyard.FreePort;
import reelyard.NeverBlocked;
import reelyard.address.Addresses;
import reelyard.address.Request;
import reelyard.bus.Bus;
import reelyard.message.GetFarm;
import reelyard.message.InspectSources;
import reelyard.message.InspectedSources;
import reelyard.message.SourceFinding;
import reelyard.model.JobSpec;
import reelyard.node.QueueMember;
import reelyard.scheduler.store.JobStore;
import reelyard.scheduler.store.StoreConfig;
import reelyard.scheduler.store.Stores;

/** A scheduler or manager as a process of its own, and this process as a member of its farm. */
final class QueueFarm implements AutoCloseable {

  /** Longer than anything here should take. */
  static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final long SOURCE_BYTES = 700_000_000;

  private final Path folder;
  private final Path config;
  private final Path database;
  private final String role;
  private final int webPort = FreePort.take();
  private Process process;
  private Vertx vertx;
  private Bus bus;

  /**
   * @param folder of its own: what it holds is deleted
   * @param role manager, or scheduler: then this process stands in for a staging that finds every
   *     source at once
   */
  QueueFarm(Path folder, String role) throws IOException {
    this.folder = folder;
    this.role = role;
    this.config = folder.resolve("farm.yaml");
    this.database = folder.resolve("farm.db");
    empty(folder);
    int port = FreePort.take();
    Files.writeString(
        config,
        """
        farm: queue-%1$d
        cluster:
          port: %1$d
          members: ["127.0.0.1:%1$d"]
        web:
          port: %2$d
        scheduler:
          mostLiveJobs: 2000000
          store:
            url: '%3$s'
        """
            .formatted(port, webPort, database.toString().replace("'", "''")));
  }

  static void empty(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
    Files.createDirectories(folder);
  }

  /** The farm's store, to be filled before the start. */
  JobStore store() {
    return Stores.open(new StoreConfig(database.toString(), "", "", 6), database);
  }

  /** The size of the database in MiB. */
  double databaseMebibytes() throws IOException {
    return Files.size(database) / 1024.0 / 1024.0;
  }

  /**
   * Starts it with that much heap.
   *
   * @return seconds until it answered, this process's own way into the cluster left out
   */
  double start(String heap) throws Exception {
    long begin = System.nanoTime();
    launch(heap);
    awaitLog("this process is up");
    double seconds = (System.nanoTime() - begin) / 1e9;
    vertx = QueueMember.join(config);
    bus = new Bus(vertx);
    if (role.equals("scheduler")) {
      bus.answer(Addresses.inspect(JobSpec.ONLY_STAGING), QueueFarm::find);
    }
    ask(Addresses.GET_FARM, new GetFarm(1));
    return seconds;
  }

  private void launch(String heap) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(OverheadBench.JAVA_OPTIONS);
    command.add("-Xmx" + heap);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "reelyard.Main"));
    command.addAll(List.of("run", role, "--cluster", "--conf", config.toString()));
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log().toFile())
            .start();
  }

  private Path log() {
    return folder.resolve(role + ".log");
  }

  private void awaitLog(String words) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!Files.readString(log()).contains(words)) {
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new IOException("the " + role + " did not start; see " + log());
      }
      Pause.millis(20);
    }
  }

  private static Future<InspectedSources> find(InspectSources message) {
    return Future.succeededFuture(
        new InspectedSources(
            message.jobs().stream()
                .map(
                    job ->
                        new SourceFinding(SOURCE_BYTES, job.output(), JobSpec.ONLY_STAGING, null))
                .toList()));
  }

  Bus bus() {
    return bus;
  }

  Vertx vertx() {
    return vertx;
  }

  /** Asks and waits for the answer. */
  <Q, A> A ask(Request<Q, A> request, Q question) throws Exception {
    return await(bus.ask(request, question, PATIENCE));
  }

  /** The bridge's raw WebSocket. */
  URI events() {
    return URI.create("ws://127.0.0.1:" + webPort + "/eventbus/websocket");
  }

  static <T> T await(Future<T> future) throws Exception {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new IOException("the farm did not do as asked: " + e.getCause(), e);
    }
  }

  /** Processor seconds that it spent so far. */
  double processorSeconds() throws IOException {
    return ProcessFacts.processorSeconds(process.pid());
  }

  double residentMebibytes() throws IOException {
    return ProcessFacts.residentMebibytes(process.pid());
  }

  /** What lives on its heap, after a full collection. */
  double heapMebibytes() throws IOException, InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process asked =
        new ProcessBuilder(jcmd.toString(), "" + process.pid(), "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    String said = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    asked.waitFor();
    for (String line : said.lines().toList()) {
      if (line.startsWith("Total")) {
        return Long.parseLong(line.replaceFirst(".*\\s(\\d+)\\s*$", "$1")) / 1024.0 / 1024.0;
      }
    }
    throw new IOException("jcmd tells no heap: " + said);
  }

  @Override
  public void close() throws IOException {
    if (vertx != null) {
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
    if (process != null) {
      end();
      if (NeverBlocked.isToldIn(Files.readString(log()))) {
        System.err.println("blocked threads: see " + log());
      }
    }
  }

  private void end() {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
