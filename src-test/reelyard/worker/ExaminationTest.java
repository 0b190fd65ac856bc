package reelyard.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reelyard.model.Capabilities;
import reelyard.model.EncoderProof;
import reelyard.process.Daemons;

/** With the real HandBrakeCLI, which knows no hardware encoder on a machine without any. */
class ExaminationTest {

  private static final Survey FOUND =
      new Survey("1.6.1", 50, List.of("x264", "nvenc_h264"), List.of(), true);

  @TempDir Path folder;
  private final CompletableFuture<String> encoding = new CompletableFuture<>();
  private final CompletableFuture<Capabilities> news = new CompletableFuture<>();
  private final HandTimers timers = new HandTimers();
  private Capabilities known = FOUND.with(List.of(), 1);
  private volatile boolean slow;
  private volatile boolean busy;
  private Scratch scratch;

  @BeforeEach
  void open() throws IOException {
    scratch = Scratch.open(folder.resolve("scratch"), "w");
  }

  @AfterEach
  void close() throws IOException {
    scratch.close();
  }

  @Test
  void passes_a_self_test_and_leaves_nothing() throws Exception {
    Examination.Outcome outcome = get(examination("HandBrakeCLI").selfTest().orElseThrow());

    assertThat(outcome.failure()).isNull();
    assertThat(outcome.capabilities().encoders()).containsExactly("x264");
    assertThat(scratch()).isEmpty();
  }

  @Test
  void tells_why_a_hardware_encoder_is_not_offered() throws Exception {
    Capabilities capabilities = get(examination("HandBrakeCLI").prove(FOUND));

    assertThat(capabilities.encoders()).containsExactly("x264");
    assertThat(capabilities.proofs())
        .singleElement()
        .satisfies(
            proof -> {
              assertThat(proof.works()).isFalse();
              assertThat(proof.encoder()).isEqualTo("nvenc_h264");
              assertThat(proof.words()).contains("HandBrake gave up");
            });
  }

  @Test
  void keeps_an_encoder_that_worked_when_the_proof_fails_for_a_passing_reason() throws Exception {
    known = FOUND.with(List.of(new EncoderProof("nvenc_h264", true, "it works")), 1);
    slow = true;
    Capabilities capabilities = get(examination("HandBrakeCLI").prove(FOUND));
    assertThat(capabilities.encoders()).containsExactly("x264", "nvenc_h264");

    slow = false;
    timers.pass(Examination.AGAIN.toMillis());

    assertThat(get(news).encoders()).containsExactly("x264");
  }

  @Test
  void keeps_an_encoder_that_worked_when_it_fails_while_jobs_transcode() throws Exception {
    known = FOUND.with(List.of(new EncoderProof("nvenc_h264", true, "it works")), 1);
    busy = true;
    Capabilities capabilities = get(examination("HandBrakeCLI").prove(FOUND));
    assertThat(capabilities.encoders()).containsExactly("x264", "nvenc_h264");

    busy = false;
    timers.pass(Examination.AGAIN.toMillis());

    assertThat(get(news).encoders()).containsExactly("x264");
  }

  @Test
  void tells_why_a_self_test_failed() throws Exception {
    Examination.Outcome outcome = get(examination("no-such-handbrake").selfTest().orElseThrow());

    assertThat(outcome.failure()).contains("no-such-handbrake");
    assertThat(scratch()).isEmpty();
  }

  @Test
  void never_tests_itself_twice_at_a_time() throws Exception {
    Examination examination = examination("HandBrakeCLI");
    CompletionStage<Capabilities> proofs = examination.prove(FOUND);
    CompletionStage<Examination.Outcome> first = examination.selfTest().orElseThrow();

    assertThat(examination.selfTest()).isEmpty();

    assertThat(get(proofs).proofs()).hasSize(1);
    assertThat(get(first).failure()).isNull();
    assertThat(get(examination.selfTest().orElseThrow()).failure()).isNull();
  }

  @Test
  void ends_at_once_when_the_worker_stops() throws Exception {
    Examination examination = examination("HandBrakeCLI");
    CompletionStage<Examination.Outcome> test = examination.selfTest().orElseThrow();
    get(encoding);

    get(examination.close());

    assertThat(get(test).failure()).isEqualTo("the worker stops");
    assertThat(scratch()).isEmpty();
  }

  private Examination examination(String handbrake) {
    Equipment equipment =
        new Equipment(
            "w",
            "first",
            Heard.config(handbrake, 60),
            scratch,
            folder,
            new ScriptedFarm(),
            timers,
            InstantSource.system(),
            new InOrder(Heard.EVENTS),
            Daemons.FILES);
    return new Examination(
        equipment,
        known,
        () -> CompletableFuture.completedFuture(FOUND),
        () -> CompletableFuture.completedFuture(null),
        encoder -> {
          encoding.complete(encoder);
          TinyEncode tiny = new TinyEncode(equipment, encoder);
          if (slow) {
            tiny.stop("took longer than 60 s");
          }
          return tiny;
        },
        () -> busy,
        news::complete);
  }

  private List<String> scratch() throws IOException {
    try (Stream<Path> entries = Files.list(folder.resolve("scratch/w"))) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .filter(name -> !name.equals(Scratch.MARK))
          .toList();
    }
  }

  private static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
  }
}
