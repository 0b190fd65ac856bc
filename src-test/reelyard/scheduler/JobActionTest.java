package reelyard.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static reelyard.scheduler.FarmInHand.refusal;
import static reelyard.scheduler.WantedJob.job;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reelyard.message.Assignment;
import reelyard.message.AttemptId;
import reelyard.message.ChangeJobs;
import reelyard.message.ChangeOutcome;
import reelyard.message.GetAttempt;
import reelyard.message.JobAction;
import reelyard.message.PauseAttempt;
import reelyard.message.Refusal;
import reelyard.model.FailureReason;
import reelyard.model.JobState;

/** What people may do with which jobs. */
class JobActionTest {

  private static final Set<JobAction> OF_LIVE_JOBS =
      EnumSet.of(JobAction.SUSPEND, JobAction.ACTIVATE, JobAction.STOP, JobAction.SET_PRIORITY);
  private static final Set<JobAction> OF_WAITING_JOBS =
      EnumSet.of(
          JobAction.SUSPEND,
          JobAction.ACTIVATE,
          JobAction.STOP,
          JobAction.SET_PRIORITY,
          JobAction.SET_POOL,
          JobAction.MOVE_TOP,
          JobAction.MOVE_BOTTOM,
          JobAction.MOVE_BEFORE,
          JobAction.DELETE);
  private static final Set<JobAction> OF_ENDED_JOBS =
      EnumSet.of(JobAction.RETRY, JobAction.ARCHIVE, JobAction.RESTORE, JobAction.DELETE);

  private final FarmInHand farm = new FarmInHand();

  /** Kinds of jobs. */
  private enum Kind {
    WAITING(OF_WAITING_JOBS),
    RUNNING(OF_LIVE_JOBS),
    COMMITTING(EnumSet.of(JobAction.SUSPEND, JobAction.ACTIVATE, JobAction.SET_PRIORITY)),
    COMPLETE(OF_ENDED_JOBS),
    FAILED(OF_ENDED_JOBS),
    STOPPED(OF_ENDED_JOBS),
    ARCHIVED(OF_ENDED_JOBS);

    @SuppressWarnings("ImmutableEnumChecker") // Nobody changes it, and EnumSet keeps it readable.
    final Set<JobAction> legal;

    Kind(Set<JobAction> legal) {
      this.legal = Set.copyOf(legal);
    }
  }

  @ParameterizedTest
  @EnumSource(JobAction.class)
  void every_action_on_every_kind_of_job_is_done_or_refused_as_written_here(JobAction action) {
    for (Kind kind : Kind.values()) {
      FarmInHand fresh = with(kind);
      JobState before = fresh.state("job1");
      Refusal refusal = fresh.outcomes(message(action, "job1")).get(0).refusal();
      assertThat(refusal == null)
          .as("%s a job that is %s: %s", action, kind, refusal)
          .isEqualTo(kind.legal.contains(action));
      if (refusal != null) {
        assertThat(refusal.code()).isEqualTo(Refusal.CONFLICT);
        assertThat(refusal.message()).contains("job1");
        assertThat(fresh.state("job1")).isEqualTo(before);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(JobAction.class)
  void no_action_finds_an_unknown_job_and_the_rest_of_the_selection_is_done(JobAction action) {
    FarmInHand fresh = with(OF_ENDED_JOBS.contains(action) ? Kind.STOPPED : Kind.WAITING);
    ChangeJobs one = message(action, "nosuch", "job1");
    List<ChangeOutcome> outcomes = fresh.outcomes(one);
    assertThat(outcomes).extracting(ChangeOutcome::jobId).containsExactly("nosuch", "job1");
    assertThat(outcomes.get(0).refusal()).isEqualTo(Refusal.notFound("there is no job nosuch"));
    assertThat(outcomes.get(1).refusal()).isNull();
  }

  private static ChangeJobs message(JobAction action, String... jobs) {
    return new ChangeJobs(List.of(jobs), action, 7, "films", "other1");
  }

  /** Job1 of this kind, and other1 that waits. */
  private static FarmInHand with(Kind kind) {
    FarmInHand farm = new FarmInHand();
    farm.register("attic");
    farm.submit("a");
    switch (kind) {
      case RUNNING -> farm.start("attic", "job1");
      case COMMITTING -> {
        farm.start("attic", "job1");
        farm.commit("job1");
      }
      case COMPLETE -> farm.run("attic", "job1");
      case FAILED -> farm.startAndFail("attic", "job1", FailureReason.PRESET_UNKNOWN);
      case STOPPED -> farm.change(JobAction.STOP, "job1");
      case ARCHIVED -> {
        farm.run("attic", "job1");
        farm.change(JobAction.ARCHIVE, "job1");
      }
      default -> {}
    }
    farm.nextId("other1");
    farm.submit("other");
    return farm;
  }

  // ---- suspend and activate

  @Test
  void suspend_pauses_a_running_job_and_activate_resumes_it() {
    farm.register("attic");
    farm.submit("a");
    farm.transcode("attic", "job1");
    farm.change(JobAction.SUSPEND, "job1");
    AttemptId attempt = new AttemptId("job1", 1);
    assertThat(farm.heartbeat("attic").paused()).containsExactly(attempt);
    assertThat(farm.headline("job1")).isEqualTo("it runs at attic, suspended");
    farm.change(JobAction.ACTIVATE, "job1");
    assertThat(farm.heartbeat("attic").paused()).isEmpty();
    assertThat(farm.pauses())
        .containsExactly(
            new PauseAttempt(attempt, true, farm.now + 10_000),
            new PauseAttempt(attempt, false, farm.now + 10_000));
  }

  @Test
  void a_waiting_job_that_is_suspended_leaves_its_workers_queue_until_it_is_activated() {
    farm.register("attic");
    farm.submit("a", "b");
    farm.change(JobAction.SUSPEND, "job1");
    assertThat(farm.queue("attic")).containsExactly("job2");
    farm.change(JobAction.ACTIVATE, "job1");
    assertThat(farm.queue("attic")).containsExactly("job1", "job2");
  }

  @Test
  void a_suspended_job_whose_worker_is_lost_does_not_begin_elsewhere() {
    farm.register("attic");
    farm.submit("a");
    farm.start("attic", "job1");
    farm.change(JobAction.SUSPEND, "job1");
    farm.silence("attic");
    farm.register("cellar");
    farm.passSeconds(5);
    assertThat(farm.queue("cellar")).isEmpty();
  }

  // ---- retry, archive, delete

  @Test
  void retry_starts_afresh_behind_all_others() {
    farm.register("attic");
    farm.submit(job("a").attempts(1), job("b"));
    farm.startAndFail("attic", "job1", FailureReason.HANDBRAKE_CRASHED);
    farm.change(JobAction.RETRY, "job1");
    assertThat(farm.view("job1").failure()).isNull();
    assertThat(farm.queue("attic")).containsExactly("job2", "job1");
    farm.start("attic", "job1");
    assertThat(farm.live("job1")).isEqualTo(new AttemptId("job1", 2));
  }

  @Test
  void retry_is_refused_while_another_job_makes_the_same_file() {
    farm.submit("a");
    farm.change(JobAction.STOP, "job1");
    farm.submit("a");
    assertThat(farm.refusal(JobAction.RETRY, "job1").message())
        .isEqualTo("job job2 already makes /out/a.mp4");
  }

  @Test
  void a_job_from_the_archive_can_run_again() {
    farm.register("attic");
    farm.submit("a");
    farm.run("attic", "job1");
    farm.change(JobAction.ARCHIVE, "job1");
    assertThat(farm.summary().archived()).isEqualTo(1);
    farm.change(JobAction.RETRY, "job1");
    assertThat(farm.summary().archived()).isZero();
    assertThat(farm.queue("attic")).containsExactly("job1");
  }

  @Test
  void a_complete_job_that_runs_again_may_replace_its_own_result() {
    farm.register("attic");
    farm.submit("a");
    assertThat(farm.start("attic", "job1").replaces()).isNull();
    farm.core.on(new GetAttempt(new AttemptId("job1", 1), true, "its mark"), farm.now);
    farm.complete("job1");
    farm.change(JobAction.RETRY, "job1");
    farm.startAndFail("attic", "job1", FailureReason.HANDBRAKE_CRASHED);
    farm.restart();
    farm.passSeconds(3);
    Assignment again = farm.start("attic", "job1");
    assertThat(again.overwrite()).isFalse();
    assertThat(again.replaces()).isEqualTo("its mark");
  }

  @Test
  void a_job_without_a_result_still_replaces_nothing_when_it_runs_again() {
    farm.register("attic");
    farm.submit(job("a").attempts(1));
    farm.startAndFail("attic", "job1", FailureReason.HANDBRAKE_CRASHED);
    farm.change(JobAction.RETRY, "job1");
    assertThat(farm.start("attic", "job1").replaces()).isNull();
  }

  @Test
  void a_job_that_others_wait_for_cannot_be_deleted() {
    farm.submit(job("a").label("a"), job("b").after("a"));
    assertThat(farm.refusal(JobAction.DELETE, "job1").message())
        .isEqualTo("job job1 cannot be deleted: job job2 waits for it");
    farm.change(JobAction.STOP, "job2");
    farm.change(JobAction.DELETE, "job1");
    assertThat(farm.stored("job1")).isNull();
  }

  @Test
  void a_stopped_job_that_is_retried_waits_again_for_what_it_came_after() {
    farm.register("attic");
    farm.submit(job("a").label("a"), job("b").after("a"));
    farm.change(JobAction.STOP, "job2");
    farm.change(JobAction.RETRY, "job2");
    assertThat(farm.queue("attic")).containsExactly("job1");
    farm.run("attic", "job1");
    assertThat(farm.queue("attic")).containsExactly("job2");
  }

  @Test
  void such_a_job_waits_again_though_neither_was_in_memory() {
    farm.register("attic");
    farm.submit(job("a").label("a"), job("b").after("a"));
    farm.startAndFail("attic", "job1", FailureReason.PRESET_UNKNOWN);
    farm.change(JobAction.STOP, "job2");
    farm.restart(0);
    farm.change(JobAction.RETRY, "job2");
    farm.passSeconds(1);
    assertThat(farm.queue("attic")).isEmpty();
    assertThat(farm.headline("job2"))
        .isEqualTo("waits for job job1, which ended as FAILED: retry it");
  }

  @Test
  void a_job_read_before_it_was_deleted_does_not_come_back() {
    farm.submit("a");
    farm.change(JobAction.STOP, "job1");
    farm.restart(0);
    var read = farm.kept.jobs(List.of("job1"));
    farm.change(JobAction.DELETE, "job1");
    farm.core.recall(read, farm.now);
    assertThat(farm.knows("job1")).isFalse();
  }

  // ---- priority and pool

  @Test
  void a_job_of_better_priority_runs_first() {
    farm.register("attic");
    farm.submit("a", "b", "c");
    farm.setPriority(10, "job3");
    assertThat(farm.queue("attic")).containsExactly("job3", "job1");
    assertThat(farm.stored("job3").priority()).isEqualTo(10);
  }

  @Test
  void a_priority_that_is_none_is_refused_as_a_whole() {
    farm.submit("a");
    for (Integer priority : new Integer[] {-1, 101, null}) {
      ChangeJobs message =
          new ChangeJobs(List.of("job1"), JobAction.SET_PRIORITY, priority, null, null);
      Refusal refusal = refusal(farm.core.on(message, farm.now));
      assertThat(refusal.code()).isEqualTo(Refusal.BAD_MESSAGE);
      assertThat(refusal.message())
          .isEqualTo("priority must be 0 (first) to 100 (held), not " + priority);
    }
  }

  @Test
  void a_pool_that_is_missing_or_endless_is_refused() {
    farm.submit("a");
    for (String pool : new String[] {null, "x".repeat(5_000), "zero\0"}) {
      ChangeJobs message = new ChangeJobs(List.of("job1"), JobAction.SET_POOL, null, pool, null);
      assertThat(refusal(farm.core.on(message, farm.now)).message()).startsWith("pool ");
    }
  }

  @Test
  void a_job_moves_to_workers_of_its_new_pool() {
    farm.register(NewWorker.worker("attic").pools("films"));
    farm.register(NewWorker.worker("cellar").pools("series"));
    farm.submit(job("a").pool("films"));
    assertThat(farm.queue("attic")).containsExactly("job1");
    farm.change(new ChangeJobs(List.of("job1"), JobAction.SET_POOL, null, "series", null));
    assertThat(farm.queue("attic")).isEmpty();
    assertThat(farm.queue("cellar")).containsExactly("job1");
  }

  @Test
  void a_selection_of_thousands_is_done_in_its_order() {
    int count = 20_000;
    FarmInHand huge =
        new FarmInHand(
            new SchedulerConfig(12, 2, count, count, 3, 3, 60, 5_000, FarmInHand.NOWHERE));
    WantedJob[] wanted = new WantedJob[count];
    for (int i = 0; i < count; i++) {
      wanted[i] = job("j" + i);
    }
    List<String> ids = huge.submit(wanted).stream().map(outcome -> outcome.jobId()).toList();
    huge.change(new ChangeJobs(ids, JobAction.MOVE_TOP, null, null, null));
    assertThat(huge.waiting()).startsWith("job1", "job2");
    huge.change(new ChangeJobs(ids, JobAction.STOP, null, null, null));
    huge.change(new ChangeJobs(ids, JobAction.ARCHIVE, null, null, null));
    huge.change(new ChangeJobs(ids, JobAction.RETRY, null, null, null));
    assertThat(huge.summary().queued()).isEqualTo(count);
  }
}
