package reelyard.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reelyard.Clips;
import reelyard.address.Addresses;
import reelyard.bus.RefusedException;
import reelyard.message.AttemptFailed;
import reelyard.message.AttemptId;
import reelyard.message.BuiltInPresets;
import reelyard.message.CommitResult;
import reelyard.message.GetPreset;
import reelyard.message.Heartbeat;
import reelyard.message.LogLines;
import reelyard.message.LogPart;
import reelyard.message.LoseQueue;
import reelyard.message.PauseAttempt;
import reelyard.message.PresetCategory;
import reelyard.message.PresetText;
import reelyard.message.ReadLog;
import reelyard.message.ReadPresets;
import reelyard.message.Refusal;
import reelyard.message.RegisterWorker;
import reelyard.message.ReportNow;
import reelyard.message.ReturnFiles;
import reelyard.message.SelfTest;
import reelyard.message.ServeFiles;
import reelyard.message.Shutdown;
import reelyard.message.StartJob;
import reelyard.message.StopAttempt;
import reelyard.message.WorkerTested;
import reelyard.model.FailureReason;
import reelyard.model.JobSpec;
import reelyard.model.Phase;
import reelyard.model.Progress;
import reelyard.model.SpeedUnit;
import reelyard.model.Stage;
import reelyard.model.WorkerInfo;

/** A worker on a real bus, with the real HandBrakeCLI and a real FTP server. */
@Timeout(120)
class WorkerVerticleTest {

  private static final String[] SLOW = {"-e", "x264", "--encoder-preset", "placebo", "-q", "5"};

  private static final String[] MEDIUM = {"-e", "x264", "--encoder-preset", "placebo", "-q", "20"};

  @TempDir Path folder;
  private Vertx vertx;
  private FakeFarm farm;

  @BeforeEach
  void start_the_farm() throws Exception {
    vertx = Vertx.vertx();
    farm = new FakeFarm(vertx, folder.resolve("staging"));
  }

  @AfterEach
  void stop_the_farm() throws Exception {
    get(vertx.close());
    farm.close();
  }

  @Test
  void takes_a_film_through_all_stages() throws Exception {
    farm.withScheduler().submit("j1", Clips.film("worker-long.mkv", 20));
    deploy();

    CommitResult commit = farm.heard.await(CommitResult.class);

    assertThat(commit.attempt()).isEqualTo(new AttemptId("j1", 1));
    assertThat(commit.bytes()).isPositive().isEqualTo(Files.size(farm.result("j1")));
    farm.heard.await(Heartbeat.class, beat -> beat.attempts().isEmpty());
    List<Stage> stages =
        farm.heard.all(Progress.class).stream().map(Progress::stage).distinct().toList();
    assertThat(stages).containsExactly(Stage.FETCHING, Stage.TRANSCODING, Stage.RETURNING);
    assertThat(farm.heard.all(FakeFarm.Watched.class).stream().map(FakeFarm.Watched::progress))
        .anyMatch(p -> p.phase() == Phase.ENCODING && p.unit() == SpeedUnit.FRAMES_PER_SECOND)
        .anyMatch(p -> p.stage() == Stage.RETURNING && p.percent() == 100);
    assertThat(farm.heard.all(LogLines.class)).isNotEmpty();
    assertThat(folder.resolve("logs/j1.1.log")).isNotEmptyFile();
    eventually(() -> scratch().isEmpty());
  }

  @Test
  void fetches_the_next_film_while_one_transcodes_and_loses_no_time_between() throws Exception {
    farm.withScheduler();
    for (String job : List.of("j1", "j2", "j3")) {
      farm.submit(job, clip());
    }
    deploy();

    farm.heard.await(CommitResult.class, commit -> commit.attempt().jobId().equals("j3"));

    assertThat(farm.heard.all(CommitResult.class))
        .extracting(commit -> commit.attempt().jobId())
        .containsExactly("j1", "j2", "j3");
    long secondFetched = first("j2", p -> p.stage() == Stage.FETCHING && p.percent() == 100);
    long firstEncoded = first("j1", p -> p.stage() == Stage.RETURNING);
    assertThat(secondFetched).isLessThan(firstEncoded);
    assertThat(farm.heard.all(StartJob.class)).hasSize(3);
  }

  @Test
  void stops_an_attempt_in_the_middle_but_never_a_newer_one_of_the_same_job() throws Exception {
    farm.withScheduler().submit("j1", 2, longClip(), SLOW);
    deploy();
    farm.awaitEncoding("j1");

    farm.ask(
        Addresses.stopAttempt("w1"), new StopAttempt(new AttemptId("j1", 1), "late", 0, false));
    assertThat(report().attempts()).hasSize(1);
    farm.ask(Addresses.stopAttempt("w1"), new StopAttempt(new AttemptId("j1", 2), "user", 0, true));

    eventually(() -> handBrakes().isEmpty() && scratch().isEmpty());
    assertThat(report().attempts()).isEmpty();
    assertThat(farm.heard.all(AttemptFailed.class)).isEmpty();
    farm.submit("j2", clip());
    farm.heard.await(CommitResult.class);
  }

  @Test
  void drops_a_fenced_attempt_without_a_word() throws Exception {
    farm.withScheduler().submit("j1", longClip(), SLOW);
    deploy();
    farm.awaitEncoding("j1");

    farm.fenced.add(new AttemptId("j1", 1));

    eventually(() -> handBrakes().isEmpty() && scratch().isEmpty());
    assertThat(farm.heard.all(AttemptFailed.class)).isEmpty();
  }

  @Test
  void drops_a_job_that_moved_away_and_takes_the_next() throws Exception {
    farm.withScheduler().submit("j1", clip());
    farm.submit("j2", clip());
    farm.moved.add("j1");
    deploy();

    CommitResult commit = farm.heard.await(CommitResult.class);

    assertThat(commit.attempt().jobId()).isEqualTo("j2");
    assertThat(farm.heard.all(AttemptFailed.class)).isEmpty();
  }

  @Test
  void waits_for_a_scheduler_that_is_not_there_yet() throws Exception {
    deploy();
    farm.withScheduler().submit("j1", clip());

    farm.heard.await(CommitResult.class);
  }

  @Test
  void registers_again_with_a_scheduler_that_does_not_know_it() throws Exception {
    farm.withScheduler();
    deploy();
    farm.known = false;
    farm.heard.await(Heartbeat.class);

    farm.heard.await(RegisterWorker.class, 1, any -> true);
    farm.known = true;
    farm.submit("j1", clip());
    farm.heard.await(CommitResult.class);
  }

  @Test
  void hears_of_new_jobs_even_when_the_message_got_lost() throws Exception {
    farm.withScheduler();
    deploy();
    farm.silent = true;
    farm.submit("j1", clip());

    farm.heard.await(CommitResult.class);
  }

  @Test
  void does_not_start_under_a_name_that_stays_taken() {
    farm.withScheduler();
    farm.refusals.put(Addresses.REGISTER.name(), Refusal.conflict("w1 is at work on host attic"));

    assertThatThrownBy(this::deploy).hasRootCauseMessage("w1 is at work on host attic");
  }

  @Test
  void a_second_worker_of_one_name_does_not_touch_the_firsts_scratch() throws Exception {
    farm.withScheduler().submit("j1", longClip(), SLOW);
    deploy();
    farm.awaitEncoding("j1");

    deploy();

    assertThat(scratch()).containsExactly("j1.1");
    assertThat(folder.resolve("scratch/w1~2").resolve(Scratch.MARK)).exists();
    assertThat(handBrakes()).isNotEmpty();
  }

  @Test
  void does_not_start_without_its_programs() {
    farm.withScheduler();

    assertThatThrownBy(() -> get(begin("w1", "no-such-handbrake")))
        .rootCause()
        .hasMessageContaining("no-such-handbrake");
    assertThat(farm.heard.all(RegisterWorker.class)).isEmpty();
  }

  @Test
  void reports_a_film_that_staging_does_not_have_and_goes_on() throws Exception {
    farm.withScheduler().submit("j1", folder.resolve("gone.mkv"));
    farm.submit("j2", clip());
    deploy();

    AttemptFailed failed = farm.heard.await(AttemptFailed.class);
    assertThat(failed.attempt().jobId()).isEqualTo("j1");
    assertThat(failed.failure().reason()).isEqualTo(FailureReason.SOURCE_MISSING);
    assertThat(failed.failure().message()).contains("gone.mkv");
    farm.heard.await(CommitResult.class, commit -> commit.attempt().jobId().equals("j2"));
  }

  @Test
  void reports_a_film_without_video_with_its_log() throws Exception {
    Path text = Files.writeString(folder.resolve("text.mkv"), "no film");
    farm.withScheduler().submit("j1", text);
    deploy();

    AttemptFailed failed = farm.heard.await(AttemptFailed.class);

    assertThat(failed.workerId()).isEqualTo("w1");
    assertThat(failed.failure().logFile()).isEqualTo(folder.resolve("logs/j1.1.log").toString());
    eventually(() -> scratch().isEmpty());
  }

  @Test
  void takes_nothing_that_its_disk_cannot_hold() throws Exception {
    farm.withScheduler();
    farm.announcedBytes = 1L << 60;
    farm.submit("j1", clip());
    deploy();

    AttemptFailed failed = farm.heard.await(AttemptFailed.class);

    assertThat(failed.failure().reason()).isEqualTo(FailureReason.WORKER_DISK_FULL);
    assertThat(failed.failure().message()).contains("GB free").contains("worker.scratch");
  }

  @Test
  void waits_with_a_film_until_the_one_before_leaves_room_for_it() throws Exception {
    farm.withScheduler().submit("j1", longClip(), SLOW);
    deploy();
    farm.awaitEncoding("j1");
    farm.announcedBytes = 1L << 60;
    farm.submit("j2", clip());
    farm.heard.await(ServeFiles.class, question -> question.attempt().jobId().equals("j2"));
    farm.heard.await(Heartbeat.class, farm.heard.all(Heartbeat.class).size() + 1, any -> true);
    assertThat(scratch()).containsExactly("j1.1");

    farm.announcedBytes = 0;
    farm.ask(Addresses.stopAttempt("w1"), new StopAttempt(new AttemptId("j1", 1), "user", 0, true));

    farm.heard.await(CommitResult.class, commit -> commit.attempt().jobId().equals("j2"));
    assertThat(farm.heard.all(AttemptFailed.class)).isEmpty();
  }

  @Test
  void asks_for_another_door_when_staging_was_started_anew() throws Exception {
    farm.withScheduler();
    farm.staleDoors.set(1);
    farm.submit("j1", clip());
    deploy();
    farm.heard.await(ServeFiles.class, 1, any -> true);
    farm.heard.await(Progress.class, p -> p.stage() == Stage.TRANSCODING);
    farm.staleDoors.set(1);

    farm.heard.await(ReturnFiles.class, 1, any -> true);
    farm.heard.await(CommitResult.class, 1, any -> true);
    eventually(() -> scratch().isEmpty());
    assertThat(farm.heard.all(AttemptFailed.class)).isEmpty();
  }

  @Test
  void gives_up_when_no_door_of_staging_opens() throws Exception {
    farm.withScheduler();
    farm.staleDoors.set(100);
    farm.submit("j1", clip());
    deploy();

    AttemptFailed failed = farm.heard.await(AttemptFailed.class);

    assertThat(failed.failure().reason()).isEqualTo(FailureReason.TRANSFER_FAILED);
    assertThat(farm.heard.all(ServeFiles.class)).hasSize(3);
  }

  @Test
  void tells_stagings_reason_for_a_result_that_it_did_not_take() throws Exception {
    farm.withScheduler();
    farm.refusals.put(
        Addresses.commitResult(JobSpec.ONLY_STAGING).name(),
        new Refusal(FailureReason.RESULT_NOT_WRITABLE.code(), "/results cannot be written"));
    farm.submit("j1", clip());
    deploy();
    farm.heard.await(Progress.class, p -> p.stage() == Stage.TRANSCODING);
    farm.staleDoors.set(100);

    AttemptFailed failed = farm.heard.await(AttemptFailed.class);

    assertThat(failed.failure().reason()).isEqualTo(FailureReason.RESULT_NOT_WRITABLE);
    assertThat(failed.failure().message()).isEqualTo("/results cannot be written");
    assertThat(farm.heard.all(ReturnFiles.class)).hasSize(1);
  }

  @Test
  void keeps_its_result_while_the_managers_disk_is_full() throws Exception {
    farm.withScheduler();
    String commit = Addresses.commitResult(JobSpec.ONLY_STAGING).name();
    farm.refusals.put(
        commit, new Refusal(FailureReason.MANAGER_DISK_FULL.code(), "/results is full"));
    farm.submit("j1", clip());
    deploy();
    farm.heard.await(CommitResult.class);
    farm.refusals.remove(commit);

    farm.heard.await(CommitResult.class, 1, any -> true);

    assertThat(farm.heard.all(AttemptFailed.class)).isEmpty();
  }

  @Test
  void gives_its_queue_back_when_handbrake_vanished() throws Exception {
    Path program = folder.resolve("HandBrakeCLI");
    Files.createSymbolicLink(program, Path.of("/usr/bin/HandBrakeCLI"));
    farm.withScheduler();
    get(begin("w1", program.toString()));
    Files.delete(program);
    farm.submit("j1", clip());

    AttemptFailed failed = farm.heard.await(AttemptFailed.class);
    LoseQueue lost = farm.heard.await(LoseQueue.class);

    assertThat(failed.failure().reason()).isEqualTo(FailureReason.HANDBRAKE_MISSING);
    assertThat(lost.reason()).contains("HandBrakeCLI");
    farm.submit("j2", clip());
    farm.heard.await(Heartbeat.class, farm.heard.all(Heartbeat.class).size(), any -> true);
    assertThat(farm.heard.all(StartJob.class)).hasSize(1);
  }

  @Test
  void stops_within_five_seconds_and_leaves_nothing_behind() throws Exception {
    farm.withScheduler().submit("j1", longClip(), SLOW);
    String id = deploy();
    farm.awaitEncoding("j1");

    long begin = System.nanoTime();
    get(vertx.undeploy(id));

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
    assertThat(handBrakes()).isEmpty();
    assertThat(scratch()).isEmpty();
    assertThat(farm.heard.await(LoseQueue.class).finishesRunning()).isFalse();
  }

  @Test
  void shuts_down_at_once_when_told_so() throws Exception {
    farm.withScheduler().submit("j1", longClip(), SLOW);
    deploy();
    farm.awaitEncoding("j1");

    farm.ask(Addresses.shutdown("w1"), new Shutdown("w1", incarnation(), false, 0));

    eventually(() -> vertx.deploymentIDs().isEmpty());
    assertThat(handBrakes()).isEmpty();
    assertThat(farm.heard.all(CommitResult.class)).isEmpty();
  }

  @Test
  void finishes_first_when_told_so_and_takes_no_more() throws Exception {
    farm.withScheduler().submit("j1", clip());
    deploy();
    farm.heard.await(StartJob.class);
    farm.ask(Addresses.shutdown("w1"), new Shutdown("w1", incarnation(), true, 0));
    farm.submit("j2", clip());

    farm.heard.await(CommitResult.class);
    eventually(() -> vertx.deploymentIDs().isEmpty());

    assertThat(farm.heard.all(LoseQueue.class).get(0).finishesRunning()).isTrue();
    assertThat(farm.heard.all(StartJob.class)).hasSize(1);
  }

  @Test
  void refuses_a_shutdown_that_was_meant_for_an_earlier_start() throws Exception {
    farm.withScheduler();
    deploy();

    assertThatThrownBy(
            () -> farm.ask(Addresses.shutdown("w1"), new Shutdown("w1", "earlier", true, 0)))
        .hasCauseInstanceOf(RefusedException.class);
    assertThat(report().workerId()).isEqualTo("w1");
  }

  @Test
  void a_paused_job_leaves_its_lane_to_the_next_and_goes_on_when_it_may() throws Exception {
    farm.withScheduler().submit("j1", longClip(), SLOW);
    deploy();
    farm.awaitEncoding("j1");

    farm.paused.add(new AttemptId("j1", 1));
    farm.heard.await(Heartbeat.class, beat -> phases(beat).contains(Phase.PAUSED));
    farm.submit("j2", clip());
    farm.heard.await(CommitResult.class, commit -> commit.attempt().jobId().equals("j2"));
    assertThat(report().attempts().get(0).phase()).isEqualTo(Phase.PAUSED);

    farm.paused.clear();
    eventually(() -> phases(report()).contains(Phase.ENCODING));
    assertThat(farm.heard.all(AttemptFailed.class)).isEmpty();
    farm.fenced.add(new AttemptId("j1", 1));
    eventually(() -> handBrakes().isEmpty() && scratch().isEmpty());
  }

  @Test
  void goes_on_after_the_job_that_took_its_lane() throws Exception {
    farm.withScheduler().submit("j1", longClip(), SLOW);
    deploy();
    farm.awaitEncoding("j1");
    farm.paused.add(new AttemptId("j1", 1));
    pauseAttempt("j1", true, soon());
    farm.submit("j2", longClip(), SLOW);
    farm.awaitEncoding("j2");

    farm.paused.clear();
    pauseAttempt("j1", false, soon());

    assertThat(phases(report())).containsExactly(Phase.WAITING, Phase.ENCODING);
    farm.ask(Addresses.stopAttempt("w1"), new StopAttempt(new AttemptId("j2", 1), "user", 0, true));
    eventually(() -> phases(report()).equals(List.of(Phase.ENCODING)));
  }

  @Test
  void does_not_begin_what_was_paused_while_it_was_fetched() throws Exception {
    farm.withScheduler().submit("j1", longClip(), SLOW);
    deploy();
    farm.awaitEncoding("j1");
    farm.submit("j2", clip());
    farm.submit("j3", clip());
    eventually(() -> report().attempts().size() == 2);
    farm.paused.add(new AttemptId("j2", 1));
    farm.heard.await(Heartbeat.class, beat -> phases(beat).contains(Phase.PAUSED));

    farm.ask(Addresses.stopAttempt("w1"), new StopAttempt(new AttemptId("j1", 1), "user", 0, true));

    farm.heard.await(CommitResult.class, commit -> commit.attempt().jobId().equals("j3"));
    assertThat(report().attempts().get(0))
        .satisfies(
            progress -> {
              assertThat(progress.jobId()).isEqualTo("j2");
              assertThat(progress.stage()).isEqualTo(Stage.FETCHING);
              assertThat(progress.phase()).isEqualTo(Phase.PAUSED);
            });
    farm.paused.clear();
    farm.heard.await(CommitResult.class, commit -> commit.attempt().jobId().equals("j2"));
  }

  @Test
  void does_not_obey_what_comes_after_its_deadline() throws Exception {
    farm.withScheduler().submit("j1", longClip(), SLOW);
    deploy();
    farm.awaitEncoding("j1");
    long past = System.currentTimeMillis() - 1000;
    StopAttempt stop = new StopAttempt(new AttemptId("j1", 1), "user", past, true);
    Shutdown shutdown = new Shutdown("w1", incarnation(), true, past);

    assertThatThrownBy(() -> farm.ask(Addresses.stopAttempt("w1"), stop))
        .hasMessageContaining("too late");
    assertThatThrownBy(() -> pauseAttempt("j1", true, past)).hasMessageContaining("too late");
    assertThatThrownBy(() -> farm.ask(Addresses.shutdown("w1"), shutdown))
        .hasMessageContaining("too late");
    assertThatThrownBy(
            () -> farm.ask(Addresses.selfTest("w1"), new SelfTest("an earlier start", soon())))
        .hasMessageContaining("started anew");

    assertThat(phases(report())).containsExactly(Phase.ENCODING);
  }

  @Test
  void tells_what_it_can_and_proves_it_when_asked() throws Exception {
    farm.withScheduler();
    deploy();
    WorkerInfo info = farm.heard.await(RegisterWorker.class).worker();
    assertThat(info.capabilities().handBrakeVersion()).isNotEmpty();
    assertThat(info.capabilities().encoders()).contains("x264");
    assertThat(info.capabilities().presets()).contains("Fast 1080p30");
    assertThat(info.zone()).isEqualTo(ZoneId.systemDefault().getId());
    assertThat(info.tags()).containsExactly("big-disk");

    farm.ask(Addresses.selfTest("w1"), new SelfTest(info.incarnation(), soon()));

    WorkerTested tested = farm.heard.await(WorkerTested.class);
    assertThat(tested.failure()).isNull();
    assertThat(tested.capabilities().encoders()).contains("x264");
    assertThat(scratch()).isEmpty();
    farm.heard.await(Heartbeat.class, beat -> beat.freeBytes() > 0);
  }

  @Test
  void keeps_its_work_while_the_manager_is_away_and_brings_it_to_the_next_one() throws Exception {
    farm.withScheduler().submit("j1", Clips.film("worker-away.mkv", 8), MEDIUM);
    deploy();
    farm.awaitEncoding("j1");

    farm.leave();
    eventually(() -> handBrakes().isEmpty());
    farm.known = false;
    farm.withScheduler();
    farm.heard.await(
        RegisterWorker.class,
        message -> message.attempts().stream().anyMatch(a -> a.jobId().equals("j1")));
    farm.known = true;
    farm.stage();
    CommitResult commit = farm.heard.await(CommitResult.class);
    assertThat(commit.attempt()).isEqualTo(new AttemptId("j1", 1));
    assertThat(farm.heard.all(AttemptFailed.class)).isEmpty();
    assertThat(farm.heard.all(StartJob.class)).hasSize(1);
  }

  @Test
  void shows_its_logs_of_earlier_starts_and_its_handbrakes_presets() throws Exception {
    Files.createDirectories(folder.resolve("logs"));
    Files.writeString(folder.resolve("logs/j1.2.log"), "HandBrakeCLI --json\n");
    deploy();

    LogPart log = farm.ask(Addresses.readLog("w1"), new ReadLog("j1", 2, 0, 0));
    assertThat(log)
        .isEqualTo(new LogPart("j1", 2, "w1", "HandBrakeCLI --json\n", 0, 20, 20, false));
    assertThatThrownBy(() -> farm.ask(Addresses.readLog("w1"), new ReadLog("j1", 0, 0, 0)))
        .hasMessageContaining("attempt must be 1 or more");

    BuiltInPresets presets = farm.ask(Addresses.readPresets("w1"), new ReadPresets());
    assertThat(presets.categories()).extracting(PresetCategory::name).contains("General", "Web");
    PresetText preset = farm.ask(Addresses.readPreset("w1"), new GetPreset("Fast 1080p30", 0));
    assertThat(preset.json()).contains("\"PresetName\": \"Fast 1080p30\"", "VersionMajor");
    assertThat(preset.description()).startsWith("H.264 video (up to 1080p30)");
    assertThatThrownBy(
            () -> farm.ask(Addresses.readPreset("w1"), new GetPreset("--preset-list", 0)))
        .hasMessageContaining("there is no preset --preset-list; nearest are");
  }

  private void pauseAttempt(String jobId, boolean paused, long deadline) throws Exception {
    farm.ask(
        Addresses.pauseAttempt("w1"), new PauseAttempt(new AttemptId(jobId, 1), paused, deadline));
  }

  private static long soon() {
    return System.currentTimeMillis() + 10_000;
  }

  private static List<Phase> phases(Heartbeat beat) {
    return beat.attempts().stream().map(Progress::phase).toList();
  }

  private Heartbeat report() throws Exception {
    return farm.ask(Addresses.reportNow("w1"), new ReportNow("w1"));
  }

  private String incarnation() {
    return farm.heard.await(RegisterWorker.class).worker().incarnation();
  }

  private long first(String jobId, Predicate<Progress> fits) {
    return farm.heard
        .await(
            FakeFarm.Watched.class,
            watched -> watched.progress().jobId().equals(jobId) && fits.test(watched.progress()))
        .progress()
        .sentMillis();
  }

  private static List<String> handBrakes() {
    return ProcessHandle.current()
        .descendants()
        .flatMap(child -> child.info().command().stream())
        .filter(command -> command.contains("HandBrake"))
        .toList();
  }

  private void eventually(Callable<Boolean> holds) throws Exception {
    CompletableFuture<Void> held = new CompletableFuture<>();
    long timer =
        vertx.setPeriodic(
            50,
            id ->
                vertx
                    .executeBlocking(holds, false)
                    .onSuccess(
                        good -> {
                          if (good) {
                            held.complete(null);
                          }
                        }));
    held.get(60, TimeUnit.SECONDS);
    vertx.cancelTimer(timer);
  }

  private static Path clip() {
    return Clips.film("worker-2s.mkv", 2);
  }

  private static Path longClip() {
    return Clips.film("worker-60s.mkv", 60);
  }

  private String deploy() throws Exception {
    return get(begin("w1", "HandBrakeCLI"));
  }

  private Future<String> begin(String name, String handBrake) {
    JsonObject worker =
        new JsonObject()
            .put("name", name)
            .put("scratch", folder.resolve("scratch").toString())
            .put("logs", folder.resolve("logs").toString())
            .put("handbrake", handBrake)
            .put("ffprobe", "ffprobe")
            .put("lanes", new JsonObject().put("fetch", 1).put("transcode", 1).put("giveBack", 1))
            .put("nice", 0)
            .put("silenceSeconds", 60)
            .put("zone", "")
            .put("pools", new JsonArray())
            .put("tags", new JsonArray().add("big-disk"));
    return vertx.deployVerticle(
        new WorkerVerticle(),
        new DeploymentOptions().setConfig(new JsonObject().put("worker", worker)));
  }

  private static <T> T get(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(40, TimeUnit.SECONDS);
  }

  private List<String> scratch() throws IOException {
    try (Stream<Path> entries = Files.list(folder.resolve("scratch/w1"))) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .filter(name -> !name.equals(Scratch.MARK))
          .toList();
    }
  }
}
