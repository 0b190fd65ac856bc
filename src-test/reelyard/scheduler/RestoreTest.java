package reelyard.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static reelyard.scheduler.WantedJob.job;

import org.junit.jupiter.api.Test;
import reelyard.message.AttemptId;
import reelyard.message.FarmSummary;
import reelyard.message.JobAction;
import reelyard.message.PauseAttempt;
import reelyard.model.FailureReason;
import reelyard.model.JobState;
import reelyard.model.Progress;
import reelyard.model.SortPolicy;
import reelyard.model.Stage;
import reelyard.model.WhenDone;
import reelyard.model.WorkerControl;
import reelyard.model.WorkerState;

/** A manager that was killed goes on where it was. */
class RestoreTest {

  private static final AttemptId FIRST = new AttemptId("job1", 1);

  private final FarmInHand farm = new FarmInHand();

  @Test
  void learns_nothing_from_an_attempt_of_which_it_saw_only_the_end() {
    farm.register("attic");
    farm.submit("a");
    farm.transcode("attic", "job1");
    farm.passSeconds(3_600);
    farm.restart();
    farm.passSeconds(10);
    farm.report("attic", "job1", Stage.RETURNING, 0, -1);
    farm.complete("job1");
    assertThat(farm.kept.attempts.get(0).transcodeMillis()).isZero();
    assertThat(farm.kept.attempts.get(0).expectedSeconds()).isEqualTo(-1);
    assertThat(farm.kept.attempts.get(0).startedMillis()).isEqualTo(farm.now - 3_610_000);
    assertThat(farm.kept.load().speeds()).allMatch(speed -> speed.kind().startsWith("size"));
  }

  @Test
  void running_encodes_go_on_with_a_lease_from_now() {
    running();
    farm.now += 3_600_000;
    farm.restart();
    farm.passSeconds(60);
    assertThat(farm.live("job1")).isEqualTo(FIRST);
    assertThat(farm.state("job1")).isEqualTo(JobState.RUNNING);
    farm.complete("job1");
    assertThat(farm.state("job1")).isEqualTo(JobState.COMPLETE);
  }

  @Test
  void a_worker_that_beats_as_before_is_known_at_once() {
    running();
    farm.restart();
    Progress progress = farm.progress("attic", FIRST, Stage.TRANSCODING, 50, 10);
    assertThat(farm.heartbeat("attic", progress).known()).isTrue();
    assertThat(farm.view("job1").progress().percent()).isEqualTo(50);
  }

  @Test
  void a_worker_that_does_not_come_back_loses_its_attempts_after_its_lease() {
    running();
    farm.restart();
    farm.silence("attic");
    assertThat(farm.state("job1")).isEqualTo(JobState.QUEUED);
    assertThat(farm.view("job1").failure().reason()).isEqualTo(FailureReason.WORKER_LOST);
  }

  @Test
  void a_worker_that_was_started_anew_meanwhile_loses_its_attempts() {
    running();
    farm.restart();
    farm.now += 6_000;
    assertThat(farm.register(NewWorker.worker("attic").start(2))).containsExactly("job1");
  }

  @Test
  void a_worker_that_was_started_anew_returns_the_result_that_it_still_has() {
    running();
    farm.submit("b");
    farm.now += 6_000;
    Progress result = farm.progress("attic", FIRST, Stage.RETURNING, 0, -1);

    farm.register(NewWorker.worker("attic").start(2), result);

    assertThat(farm.state("job1")).isEqualTo(JobState.RUNNING);
    assertThat(farm.stored("job1").incarnation()).isEqualTo("attic-2");
    assertThat(farm.heartbeat("attic", result).fenced()).isEmpty();
    farm.complete("job1");
    assertThat(farm.state("job1")).isEqualTo(JobState.COMPLETE);
  }

  @Test
  void a_worker_that_was_started_anew_cannot_go_on_with_half_a_result_or_an_old_one() {
    running();
    farm.now += 6_000;
    farm.register(
        NewWorker.worker("attic").start(2),
        farm.progress("attic", FIRST, Stage.TRANSCODING, 99, 1));
    assertThat(farm.state("job1")).isEqualTo(JobState.QUEUED);
    farm.start("attic", "job1");
    farm.now += 6_000;

    farm.register(
        NewWorker.worker("attic").start(3), farm.progress("attic", FIRST, Stage.RETURNING, 0, -1));

    assertThat(farm.state("job1")).isEqualTo(JobState.QUEUED);
  }

  @Test
  void an_attempt_of_a_worker_that_nobody_knows_any_more_is_queued_again() {
    running();
    farm.kept.forgetWorker("attic");
    farm.restart();
    assertThat(farm.state("job1")).isEqualTo(JobState.QUEUED);
    assertThat(farm.stored("job1").state()).isEqualTo(JobState.QUEUED);
  }

  @Test
  void an_attempt_whose_result_is_being_put_in_place_is_safe_from_silence() {
    running();
    farm.commit("job1");
    farm.restart();
    farm.silence("attic");
    assertThat(farm.state("job1")).isEqualTo(JobState.RUNNING);
    farm.complete("job1");
    assertThat(farm.state("job1")).isEqualTo(JobState.COMPLETE);
  }

  @Test
  void a_result_that_stood_meanwhile_counts_when_its_worker_is_lost_too() {
    running();
    farm.commit("job1");
    farm.silence("attic");
    farm.now += 200_000;
    farm.tick();
    farm.restart();
    farm.did(farm.core.on(FarmInHand.committed(FIRST), farm.now));
    assertThat(farm.state("job1")).isEqualTo(JobState.COMPLETE);
  }

  @Test
  void the_queue_is_in_the_order_in_which_it_was() {
    farm.submit("a", "b", "c");
    farm.setPriority(10, "job3");
    farm.change(JobAction.MOVE_TOP, "job2");
    farm.restart();
    assertThat(farm.waiting()).containsExactly("job2", "job3", "job1");
    farm.submit("d");
    assertThat(farm.waiting()).containsExactly("job2", "job3", "job1", "job4");
  }

  @Test
  void the_sort_policy_stays() {
    farm.submit(job("a").bytes(9_000_000), job("b").bytes(1_000_000));
    farm.sortBy(SortPolicy.SMALLEST);
    farm.restart();
    assertThat(farm.waiting()).containsExactly("job2", "job1");
    assertThat(farm.farm().settings().sort()).isEqualTo(SortPolicy.SMALLEST);
  }

  @Test
  void a_job_waits_on_for_one_that_lives() {
    farm.submit(job("a").label("a"), job("b").after("a"));
    farm.restart();
    farm.register("attic");
    assertThat(farm.queue("attic")).containsExactly("job1");
    farm.run("attic", "job1");
    assertThat(farm.queue("attic")).containsExactly("job2");
  }

  @Test
  void a_job_waits_on_for_one_that_failed_until_that_is_retried() {
    farm.register("attic");
    farm.submit(job("a").label("a"), job("b").after("a"));
    farm.startAndFail("attic", "job1", FailureReason.PRESET_UNKNOWN);
    farm.restart();
    farm.passSeconds(1);
    assertThat(farm.queue("attic")).isEmpty();
    farm.change(JobAction.RETRY, "job1");
    farm.run("attic", "job1");
    assertThat(farm.queue("attic")).containsExactly("job2");
  }

  @Test
  void a_job_waits_no_longer_for_one_that_was_complete_and_is_gone() {
    farm.register("attic");
    farm.submit(job("a").label("a").whenDone(WhenDone.DELETE), job("b").after("a"));
    farm.run("attic", "job1");
    farm.restart();
    farm.passSeconds(1);
    assertThat(farm.queue("attic")).containsExactly("job2");
  }

  @Test
  void a_job_waits_for_one_that_was_complete_and_is_run_again() {
    farm.register("attic");
    farm.submit(job("a").label("a"), job("b").after("a"));
    farm.run("attic", "job1");
    farm.change(JobAction.RETRY, "job1");
    assertThat(farm.queue("attic")).containsExactly("job1");
    farm.restart();
    farm.passSeconds(1);
    assertThat(farm.queue("attic")).containsExactly("job1");
    farm.run("attic", "job1");
    assertThat(farm.queue("attic")).containsExactly("job2");
  }

  @Test
  void what_was_suspended_or_held_stays_so() {
    farm.register("attic");
    farm.submit(job("a").suspended(), job("b").priority(100));
    farm.restart();
    farm.passSeconds(1);
    assertThat(farm.queue("attic")).isEmpty();
    assertThat(farm.summary().suspended()).isEqualTo(1);
  }

  @Test
  void an_attempt_that_was_paused_is_told_so_again() {
    running();
    farm.change(JobAction.SUSPEND, "job1");
    farm.orders.clear();
    farm.restart();
    farm.passSeconds(1);
    assertThat(farm.pauses()).extracting(PauseAttempt::paused).containsExactly(true);
    assertThat(farm.heartbeat("attic").paused()).containsExactly(FIRST);
  }

  @Test
  void what_people_ordered_of_workers_and_of_the_farm_stays() {
    farm.register("attic");
    farm.register("cellar");
    farm.control(WorkerControl.PAUSE, 0, "attic");
    farm.control(WorkerControl.DRAIN, 30);
    farm.restart();
    farm.register("cellar");
    assertThat(farm.farm("cellar").state()).isEqualTo(WorkerState.DRAINING);
    assertThat(farm.farm("cellar").untilMillis()).isEqualTo(farm.now + 30 * 60_000);
    assertThat(farm.farm("attic").state()).isEqualTo(WorkerState.PAUSED);
    assertThat(farm.farm("attic").untilMillis()).isZero();
    farm.passMinutes(30);
    assertThat(farm.farm("cellar").state()).isEqualTo(WorkerState.READY);
    assertThat(farm.farm("attic").state()).isEqualTo(WorkerState.PAUSED);
  }

  @Test
  void the_counts_of_what_ended_are_right_though_not_all_of_it_is_in_memory() {
    farm.register("attic");
    farm.submit("a", "b", "c", "d");
    farm.run("attic", "job1");
    farm.run("attic", "job2");
    farm.change(JobAction.ARCHIVE, "job2");
    farm.startAndFail("attic", "job3", FailureReason.PRESET_UNKNOWN);
    FarmSummary before = farm.summary();
    farm.restart(0);
    farm.passSeconds(1);
    assertThat(farm.summary()).isEqualTo(before);
    farm.change(JobAction.RESTORE, "job2");
    assertThat(farm.summary().complete()).isEqualTo(2);
    assertThat(farm.summary().archived()).isZero();
    farm.change(JobAction.RETRY, "job3");
    assertThat(farm.summary().failed()).isZero();
    farm.change(JobAction.DELETE, "job1");
    assertThat(farm.summary().complete()).isEqualTo(1);
  }

  @Test
  void alerts_that_nobody_was_told_yet_are_still_there() {
    farm.register("attic");
    farm.submit("a", "b");
    farm.run("attic", "job1");
    farm.restart();
    farm.passSeconds(1);
    farm.run("attic", "job2");
    assertThat(farm.alerts()).hasSize(2);
    assertThat(farm.alerts().get(0).id()).isLessThan(farm.alerts().get(1).id());
  }

  private void running() {
    farm.register("attic");
    farm.submit("a");
    farm.transcode("attic", "job1");
  }
}
