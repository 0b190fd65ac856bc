package reelyard.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static reelyard.scheduler.WantedJob.job;

import org.junit.jupiter.api.Test;
import reelyard.message.AttemptFailed;
import reelyard.message.JobAction;
import reelyard.message.SelfTest;
import reelyard.message.TestWorker;
import reelyard.message.WorkerView;
import reelyard.model.Alert;
import reelyard.model.AlertKind;
import reelyard.model.Failure;
import reelyard.model.FailureReason;
import reelyard.model.JobState;
import reelyard.model.WorkerState;

/** A worker that fails several different jobs in a row takes no more until it proves itself. */
class QuarantineTest {

  private final FarmInHand farm = new FarmInHand();

  @Test
  void three_different_jobs_in_a_row_are_too_many() {
    farm.register("attic");
    failDifferentJobs(2);
    assertThat(farm.farm("attic").state()).isEqualTo(WorkerState.READY);
    failDifferentJobs(1);
    assertThat(farm.farm("attic").state()).isEqualTo(WorkerState.QUARANTINED);
    assertThat(farm.queue("attic")).isEmpty();
    farm.submit("more");
    assertThat(farm.why(lastWaiting(), "attic"))
        .isEqualTo("in quarantine: it failed 3 jobs in a row, the last because it broke");
  }

  @Test
  void people_are_told_once() {
    farm.register("attic");
    failDifferentJobs(3);
    farm.passSeconds(30);
    assertThat(farm.alerts())
        .extracting(Alert::kind)
        .containsOnlyOnce(AlertKind.WORKER_QUARANTINED);
  }

  @Test
  void the_same_job_three_times_is_not() {
    farm.register("attic");
    farm.submit(job("a").attempts(10));
    for (int i = 0; i < 4; i++) {
      farm.startAndFail("attic", "job1", FailureReason.HANDBRAKE_CRASHED);
      farm.passSeconds(600);
    }
    assertThat(farm.farm("attic").state()).isEqualTo(WorkerState.READY);
  }

  @Test
  void a_success_in_between_begins_the_count_anew() {
    farm.register("attic");
    failDifferentJobs(2);
    farm.submit("good");
    farm.run("attic", lastWaiting());
    failDifferentJobs(2);
    assertThat(farm.farm("attic").state()).isEqualTo(WorkerState.READY);
    failDifferentJobs(1);
    assertThat(farm.farm("attic").state()).isEqualTo(WorkerState.QUARANTINED);
  }

  @Test
  void what_is_the_jobs_own_fault_does_not_count() {
    farm.register("attic");
    for (int i = 0; i < 5; i++) {
      farm.submit("a" + i);
      farm.startAndFail("attic", lastWaiting(), FailureReason.SOURCE_UNREADABLE);
    }
    assertThat(farm.farm("attic").state()).isEqualTo(WorkerState.READY);
  }

  @Test
  void a_job_that_also_fails_at_a_worker_that_works_is_to_blame_itself() {
    farm.register("attic");
    farm.register("cellar");
    for (int i = 1; i <= 9; i += 2) {
      failAtBoth("job" + i);
      farm.submit(job("good" + i).workers("cellar"));
      farm.run("cellar", "job" + (i + 1));
    }
    assertThat(farm.farm("attic").state()).isEqualTo(WorkerState.READY);
    assertThat(farm.farm("cellar").state()).isEqualTo(WorkerState.READY);
  }

  @Test
  void two_workers_that_fail_whatever_they_get_are_both_to_blame() {
    farm.register("attic");
    farm.register("cellar");
    // Until now both worked.
    farm.submit(job("a").workers("attic"), job("b").workers("cellar"));
    farm.run("attic", "job1");
    farm.run("cellar", "job2");
    for (int i = 3; i <= 6; i++) {
      failAtBoth("job" + i);
    }
    assertThat(farm.farm("attic").state()).isEqualTo(WorkerState.QUARANTINED);
    assertThat(farm.farm("cellar").state()).isEqualTo(WorkerState.QUARANTINED);
  }

  @Test
  void one_broken_film_brings_no_worker_into_it() {
    for (String worker : new String[] {"attic", "cellar", "garage"}) {
      farm.register(worker);
    }
    for (int run = 0; run < 5; run++) {
      if (run == 0) {
        farm.submit("broken");
      } else {
        farm.change(JobAction.RETRY, "job1");
      }
      for (int attempt = 0; attempt < 3; attempt++) {
        farm.startAndFail(farm.view("job1").workerId(), "job1", FailureReason.HANDBRAKE_FAILED);
        farm.passSeconds(40);
      }
      assertThat(farm.state("job1")).isEqualTo(JobState.FAILED);
    }
    assertThat(farm.farm().workers()).extracting(WorkerView::state).containsOnly(WorkerState.READY);
  }

  private void failAtBoth(String id) {
    farm.submit("bad" + id);
    String first = farm.view(id).workerId();
    String second = first.equals("attic") ? "cellar" : "attic";
    farm.startAndFail(first, id, FailureReason.HANDBRAKE_CRASHED);
    farm.passSeconds(3);
    farm.startAndFail(second, id, FailureReason.HANDBRAKE_CRASHED);
    farm.change(JobAction.STOP, id);
  }

  @Test
  void the_worker_that_held_the_attempt_is_to_blame_whomever_the_message_names() {
    farm.register("attic");
    farm.register("cellar");
    for (int i = 1; i <= 3; i++) {
      farm.submit(job("a" + i).workers("attic"));
      farm.start("attic", "job" + i);
      Failure broke =
          new Failure(
              FailureReason.HANDBRAKE_CRASHED, "it broke", i == 1 ? null : "cellar", null, null);
      farm.did(farm.core.on(new AttemptFailed(farm.live("job" + i), "attic", broke), farm.now));
    }
    assertThat(farm.farm("cellar").state()).isEqualTo(WorkerState.READY);
    assertThat(farm.farm("attic").state()).isEqualTo(WorkerState.QUARANTINED);
  }

  // ---- tests

  @Test
  void a_self_test_that_passes_ends_it() {
    quarantined();
    assertThat(farm.selfTests()).isEmpty();
    farm.passSeconds(60);
    assertThat(farm.selfTests()).containsExactly(new SelfTest("attic-1", farm.now + 10_000));
    farm.tested("attic", null);
    assertThat(farm.farm("attic").state()).isEqualTo(WorkerState.READY);
    assertThat(farm.farm("attic").note()).isEmpty();
    assertThat(farm.queue("attic")).isNotEmpty();
    farm.passSeconds(600);
    assertThat(farm.selfTests()).hasSize(1);
  }

  @Test
  void each_test_that_fails_doubles_the_wait_for_the_next() {
    quarantined();
    farm.passSeconds(60);
    farm.tested("attic", "HandBrakeCLI crashed (signal 11)");
    assertThat(farm.farm("attic").note())
        .isEqualTo("its self-test failed: HandBrakeCLI crashed (signal 11)");
    assertThat(farm.farm("attic").state()).isEqualTo(WorkerState.QUARANTINED);
    int tests = 1;
    for (int wait : new int[] {60, 120, 240, 480}) {
      farm.passSeconds(wait - 1);
      assertThat(farm.selfTests()).hasSize(tests);
      farm.passSeconds(1);
      tests++;
      assertThat(farm.selfTests()).hasSize(tests);
    }
  }

  @Test
  void a_test_that_people_asked_for_counts_too() {
    quarantined();
    farm.did(farm.core.on(new TestWorker("attic"), farm.now));
    assertThat(farm.selfTests()).hasSize(1);
    farm.tested("attic", null);
    assertThat(farm.farm("attic").state()).isEqualTo(WorkerState.READY);
  }

  @Test
  void what_an_earlier_test_said_is_forgotten_when_one_passes() {
    farm.register("attic");
    farm.tested("attic", "no libcuda");
    assertThat(farm.farm("attic").note()).contains("no libcuda");
    assertThat(farm.farm("attic").state()).isEqualTo(WorkerState.READY);
    farm.tested("attic", null);
    assertThat(farm.farm("attic").note()).isEmpty();
  }

  @Test
  void a_worker_that_is_not_there_is_not_tested() {
    quarantined();
    farm.silence("attic");
    farm.passSeconds(600);
    assertThat(farm.selfTests()).isEmpty();
    farm.register("attic");
    farm.passSeconds(1);
    assertThat(farm.farm("attic").state()).isEqualTo(WorkerState.QUARANTINED);
    assertThat(farm.selfTests()).hasSize(1);
  }

  // ---- restarts

  @Test
  void a_worker_that_is_started_anew_stays_in_it() {
    quarantined();
    farm.lose("attic", false);
    farm.register(NewWorker.worker("attic").start(2));
    assertThat(farm.farm("attic").state()).isEqualTo(WorkerState.QUARANTINED);
  }

  @Test
  void a_manager_that_is_started_anew_keeps_it_and_tests_at_once() {
    quarantined();
    String note = farm.farm("attic").note();
    farm.restart();
    assertThat(farm.farm("attic").state()).isEqualTo(WorkerState.QUARANTINED);
    assertThat(farm.farm("attic").note()).isEqualTo(note);
    farm.passSeconds(1);
    assertThat(farm.selfTests()).hasSize(1);
  }

  @Test
  void a_manager_that_is_started_anew_keeps_the_count() {
    farm.register("attic");
    failDifferentJobs(2);
    farm.restart();
    farm.passSeconds(1);
    failDifferentJobs(1);
    assertThat(farm.farm("attic").state()).isEqualTo(WorkerState.QUARANTINED);
  }

  @Test
  void a_success_before_the_restart_counts_as_well() {
    farm.register("attic");
    failDifferentJobs(2);
    farm.submit("good");
    farm.run("attic", lastWaiting());
    farm.restart();
    farm.passSeconds(1);
    failDifferentJobs(2);
    assertThat(farm.farm("attic").state()).isEqualTo(WorkerState.READY);
  }

  private void quarantined() {
    farm.register("attic");
    failDifferentJobs(3);
    farm.submit("waits");
    farm.passSeconds(0);
  }

  /** New jobs of one attempt each. */
  private void failDifferentJobs(int count) {
    for (int i = 0; i < count; i++) {
      farm.submit(job("f" + farm.kept.jobCount()).attempts(1));
      farm.startAndFail("attic", lastWaiting(), FailureReason.HANDBRAKE_CRASHED);
    }
  }

  private String lastWaiting() {
    return farm.waiting().get(farm.waiting().size() - 1);
  }
}
