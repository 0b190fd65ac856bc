package reelyard.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.ftpserver.ftplet.DefaultFtplet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reelyard.address.Addresses;
import reelyard.hash.FileHashes;
import reelyard.message.Ack;
import reelyard.message.Assignment;
import reelyard.message.AttemptFailed;
import reelyard.message.AttemptId;
import reelyard.message.CommitResult;
import reelyard.message.ResultCommitted;
import reelyard.message.ReturnFolder;
import reelyard.message.ServedFile;
import reelyard.message.ServedFiles;
import reelyard.model.Container;
import reelyard.model.FailureReason;
import reelyard.model.JobSpec;
import reelyard.model.Phase;
import reelyard.model.Stage;

class AttemptTest {

  private static final byte[] ONE = {1};

  @TempDir Path folder;

  @Test
  void a_bug_in_a_step_fails_the_attempt_and_frees_its_lane() throws Exception {
    ScriptedFarm farm = new ScriptedFarm();
    farm.answers(Addresses.START_JOB, assignment());
    farm.answers(
        Addresses.serveFiles(JobSpec.ONLY_STAGING),
        new ServedFiles("ftp://127.0.0.1:1/", "u", "p", List.of(), ".", List.of(), null, null, 0));
    farm.answers(Addresses.ATTEMPT_FAILED, new Ack());
    AtomicInteger tasks = new AtomicInteger();
    Executor brokenOnce =
        task -> {
          if (tasks.getAndIncrement() == 0) {
            throw new RejectedExecutionException("no thread");
          }
          task.run();
        };
    Lane lane = new Lane();

    try (Scratch scratch = Scratch.open(folder, "w1")) {
      new Attempt("j1", equipment(scratch, farm, brokenOnce), lane).claimAndFetch();
    }

    assertThat(farm.asked(AttemptFailed.class))
        .singleElement()
        .satisfies(
            report -> assertThat(report.failure().reason()).isEqualTo(FailureReason.WORKER_FAILED));
    assertThat(lane.heard).contains("left", "gone");
  }

  @Test
  void waits_for_an_absent_manager_for_hours_and_goes_on_when_there_is_one() throws Exception {
    ScriptedFarm farm = new ScriptedFarm();
    farm.answers(Addresses.START_JOB, assignment());
    HandTimers timers = new HandTimers();
    Lane lane = new Lane();
    try (Scratch scratch = Scratch.open(folder, "w1")) {
      Attempt attempt = new Attempt("j1", equipment(scratch, farm, timers, Runnable::run), lane);
      attempt.claimAndFetch();

      timers.pass(Duration.ofHours(2).toMillis());
      assertThat(farm.asked(AttemptFailed.class)).isEmpty();
      assertThat(attempt.progress().stage()).isEqualTo(Stage.FETCHING);
      Path film = Files.write(Files.createDirectory(folder.resolve("served")).resolve("f"), ONE);
      try (FtpHost host = new FtpHost(film.getParent(), new DefaultFtplet())) {
        serves(farm, host, film);
        timers.pass(10_000);
      }

      assertThat(lane.heard).containsExactly("fetched");
    }
  }

  @Test
  void returns_the_result_that_an_earlier_start_of_its_worker_left() throws Exception {
    ScriptedFarm farm = new ScriptedFarm();
    Lane lane = new Lane();
    Path served = Files.createDirectory(folder.resolve("served"));
    try (Scratch scratch = Scratch.open(folder, "w1");
        FtpHost host = new FtpHost(served, new DefaultFtplet())) {
      Path own = scratch.create(assignment().attempt());
      Path film = Files.write(own.resolve("output/film.mp4"), ONE);
      Result.judged(assignment(), own, film, ONE.length, null, new FileHashes());
      farm.answers(
          Addresses.returnFiles(JobSpec.ONLY_STAGING),
          new ReturnFolder(host.url(""), FtpHost.USER, FtpHost.PASSWORD, "j1.part", null));
      farm.answers(
          Addresses.commitResult(JobSpec.ONLY_STAGING),
          new ResultCommitted(assignment().attempt(), "/results/film.mp4", 1, null, null));
      String root = FileOfBlocks.root(film);

      Attempt attempt =
          new Attempt(ResultNote.read(own), equipment(scratch, farm, Runnable::run), lane);
      assertThat(attempt.progress().stage()).isEqualTo(Stage.RETURNING);
      attempt.giveBack();

      assertThat(served.resolve("j1.part")).hasBinaryContent(ONE);
      assertThat(farm.asked(CommitResult.class))
          .singleElement()
          .satisfies(commit -> assertThat(commit.root()).isEqualTo(root));
      assertThat(lane.heard).containsExactly("left", "gone");
      assertThat(own).doesNotExist();
    }
  }

  @Test
  void commits_nothing_but_its_own_bytes_after_an_upload_that_broke() throws Exception {
    ScriptedFarm farm = new ScriptedFarm();
    Lane lane = new Lane();
    try (Scratch scratch = Scratch.open(folder, "w1")) {
      Attempt attempt = withResult(scratch, farm, lane);
      String root = ResultNote.read(scratch.of(assignment().attempt())).root();
      farm.answers(
          Addresses.returnFiles(JobSpec.ONLY_STAGING),
          new ReturnFolder("no address", FtpHost.USER, FtpHost.PASSWORD, "j1.part", null));
      farm.answers(
          Addresses.commitResult(JobSpec.ONLY_STAGING),
          new ResultCommitted(assignment().attempt(), "/results/film.mp4", 1, null, null));

      attempt.giveBack();

      assertThat(farm.asked(CommitResult.class))
          .singleElement()
          .satisfies(commit -> assertThat(commit.root()).isEqualTo(root));
      assertThat(lane.heard).containsExactly("left", "gone");
    }
  }

  @Test
  void a_good_result_survives_the_stop_of_its_worker() throws Exception {
    try (Scratch scratch = Scratch.open(folder, "w1")) {
      withResult(scratch, new ScriptedFarm(), new Lane()).leave("the worker stops");
    }
    try (Scratch scratch = Scratch.open(folder, "w1")) {
      assertThat(scratch.results()).hasSize(1);
    }
  }

  @Test
  void nothing_is_left_of_a_job_that_a_user_stopped() throws Exception {
    try (Scratch scratch = Scratch.open(folder, "w1")) {
      withResult(scratch, new ScriptedFarm(), new Lane()).drop("its user stopped it");

      assertThat(scratch.of(assignment().attempt())).doesNotExist();
      assertThat(folder.resolve("w1/j1.kept")).doesNotExist();
    }
  }

  @Test
  void keeps_its_input_when_the_scheduler_gave_it_up() throws Exception {
    try (Scratch scratch = Scratch.open(folder, "w1")) {
      Attempt attempt = withResult(scratch, new ScriptedFarm(), new Lane());
      Path own = scratch.of(assignment().attempt());
      KeptInputs.note(own, new KeptInputs.Note("v1", List.of()));

      attempt.stop("the lease ran out");

      assertThat(own).doesNotExist();
      assertThat(folder.resolve("w1/j1.kept/input")).exists();
    }
  }

  private Attempt withResult(Scratch scratch, Farm farm, Lane lane) throws IOException {
    Path own = scratch.create(assignment().attempt());
    Path film = Files.write(own.resolve("output/film.mp4"), ONE);
    Result.judged(assignment(), own, film, ONE.length, null, new FileHashes());
    return new Attempt(ResultNote.read(own), equipment(scratch, farm, Runnable::run), lane);
  }

  @Test
  void does_not_hold_what_its_process_has_left() throws Exception {
    ScriptedFarm farm = new ScriptedFarm();
    Lane lane = new Lane();
    try (Scratch scratch = Scratch.open(folder, "w1")) {
      Attempt attempt =
          fetched(new Attempt("j1", equipment(scratch, farm, Runnable::run), lane), farm);

      attempt.processEnded();
      attempt.pause(true);
      attempt.progress(Phase.PAUSED, 99, 1, 0, 1, 1);

      assertThat(lane.heard).containsExactly("fetched", "process ended", "pauses");
      assertThat(farm.asked(AttemptFailed.class)).isEmpty();
    }
  }

  @Test
  void a_bug_while_it_transcodes_ends_the_process_before_the_attempt() throws Exception {
    ScriptedFarm farm = new ScriptedFarm();
    farm.answers(Addresses.ATTEMPT_FAILED, new Ack());
    Lane lane = new Lane();
    try (Scratch scratch = Scratch.open(folder, "w1")) {
      Attempt attempt =
          fetched(new Attempt("j1", equipment(scratch, farm, Runnable::run), lane), farm);
      attempt.transcode();
      lane.broken = true;
      attempt.pause(true);
      attempt.progress(Phase.ENCODING, 50, 1, 0, 1, 1);

      lane.gone.get(60, TimeUnit.SECONDS);
    }
    assertThat(farm.asked(AttemptFailed.class))
        .singleElement()
        .satisfies(report -> assertThat(report.failure().message()).contains("a bug in Reelyard"));
    assertThat(lane.heard)
        .doesNotContain("checked")
        .containsSubsequence("process ended", "doubt", "left", "gone");
  }

  private Attempt fetched(Attempt attempt, ScriptedFarm farm) throws Exception {
    farm.answers(Addresses.START_JOB, assignment());
    Path film = Files.write(Files.createDirectory(folder.resolve("served")).resolve("f"), ONE);
    try (FtpHost host = new FtpHost(film.getParent(), new DefaultFtplet())) {
      serves(farm, host, film);
      attempt.claimAndFetch();
    }
    return attempt;
  }

  private static void serves(ScriptedFarm farm, FtpHost host, Path film) throws IOException {
    farm.answers(Addresses.serveFiles(JobSpec.ONLY_STAGING), served(host, film));
    farm.answers(Addresses.getHashes(JobSpec.ONLY_STAGING), FileOfBlocks.hashes(film, 0, 1));
  }

  private static ServedFiles served(FtpHost host, Path film) {
    return new ServedFiles(
        host.url(""),
        FtpHost.USER,
        FtpHost.PASSWORD,
        List.of(new ServedFile("f", ONE.length)),
        film.getFileName().toString(),
        List.of(),
        null,
        null,
        0);
  }

  private static Assignment assignment() {
    return new Assignment(
        new AttemptId("j1", 1),
        "w1",
        "film",
        "/films/film.mkv",
        1,
        "/results/film.mp4",
        false,
        Container.MP4,
        null,
        List.of(),
        0,
        null,
        null,
        JobSpec.ONLY_STAGING,
        false);
  }

  private Equipment equipment(Scratch scratch, Farm farm, Executor blocking) {
    return equipment(scratch, farm, new HandTimers(), blocking);
  }

  private Equipment equipment(Scratch scratch, Farm farm, Timers timers, Executor blocking) {
    return new Equipment(
        "w1",
        "first",
        Heard.config(),
        scratch,
        folder,
        farm,
        timers,
        InstantSource.system(),
        Runnable::run,
        blocking);
  }

  private static final class Lane implements AttemptListener {

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private boolean broken;

    @Override
    public void fetched(Attempt attempt) {
      heard.add("fetched");
    }

    @Override
    public boolean waitsForRoom(Attempt attempt, boolean mayCome) {
      return false;
    }

    @Override
    public void pauses(Attempt attempt, boolean wanted) {
      heard.add(wanted ? "pauses" : "goes on");
    }

    @Override
    public void held(Attempt attempt) {
      heard.add("held");
      if (broken) {
        throw new IllegalStateException("no such lane");
      }
    }

    @Override
    public void processEnded(Attempt attempt) {
      heard.add("process ended");
    }

    @Override
    public void checked(Attempt attempt) {
      heard.add("checked");
    }

    @Override
    public void leftLanes(Attempt attempt) {
      heard.add("left");
    }

    @Override
    public void gone(Attempt attempt) {
      heard.add("gone");
      gone.complete(null);
    }

    @Override
    public void doubt(String why) {
      heard.add("doubt");
    }
  }
}
