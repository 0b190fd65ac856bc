package reelyard.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reelyard.model.FailureReason;

/**
 * What the real HandBrakeCLI cannot be made to do, by a stand-in that src-test/standin explains.
 */
final class StandInTest {

  private static final String GOOD = "replay=encode-json-10s";

  @TempDir Path folder;

  private final Heard heard = new Heard();

  @ParameterizedTest
  @CsvSource({
    "replay=rc-bad_option+exit=0, OPTION_UNKNOWN, --frobnicate",
    "replay=rc-bad_encoder+exit=0, OPTION_UNKNOWN, nosuch",
    "replay=rc-bad_preset+exit=2, PRESET_UNKNOWN, --preset-list",
    "replay=rc-empty_input+exit=2, SOURCE_WITHOUT_VIDEO, check that it plays",
    "replay=rc-full+partial+exit=4, WORKER_DISK_FULL, worker.scratch",
    "replay=rc-no_args+exit=0, BAD_REQUEST, without encoding",
    "replay=rc-outdir_missing+exit=3, HANDBRAKE_FAILED, gave up",
    "replay=encode-json-10s+exit=0, RESULT_REJECTED, wrote no file",
    "replay=encode-plain-10s+partial+exit=0, RESULT_REJECTED, without the word",
    "replay=encode-json-10s+partial+exit=0, RESULT_REJECTED, does not open",
    "replay=encode-json-10s+result=1+exit=0, RESULT_REJECTED, lasts 1.0 s where 10.0 s belong",
    "replay=encode-json-10s+result=12+exit=0, RESULT_REJECTED, lasts 12.0 s",
    "partial+die=11, HANDBRAKE_CRASHED, signal 11",
    "partial+die=9, HANDBRAKE_CRASHED, out of memory",
    "partial+die=4, HANDBRAKE_CRASHED, signal 4",
    "partial+die=15, HANDBRAKE_CRASHED, signal 15",
    "partial+exit=134, HANDBRAKE_CRASHED, signal 6",
    "exit=127, HANDBRAKE_MISSING, apt-get install handbrake-cli",
    "log=nice: cannot+exit=126, HANDBRAKE_MISSING, nice: cannot",
    "replay=rc-bad_option+die=11, HANDBRAKE_CRASHED, signal 11",
  })
  void gives_each_failure_its_reason(String film, FailureReason reason, String words) {
    TranscodeOutcome outcome = run(film);

    assertThat(outcome.failure().reason()).isEqualTo(reason);
    assertThat(outcome.failure().message()).contains(words);
    assertThat(outcome.failure().workerId()).isEqualTo("w");
    assertThat(outcome.failure().logFile()).startsWith("/").endsWith("handbrake.log");
    assertThat(outcome.resultBytes()).isZero();
    assertThat(folder.resolve("result.mkv")).doesNotExist();
  }

  @Test
  void takes_a_result_that_is_as_long_as_the_film() {
    TranscodeOutcome outcome = run(GOOD + "+result=10+exit=0");

    assertThat(outcome.failure()).isNull();
    assertThat(outcome.resultBytes()).isPositive();
    assertThat(folder.resolve("result.mkv")).exists();
  }

  @Test
  void hears_all_of_the_progress_and_of_the_log() {
    run("pace=encode-json+replay=encode-json-10s+result=10+exit=0");

    assertThat(heard.points).anyMatch(p -> p.percent() > 50 && p.percent() < 99);
    assertThat(heard.lines).endsWith("Encode done!", "HandBrake has exited.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"deaf+partial+hang", "deaf+partial+stall"})
  void kills_what_says_nothing_new_for_too_long(String film) {
    long start = System.nanoTime();

    TranscodeOutcome outcome = heard.run(order(film), Heard.config(Samples.STAND_IN, 1));

    assertThat(outcome.failure().reason()).isEqualTo(FailureReason.HANDBRAKE_SILENT);
    assertThat(outcome.failure().message()).contains("worker.silenceSeconds");
    assertThat(folder.resolve("result.mkv")).doesNotExist();
    assertThat(seconds(start)).isBetween(1.0, 10.0);
  }

  @Test
  void lets_compute_what_says_nothing() {
    TranscodeOutcome outcome = heard.run(order("busy=4+exit=3"), Heard.config(Samples.STAND_IN, 1));

    assertThat(outcome.failure().reason()).isEqualTo(FailureReason.HANDBRAKE_CRASHED);
    assertThat(outcome.failure().message()).contains("status 3");
  }

  @Test
  void stops_at_once_what_listens() {
    CompletableFuture<String> hanging = heard.await("hanging"::equals);
    Transcode run = heard.start(order("partial+hang"), Heard.config(Samples.STAND_IN, 60));
    hanging.join();
    long start = System.nanoTime();

    run.stop("asked by its user");
    run.stop("asked again");

    TranscodeOutcome outcome = heard.outcome();
    assertThat(outcome.failure().reason()).isEqualTo(FailureReason.STOPPED);
    assertThat(outcome.failure().message()).isEqualTo("asked by its user");
    assertThat(folder.resolve("result.mkv")).doesNotExist();
    assertThat(seconds(start)).isLessThan(1.9);
  }

  @Test
  void kills_after_its_grace_what_ignores_term() {
    CompletableFuture<String> hanging = heard.await("hanging"::equals);
    Transcode run = heard.start(order("deaf+hang"), Heard.config(Samples.STAND_IN, 60));
    hanging.join();
    long start = System.nanoTime();

    run.stop("the worker leaves");

    assertThat(heard.outcome().failure().reason()).isEqualTo(FailureReason.STOPPED);
    assertThat(seconds(start)).isBetween(1.9, 5.0);
  }

  @Test
  void can_be_stopped_before_it_started() {
    Transcode run = heard.start(order("hang"), Heard.config(Samples.STAND_IN, 60));
    run.stop("changed my mind");

    assertThat(heard.outcome().failure().reason()).isEqualTo(FailureReason.STOPPED);
  }

  @ParameterizedTest
  @CsvSource({"child+hang", "child+exit=0", "child+die=11"})
  void leaves_no_child_of_the_child_behind(String film) {
    CompletableFuture<String> line = heard.await(l -> l.startsWith("child "));
    Transcode run = heard.start(order(film), Heard.config(Samples.STAND_IN, 60));
    long pid = Long.parseLong(line.join().substring("child ".length()));
    CompletableFuture<ProcessHandle> gone =
        ProcessHandle.of(pid)
            .map(ProcessHandle::onExit)
            .orElse(CompletableFuture.completedFuture(null));
    if (film.endsWith("hang")) {
      run.stop("enough");
    }

    heard.outcome();

    assertThat(gone).succeedsWithin(5, TimeUnit.SECONDS);
  }

  @Test
  void keeps_up_with_a_flood_of_lines() {
    TranscodeOutcome outcome = run("flood+" + GOOD + "+result=10+exit=0");

    assertThat(outcome.failure()).isNull();
    assertThat(heard.lines).hasSizeLessThan(100_000).endsWith("HandBrake has exited.");
    assertThat(folder.resolve("logs/handbrake.log"))
        .content()
        .contains("\nline 0\n", "\nline 199999\n");
  }

  @Test
  void works_on_when_its_log_cannot_be_kept() {
    TranscodeOrder plain = order(GOOD + "+result=10+exit=0");
    TranscodeOrder order =
        new TranscodeOrder(
            plain.film(),
            plain.result(),
            List.of(),
            null,
            List.of(),
            Path.of("/dev/full"),
            plain.folder());

    TranscodeOutcome outcome = heard.run(order, Heard.config(Samples.STAND_IN, 60));

    assertThat(outcome.failure()).isNull();
    assertThat(heard.lines).contains("Encode done!");
  }

  @Test
  void frees_its_lane_within_milliseconds_of_the_end() {
    List<Long> lags = new ArrayList<>();
    for (int i = 0; i < 11; i++) {
      Heard one = new Heard();
      one.run(order("quit=3"), Heard.config(Samples.STAND_IN, 60));
      String quit = one.lines.get(one.lines.size() - 1);
      lags.add(one.laneFree.join() - Long.parseLong(quit.substring("quit at ".length())));
    }
    assertThat(lags.stream().sorted().toList().get(5)).isLessThan(50);
  }

  @Test
  void names_a_program_that_is_not_there() {
    TranscodeOutcome outcome = heard.run(order("exit=0"), Heard.config("/nowhere/HandBrakeCLI", 9));

    assertThat(outcome.failure().reason()).isEqualTo(FailureReason.HANDBRAKE_MISSING);
    assertThat(outcome.failure().message())
        .contains("/nowhere/HandBrakeCLI", "apt-get install handbrake-cli", "worker.handbrake");
  }

  @Test
  void names_a_program_that_cannot_be_executed() throws Exception {
    Path broken = Files.writeString(folder.resolve("HandBrakeCLI"), "#!/no/such/shell\n");
    assertThat(broken.toFile().setExecutable(true)).isTrue();

    TranscodeOutcome outcome = heard.run(order("exit=0"), Heard.config(broken.toString(), 9));

    assertThat(outcome.failure().reason()).isEqualTo(FailureReason.HANDBRAKE_MISSING);
  }

  @Test
  void refuses_a_nul_that_would_end_an_argument_early() {
    TranscodeOutcome outcome =
        heard.run(
            Heard.order(folder, Path.of("/x/exit=0.mkv"), "result.mkv", "--preset", "a\0-o\0/b"),
            Heard.config(Samples.STAND_IN, 9));

    assertThat(outcome.failure().reason()).isEqualTo(FailureReason.BAD_REQUEST);
  }

  private TranscodeOutcome run(String film) {
    return heard.run(order(film), Heard.config(Samples.STAND_IN, 60));
  }

  private TranscodeOrder order(String film) {
    return Heard.order(folder, folder.resolve(film + ".mkv"), "result.mkv");
  }

  private static double seconds(long startNanos) {
    return (System.nanoTime() - startNanos) / 1e9;
  }
}
