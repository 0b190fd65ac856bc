package reelyard.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reelyard.bus.RefusedException;
import reelyard.message.Refusal;
import reelyard.message.SourceFinding;
import reelyard.message.SubmitJobs;
import reelyard.message.SubmitOutcome;
import reelyard.message.Submitted;
import reelyard.model.Failure;
import reelyard.model.FailureReason;
import reelyard.model.JobSpec;

/** What users submit, before the core hears of it. */
class IntakeTest {

  private static final SchedulerConfig CONFIG =
      new SchedulerConfig(12, 2, 10, 1_000, 3, 3, 60, 5_000, FarmInHand.NOWHERE);

  private final JobStoreInHand store = new JobStoreInHand();
  private final AtomicInteger ids = new AtomicInteger();
  private final List<List<JobSpec>> inspected = new ArrayList<>();
  private final StoredScheduler scheduler =
      new StoredScheduler(
          store,
          epoch -> new Scheduler(CONFIG, epoch, () -> "job" + ids.incrementAndGet()),
          new FarmClock(() -> FarmInHand.SUNDAY_10, () -> 0),
          Runnable::run,
          new Nobody());
  private final Intake intake =
      new Intake(
          CONFIG,
          scheduler,
          store,
          CompletableFuture::completedFuture,
          this::inspect,
          Runnable::run);

  private static final class Nobody implements StoredScheduler.Voice {
    @Override
    public <M> void say(Decision.Said<M> said) {}

    @Override
    public <Q> void order(Decision.Order<Q> order) {}
  }

  private CompletionStage<List<SourceFinding>> inspect(List<JobSpec> specs) {
    inspected.add(specs);
    return CompletableFuture.completedFuture(
        specs.stream()
            .map(spec -> new SourceFinding(100, spec.output(), JobSpec.ONLY_STAGING, null))
            .toList());
  }

  @BeforeEach
  void begin() {
    scheduler.begin(why -> {}).toCompletableFuture().join();
  }

  @Test
  void too_many_jobs_are_refused_as_a_whole_and_the_limit_is_named() {
    Refusal refusal = refusal(SubmitJobs.of(Collections.nCopies(11, spec("a").spec())));
    assertThat(refusal.code()).isEqualTo(Refusal.BAD_MESSAGE);
    assertThat(refusal.message())
        .isEqualTo(
            "jobs are 11: a request holds at most 10 (scheduler.mostJobs); submit them in parts");
    assertThat(inspected).isEmpty();
  }

  @Test
  void a_bad_job_among_good_ones_is_refused_alone_and_nobody_looks_at_its_files() {
    List<SubmitOutcome> outcomes =
        submit(spec("a").spec(), spec("b").priority(101).spec(), spec("c").spec());
    assertThat(outcomes).extracting(SubmitOutcome::jobId).containsExactly("job1", null, "job2");
    assertThat(inspected).hasSize(1);
    assertThat(inspected.get(0)).extracting(JobSpec::name).containsExactly("a.mkv", "c.mkv");
  }

  @Test
  void when_all_are_bad_staging_is_not_asked() {
    submit(spec("a").attempts(101).spec());
    assertThat(inspected).isEmpty();
  }

  @Test
  void every_field_that_is_wrong_is_named() {
    String endless = "x".repeat(5_000);
    assertThat(complaint(spec("a").priority(-1))).startsWith("priority must be 0 (first) to 100");
    assertThat(complaint(spec("a").attempts(-1))).startsWith("attempts must be 1 to 100");
    assertThat(complaint(spec("a").notBefore(-1))).startsWith("notBeforeMillis must be");
    assertThat(complaint(spec("a").notBefore(Long.MAX_VALUE))).startsWith("notBeforeMillis must");
    assertThat(complaint(spec("a").preset(" "))).startsWith("preset is empty");
    assertThat(complaint(spec("a").preset(endless))).startsWith("preset is longer than 4096");
    assertThat(complaint(spec("a").user(endless))).startsWith("user is longer");
    assertThat(complaint(spec("a").user("a\0b"))).isEqualTo("user contains a NUL character");
    assertThat(complaint(spec("a").pool(endless))).startsWith("pool is longer");
    assertThat(complaint(spec("a").label(endless))).startsWith("label is longer");
    assertThat(complaint(spec("a").tags(endless))).startsWith("tags is longer");
    assertThat(complaint(spec("a").workers("\0"))).startsWith("workers contains a NUL");
    assertThat(complaint(spec("a").after(endless))).startsWith("after is longer");
    assertThat(complaint(spec("a").tags(Collections.nCopies(1_001, "t").toArray(String[]::new))))
        .isEqualTo("tags has 1001 entries; at most 1000");
    assertThat(complaint(spec("x".repeat(10_000_000)))).contains("is longer than 4096 characters");
  }

  @Test
  void a_path_that_is_not_absolute_is_refused() {
    SubmitOutcome outcome = submit(JobSpec.of("film.mkv", "/out/a.mp4", null, 0)).get(0);
    assertThat(outcome.refusal().message())
        .isEqualTo("input must be an absolute path, not film.mkv");
    outcome = submit(JobSpec.of("/in/film.mkv", null, null, 0)).get(0);
    assertThat(outcome.refusal().message()).isEqualTo("output must be an absolute path, not null");
  }

  // ---- keys

  @Test
  void the_same_key_with_the_same_jobs_gets_the_same_answer_and_staging_is_not_asked_again() {
    SubmitJobs message = new SubmitJobs("monday", List.of(spec("a").spec()));
    Submitted first = value(intake.submit(message));
    assertThat(value(intake.submit(message))).isEqualTo(first);
    assertThat(inspected).hasSize(1);
  }

  @Test
  void a_moment_counted_from_now_makes_no_other_jobs_of_a_repeated_request() {
    Submitted first =
        value(intake.submit(new SubmitJobs("monday", List.of(spec("a").notBefore(7_000).spec()))));

    assertThat(
            value(
                intake.submit(
                    new SubmitJobs("monday", List.of(spec("a").notBefore(9_000).spec())))))
        .isEqualTo(first);
  }

  @Test
  void two_requests_of_one_key_at_the_same_time_make_one_set_of_jobs() {
    SubmitJobs message = new SubmitJobs("monday", List.of(spec("a").spec()));
    store.slow = true;
    CompletableFuture<Submitted> first = intake.submit(message).toCompletableFuture();
    CompletableFuture<Submitted> second = intake.submit(message).toCompletableFuture();
    store.answerAll();
    assertThat(value(second)).isEqualTo(value(first));
    assertThat(store.kept.jobCount()).isEqualTo(1);
  }

  @Test
  void the_same_key_with_other_jobs_is_refused_after_a_restart_too() {
    value(intake.submit(new SubmitJobs("monday", List.of(spec("a").spec()))));
    SubmitJobs other = new SubmitJobs("monday", List.of(spec("b").spec()));
    assertThat(refusal(other).code()).isEqualTo(Refusal.CONFLICT);
    value(scheduler.recover());
    assertThat(refusal(other).code()).isEqualTo(Refusal.CONFLICT);
    assertThat(store.kept.jobCount()).isEqualTo(1);
  }

  @Test
  void a_key_has_1_to_128_characters() {
    List<JobSpec> jobs = List.of(spec("a").spec());
    assertThatThrownBy(() -> new SubmitJobs("x".repeat(193), jobs))
        .hasMessage("key must be 1 to 128 characters");
    assertThatThrownBy(() -> new SubmitJobs(" ", jobs)).hasMessageContaining("key");
  }

  @Test
  void what_staging_cannot_answer_is_the_askers_to_know() {
    Intake alone =
        new Intake(
            CONFIG,
            scheduler,
            store,
            CompletableFuture::completedFuture,
            specs ->
                CompletableFuture.failedFuture(
                    new RefusedException(new Refusal(Refusal.UNAVAILABLE, "no staging"))),
            Runnable::run);
    assertThat(refusal(alone.submit(SubmitJobs.of(List.of(spec("a").spec())))).message())
        .isEqualTo("no staging");
    assertThat(store.kept.jobCount()).isZero();
  }

  private static WantedJob spec(String name) {
    return WantedJob.job(name);
  }

  private String complaint(WantedJob wanted) {
    Failure refusal = submit(wanted.spec()).get(0).refusal();
    assertThat(refusal.reason()).isEqualTo(FailureReason.BAD_REQUEST);
    return refusal.message();
  }

  private List<SubmitOutcome> submit(JobSpec... specs) {
    return value(intake.submit(SubmitJobs.of(List.of(specs)))).outcomes();
  }

  private Refusal refusal(SubmitJobs message) {
    return refusal(intake.submit(message));
  }

  private static <T> T value(CompletionStage<T> stage) {
    assertThat(stage.toCompletableFuture()).isDone();
    return stage.toCompletableFuture().join();
  }

  private static Refusal refusal(CompletionStage<?> stage) {
    Throwable failure =
        stage.toCompletableFuture().handle((value, e) -> e).getNow(new AssertionError("not done"));
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    assertThat(cause).isInstanceOf(RefusedException.class);
    return ((RefusedException) cause).refusal();
  }
}
