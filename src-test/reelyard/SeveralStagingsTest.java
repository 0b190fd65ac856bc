package reelyard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reelyard.address.Addresses;
import reelyard.bus.Bus;
import reelyard.bus.Json;
import reelyard.bus.RefusedException;
import reelyard.message.Assignment;
import reelyard.message.GetStagings;
import reelyard.message.JobId;
import reelyard.message.Refusal;
import reelyard.message.RegisterWorker;
import reelyard.message.ServeFiles;
import reelyard.message.ServedFile;
import reelyard.message.StagingView;
import reelyard.message.StartJob;
import reelyard.message.SubmitJobs;
import reelyard.message.SubmitOutcome;
import reelyard.model.Capabilities;
import reelyard.model.JobSpec;
import reelyard.model.LaneCounts;
import reelyard.model.WorkerInfo;
import reelyard.node.FarmConfig;
import reelyard.scheduler.SchedulerVerticle;
import reelyard.staging.StagingVerticle;

/** A scheduler and two stagings with media of their own, on one bus. */
class SeveralStagingsTest {

  @TempDir Path temporary;

  private final Vertx vertx = Vertx.vertx();
  private final Bus bus = new Bus(vertx);
  private Path nas;
  private Path tv;

  @BeforeEach
  void start() throws Exception {
    nas = Files.createDirectory(temporary.toRealPath().resolve("nas"));
    tv = Files.createDirectory(temporary.toRealPath().resolve("tv"));
    get(deployStaging("nas", nas));
    get(vertx.deployVerticle(new SchedulerVerticle(), options(config())));
    get(deployStaging("tv", tv));
    long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    List<String> here = List.of();
    while (!here.containsAll(List.of("nas", "tv"))) {
      here =
          get(bus.ask(Addresses.GET_STAGINGS, new GetStagings())).stagings().stream()
              .filter(StagingView::here)
              .map(view -> view.status().id())
              .toList();
      assertThat(System.nanoTime()).isLessThan(patience);
    }
  }

  @AfterEach
  void stop() {
    get(vertx.close());
  }

  @Test
  void a_job_goes_to_the_staging_that_has_its_source_and_its_worker_is_sent_there()
      throws IOException {
    Path film = Files.writeString(tv.resolve("film.mkv"), "raw film");
    String job = submit(JobSpec.of(film + "", tv + "/film.mp4", null, 0)).jobId();
    assertThat(get(bus.ask(Addresses.GET_JOB, new JobId(job))).staging()).isEqualTo("tv");

    get(bus.ask(Addresses.REGISTER, new RegisterWorker(worker(), List.of())));
    Assignment assignment = get(bus.ask(Addresses.START_JOB, new StartJob("attic", "1", job)));
    assertThat(assignment.staging()).isEqualTo("tv");
    ServeFiles question = new ServeFiles(assignment.attempt(), "attic");
    assertThat(get(bus.ask(Addresses.serveFiles("tv"), question)).files())
        .extracting(ServedFile::path)
        .containsExactly("film.mkv");

    Refusal refusal = refusal(bus.ask(Addresses.serveFiles("nas"), question));
    assertThat(refusal.code()).isEqualTo(Refusal.CONFLICT);
    assertThat(refusal.message()).contains("lie at staging tv, not at nas");
  }

  @Test
  void a_source_that_nobody_has_is_refused_with_who_was_asked() {
    String message =
        submit(JobSpec.of("/nowhere/film.mkv", "/out.mp4", null, 0)).refusal().message();
    assertThat(message).contains("/nowhere/film.mkv is not at nas (" + nas + "), nor at tv (" + tv);
  }

  @Test
  void both_are_listed_and_a_second_of_the_same_name_does_not_start() throws Exception {
    List<StagingView> stagings = get(bus.ask(Addresses.GET_STAGINGS, new GetStagings())).stagings();
    assertThat(stagings).extracting(view -> view.status().id()).containsExactly("nas", "tv");
    assertThat(stagings).extracting(StagingView::here).containsOnly(true);

    CompletionException refused =
        catchThrowableOfType(CompletionException.class, () -> get(deployStaging("tv", nas)));
    assertThat(refused).hasMessageContaining("staging.name");
  }

  private SubmitOutcome submit(JobSpec job) {
    return get(bus.ask(Addresses.SUBMIT, SubmitJobs.of(List.of(job)))).outcomes().get(0);
  }

  private Future<String> deployStaging(String name, Path root) throws Exception {
    JsonObject config = config();
    config
        .getJsonObject("staging")
        .put("name", name)
        .put("roots", new JsonArray().add(root.toString()))
        .put("folder", temporary.resolve("journal-" + name).toString());
    return vertx.deployVerticle(new StagingVerticle(), options(config));
  }

  private static JsonObject config() throws Exception {
    JsonObject config = Json.encode(FarmConfig.load(null, Map.of()));
    config.getJsonObject("scheduler").getJsonObject("store").put("url", "memory");
    return config;
  }

  private static DeploymentOptions options(JsonObject config) {
    return new DeploymentOptions().setConfig(config);
  }

  private static WorkerInfo worker() {
    return new WorkerInfo(
        "attic",
        "1",
        "host",
        new LaneCounts(1, 1, 1),
        new Capabilities("1.6.1", 0, null, null, null, 2, 0, 0, false),
        "UTC",
        null,
        null);
  }

  private static <T> T get(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
  }

  private static Refusal refusal(Future<?> future) {
    CompletionException failure =
        catchThrowableOfType(CompletionException.class, () -> get(future));
    assertThat(failure).hasCauseInstanceOf(RefusedException.class);
    return ((RefusedException) failure.getCause()).refusal();
  }
}
