package reelyard.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static reelyard.scheduler.FarmInHand.committed;
import static reelyard.scheduler.FarmInHand.refusal;

import org.junit.jupiter.api.Test;
import reelyard.address.Addresses;
import reelyard.message.AttemptFailed;
import reelyard.message.AttemptId;
import reelyard.message.GetAttempt;
import reelyard.message.GetQueue;
import reelyard.message.HeartbeatAnswer;
import reelyard.message.JobAction;
import reelyard.message.Refusal;
import reelyard.message.RegisterWorker;
import reelyard.model.Failure;
import reelyard.model.FailureReason;
import reelyard.model.JobState;
import reelyard.model.Progress;
import reelyard.model.Stage;
import reelyard.model.WorkerState;

/** Silence, fencing, and workers that come and go. */
class LeaseTest {

  private static final AttemptId FIRST = new AttemptId("job1", 1);

  private final FarmInHand farm = new FarmInHand();

  @Test
  void queues_the_jobs_of_a_silent_worker_again_and_closes_their_doors() {
    running();
    farm.said.clear();
    farm.silence("attic");
    assertThat(farm.state("job1")).isEqualTo(JobState.QUEUED);
    assertThat(farm.said).contains(new Decision.Said<>(Addresses.ATTEMPT_ENDED, FIRST));
    assertThat(farm.farm("attic").state()).isEqualTo(WorkerState.LOST);
  }

  @Test
  void keeps_the_attempts_of_a_worker_that_reports() {
    running();
    for (int i = 0; i < 60; i++) {
      farm.now += 2000;
      farm.heartbeat("attic", farm.progress("attic", FIRST, Stage.TRANSCODING, i, -1));
      farm.tick();
    }
    assertThat(farm.state("job1")).isEqualTo(JobState.RUNNING);
    assertThat(farm.view("job1").progress().percent()).isEqualTo(59);
  }

  @Test
  void takes_back_an_attempt_that_its_worker_never_speaks_of() {
    running();
    for (int i = 0; i < 8; i++) {
      farm.now += 2000;
      farm.heartbeat("attic");
      farm.tick();
    }
    assertThat(farm.state("job1")).isEqualTo(JobState.QUEUED);
    assertThat(farm.view("job1").failure().reason()).isEqualTo(FailureReason.WORKER_LOST);
  }

  @Test
  void tells_a_returning_worker_to_register_and_which_attempts_are_over() {
    running();
    farm.silence("attic");
    Progress late = farm.progress("attic", FIRST, Stage.TRANSCODING, 50, -1);
    HeartbeatAnswer answer = farm.heartbeat("attic", late);
    assertThat(answer.known()).isFalse();
    farm.register("attic");
    assertThat(farm.heartbeat("attic", late).fenced()).containsExactly(FIRST);
  }

  @Test
  void late_reports_of_a_lost_worker_change_nothing() {
    running();
    farm.register("cellar");
    farm.silence("attic");
    farm.start("cellar", "job1");
    Progress late = farm.progress("attic", FIRST, Stage.RETURNING, 50, -1);
    farm.did(farm.core.on(late, farm.now));
    farm.heartbeat("attic", late);
    Failure broke = new Failure(FailureReason.HANDBRAKE_CRASHED, "it broke", "attic", null, null);
    assertThat(refusal(farm.core.on(new AttemptFailed(FIRST, "attic", broke), farm.now)))
        .isEqualTo(Refusal.conflict("attempt job1.1 is over"));
    assertThat(refusal(farm.core.on(committed(FIRST), farm.now)).code())
        .isEqualTo(Refusal.CONFLICT);
    assertThat(refusal(farm.core.on(new GetAttempt(FIRST, true, null), farm.now)).code())
        .isEqualTo(Refusal.CONFLICT);
    assertThat(farm.state("job1")).isEqualTo(JobState.RUNNING);
    assertThat(farm.view("job1").stage()).isEqualTo(Stage.FETCHING);
    assertThat(farm.live("job1")).isEqualTo(new AttemptId("job1", 2));
  }

  @Test
  void refuses_what_an_attempt_of_the_future_says() {
    running();
    AttemptId future = new AttemptId("job1", 2);
    assertThat(refusal(farm.core.on(committed(future), farm.now)).code())
        .isEqualTo(Refusal.CONFLICT);
    assertThat(refusal(farm.core.on(new GetAttempt(future, true, null), farm.now)).code())
        .isEqualTo(Refusal.CONFLICT);
    assertThat(
            farm.heartbeat("attic", farm.progress("attic", future, Stage.RETURNING, 0, -1))
                .fenced())
        .containsExactly(future);
    assertThat(farm.live("job1")).isEqualTo(FIRST);
  }

  @Test
  void does_not_fence_an_attempt_while_staging_puts_its_result_in_place() {
    running();
    farm.commit("job1");
    farm.silence("attic");
    assertThat(farm.state("job1")).isEqualTo(JobState.RUNNING);
    farm.now += 200_000;
    farm.tick();
    assertThat(farm.state("job1")).isEqualTo(JobState.QUEUED);
  }

  @Test
  void neither_its_worker_nor_its_user_takes_away_a_job_whose_result_is_being_put_in_place() {
    running();
    farm.commit("job1");
    farm.lose("attic", false);
    assertThat(farm.state("job1")).isEqualTo(JobState.RUNNING);
    assertThat(farm.refusal(JobAction.STOP, "job1").message()).contains("in place");
    farm.complete("job1");
    assertThat(farm.state("job1")).isEqualTo(JobState.COMPLETE);
  }

  @Test
  void a_result_that_staging_put_in_place_counts_even_when_the_news_comes_late() {
    committedByALostWorkerAndBegunAnew();
    farm.did(farm.core.on(committed(FIRST), farm.now));
    assertThat(farm.state("job1")).isEqualTo(JobState.COMPLETE);
    assertThat(farm.stopped()).contains(new AttemptId("job1", 2));
    assertThat(farm.farm("cellar").running()).isEmpty();
  }

  @Test
  void such_late_news_may_be_told_twice() {
    committedByALostWorkerAndBegunAnew();
    farm.did(farm.core.on(committed(FIRST), farm.now));
    farm.did(farm.core.on(committed(FIRST), farm.now));
    assertThat(refusal(farm.core.on(committed(new AttemptId("job1", 2)), farm.now)).code())
        .isEqualTo(Refusal.CONFLICT);
  }

  @Test
  void old_news_of_a_result_does_not_complete_a_job_that_was_run_again() {
    running();
    farm.commit("job1");
    farm.complete("job1");
    farm.change(JobAction.RETRY, "job1");
    assertThat(refusal(farm.core.on(committed(FIRST), farm.now)).code())
        .isEqualTo(Refusal.CONFLICT);
    assertThat(farm.state("job1")).isEqualTo(JobState.QUEUED);
  }

  @Test
  void a_result_after_the_job_was_stopped_is_refused() {
    running();
    farm.change(JobAction.STOP, "job1");
    assertThat(refusal(farm.core.on(committed(FIRST), farm.now)).code())
        .isEqualTo(Refusal.CONFLICT);
    assertThat(farm.state("job1")).isEqualTo(JobState.STOPPED);
  }

  @Test
  void takes_nobodys_attempts_when_it_was_frozen_itself() {
    running();
    farm.passSeconds(3);
    farm.now += 3_600_000;
    farm.tick();
    assertThat(farm.state("job1")).isEqualTo(JobState.RUNNING);
    farm.silence("attic");
    assertThat(farm.state("job1")).isEqualTo(JobState.QUEUED);
  }

  @Test
  void leases_are_as_long_as_ever_when_its_clock_is_set_back() {
    running();
    farm.passSeconds(3);
    farm.now -= 3_600_000;
    farm.tick();
    assertThat(farm.state("job1")).isEqualTo(JobState.RUNNING);
    farm.silence("attic");
    assertThat(farm.state("job1")).isEqualTo(JobState.QUEUED);
  }

  @Test
  void takes_a_worker_back_at_once_that_left_in_good_order() {
    farm.register("attic");
    farm.lose("attic", false);
    farm.register(NewWorker.worker("attic").start(2));
    assertThat(farm.farm("attic").state()).isEqualTo(WorkerState.READY);
  }

  @Test
  void refuses_a_second_worker_of_the_same_name_while_the_first_lives() {
    farm.register("attic");
    RegisterWorker twin = new RegisterWorker(NewWorker.worker("attic").start(2).info(), null);
    Refusal refusal = refusal(farm.core.on(twin, farm.now));
    assertThat(refusal.code()).isEqualTo(Refusal.CONFLICT);
    assertThat(refusal.message()).contains("attic").contains("worker.name");
  }

  @Test
  void lets_a_restarted_worker_have_its_name_back_and_queues_what_it_ran() {
    running();
    farm.now += 6000;
    assertThat(farm.register(NewWorker.worker("attic").start(2))).containsExactly("job1");
    assertThat(refusal(farm.core.on(new GetQueue("attic", "attic-1"), farm.now)).code())
        .isEqualTo(Refusal.NOT_FOUND);
  }

  @Test
  void hands_the_queue_of_a_worker_that_loses_it_to_others() {
    farm.register("attic");
    farm.submit("a", "b");
    farm.start("attic", "job1");
    farm.register("cellar");
    farm.lose("attic", false);
    assertThat(farm.queue("cellar")).containsExactly("job1", "job2");
    assertThat(farm.live("job1")).isEqualTo(FIRST);
    assertThat(farm.stopped()).containsExactly(FIRST);
    assertThat(farm.farm("attic").state()).isEqualTo(WorkerState.LEAVING);
  }

  @Test
  void leaves_a_good_result_to_the_next_start_of_its_worker() {
    farm.register("attic");
    farm.submit("a");
    farm.start("attic", "job1");
    farm.report("attic", "job1", Stage.RETURNING, 0, -1);
    farm.register("cellar");
    farm.lose("attic", false);
    assertThat(farm.live("job1")).isEqualTo(FIRST);
    assertThat(farm.state("job1")).isEqualTo(JobState.RUNNING);
    assertThat(farm.stopped()).isEmpty();

    farm.silence("attic");

    assertThat(farm.queue("cellar")).containsExactly("job1");
  }

  @Test
  void a_worker_that_takes_no_jobs_says_so_with_each_heartbeat() {
    farm.register("attic");
    farm.submit("a");
    farm.unfit("attic", true);
    assertThat(farm.queue("attic")).isEmpty();
    assertThat(farm.farm("attic").state()).isEqualTo(WorkerState.LEAVING);
    farm.restart();
    farm.passSeconds(1);
    assertThat(farm.queue("attic")).isEmpty();
    farm.unfit("attic", false);
    assertThat(farm.queue("attic")).containsExactly("job1");
  }

  @Test
  void lets_a_leaving_worker_finish_what_it_runs() {
    farm.register("attic");
    farm.submit("a", "b");
    farm.start("attic", "job1");
    farm.lose("attic", true);
    assertThat(farm.state("job1")).isEqualTo(JobState.RUNNING);
    assertThat(farm.view("job2").workerId()).isNull();
    farm.complete("job1");
    assertThat(farm.state("job1")).isEqualTo(JobState.COMPLETE);
    farm.silence("attic");
    assertThat(farm.said.toString()).contains("state=LEFT");
    assertThat(farm.kept.worker("attic")).isNull();
  }

  @Test
  void given_back_jobs_do_not_count_as_failures() {
    farm.register("attic");
    farm.submit("a");
    for (int i = 0; i < 5; i++) {
      farm.start("attic", "job1");
      farm.lose("attic", false);
      farm.register("attic");
    }
    assertThat(farm.state("job1")).isEqualTo(JobState.QUEUED);
  }

  @Test
  void a_worker_that_was_cut_off_within_its_lease_reattaches() {
    running();
    farm.now += 10_000;
    farm.tick();
    Progress progress = farm.progress("attic", FIRST, Stage.TRANSCODING, 70, -1);
    farm.register(NewWorker.worker("attic"), progress);
    farm.now += 10_000;
    farm.tick();
    assertThat(farm.live("job1")).isEqualTo(FIRST);
    assertThat(farm.view("job1").progress().percent()).isEqualTo(70);
  }

  @Test
  void the_worker_that_is_back_with_the_result_gets_the_job_before_any_other() {
    returningWhileTheLeaseRunsOut();
    assertThat(farm.queue("cellar")).containsExactly("job1");
    Progress kept = farm.progress("attic", FIRST, Stage.RETURNING, 0, -1);

    assertThat(farm.register(NewWorker.worker("attic").start(2), kept)).containsExactly("job1");

    assertThat(farm.queue("cellar")).isEmpty();
    // Where the result lies already, it needs no room.
    farm.free("attic", 1);
    farm.submit("b");
    assertThat(farm.queue("attic")).containsExactly("job1");
    assertThat(farm.queue("cellar")).containsExactly("job2");
    assertThat(farm.heartbeat("attic", kept).fenced()).containsExactly(FIRST);
    assertThat(farm.start("attic", "job1").attempt()).isEqualTo(new AttemptId("job1", 2));
    assertThat(refusal(farm.core.on(new GetAttempt(FIRST, true, null), farm.now)).code())
        .isEqualTo(Refusal.CONFLICT);
    assertThat(refusal(farm.core.on(committed(FIRST), farm.now)).code())
        .isEqualTo(Refusal.CONFLICT);
  }

  @Test
  void nobody_waits_for_a_result_whose_worker_is_away_or_busy() {
    returningWhileTheLeaseRunsOut();
    farm.start("cellar", "job1");
    Progress kept = farm.progress("attic", FIRST, Stage.RETURNING, 0, -1);
    farm.register(NewWorker.worker("attic").start(2), kept);
    assertThat(farm.live("job1")).isEqualTo(new AttemptId("job1", 2));
    assertThat(farm.view("job1").workerId()).isEqualTo("cellar");
    farm.submit("b");
    farm.transcode("attic", "job2");
    farm.report("attic", "job2", Stage.TRANSCODING, 1, 36_000);

    farm.lose("cellar", false);
    farm.register("loft");

    assertThat(farm.queue("loft")).containsExactly("job1");
  }

  @Test
  void a_result_that_may_be_had_counts_only_once() {
    returningWhileTheLeaseRunsOut();
    Progress kept = farm.progress("attic", FIRST, Stage.RETURNING, 0, -1);
    farm.register(NewWorker.worker("attic").start(2), kept);
    farm.start("attic", "job1");
    farm.fail("attic", "job1", FailureReason.HANDBRAKE_CRASHED);
    farm.passMinutes(2);

    assertThat(farm.queue("attic")).isEmpty();
    assertThat(farm.queue("cellar")).containsExactly("job1");
  }

  /** A heartbeat may have been on its way when the worker said that its attempt failed. */
  @Test
  void a_worker_that_gave_up_has_no_result() {
    running();
    farm.report("attic", "job1", Stage.RETURNING, 0, -1);
    farm.register("cellar");
    farm.fail("attic", "job1", FailureReason.TRANSFER_FAILED);

    farm.heartbeat("attic", farm.progress("attic", FIRST, Stage.RETURNING, 0, -1));
    farm.passMinutes(2);

    assertThat(farm.queue("attic")).isEmpty();
    assertThat(farm.queue("cellar")).containsExactly("job1");
  }

  private void returningWhileTheLeaseRunsOut() {
    running();
    farm.report("attic", "job1", Stage.RETURNING, 0, -1);
    farm.register("cellar");
    farm.silence("attic");
  }

  private void running() {
    farm.register("attic");
    farm.submit("a");
    farm.start("attic", "job1");
  }

  private void committedByALostWorkerAndBegunAnew() {
    running();
    farm.register("cellar");
    farm.commit("job1");
    farm.silence("attic");
    farm.now += 200_000;
    farm.tick();
    farm.register("cellar");
    farm.passSeconds(1);
    farm.start("cellar", "job1");
  }
}
