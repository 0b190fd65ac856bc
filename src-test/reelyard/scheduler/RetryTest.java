package reelyard.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import reelyard.model.FailureReason;
import reelyard.model.JobState;
import reelyard.model.Stage;

/** Attempts that fail: another, elsewhere, later; or the end. */
class RetryTest {

  private final FarmInHand farm = new FarmInHand();

  @Test
  void tries_a_failed_job_again_elsewhere() {
    farm.register("attic");
    farm.register("cellar");
    farm.submit("a");
    farm.startAndFail("attic", "job1", FailureReason.HANDBRAKE_CRASHED);
    assertThat(farm.state("job1")).isEqualTo(JobState.QUEUED);
    farm.passSeconds(2);
    assertThat(farm.queue("attic")).isEmpty();
    assertThat(farm.queue("cellar")).containsExactly("job1");
  }

  @Test
  void tries_a_failed_job_again_at_the_same_worker_when_there_is_no_other() {
    farm.register("attic");
    farm.submit("a");
    farm.startAndFail("attic", "job1", FailureReason.HANDBRAKE_CRASHED);
    farm.passSeconds(2);
    assertThat(farm.queue("attic")).containsExactly("job1");
  }

  @Test
  void lets_a_failed_job_rest_longer_each_time() {
    farm.register("attic");
    farm.submit("a");
    farm.startAndFail("attic", "job1", FailureReason.HANDBRAKE_CRASHED);
    farm.passSeconds(1);
    assertThat(farm.queue("attic")).isEmpty();
    farm.passSeconds(1);
    farm.startAndFail("attic", "job1", FailureReason.HANDBRAKE_CRASHED);
    farm.passSeconds(7);
    assertThat(farm.queue("attic")).isEmpty();
    farm.passSeconds(1);
    assertThat(farm.queue("attic")).containsExactly("job1");
  }

  @Test
  void a_worker_without_room_to_fetch_is_nobodys_failure() {
    farm.register("attic");
    farm.submit("a");
    for (int i = 0; i < 9; i++) {
      farm.start("attic", "job1");
      farm.fail("attic", "job1", FailureReason.WORKER_DISK_FULL);
      farm.passSeconds(10);
    }
    assertThat(farm.state("job1")).isEqualTo(JobState.QUEUED);
    assertThat(farm.stored("job1").failures()).isZero();
    assertThat(farm.stored("job1").avoid()).isEmpty();
    assertThat(farm.queue("attic")).containsExactly("job1");
  }

  @Test
  void a_job_whose_worker_was_lost_need_not_rest() {
    farm.register("attic");
    farm.submit("a");
    farm.start("attic", "job1");
    farm.silence("attic");
    assertThat(farm.register("attic")).containsExactly("job1");
  }

  @Test
  void a_lost_worker_is_nobodys_failure() {
    farm.register("attic");
    farm.register("cellar");
    farm.submit(WantedJob.job("a").workers("attic"));
    for (int i = 0; i < 5; i++) {
      farm.start("attic", "job1");
      farm.silence("attic");
      farm.restart();
      farm.register("attic");
    }
    assertThat(farm.state("job1")).isEqualTo(JobState.QUEUED);
    assertThat(farm.stored("job1").failures()).isZero();
    assertThat(farm.stored("job1").avoid()).isEmpty();
    assertThat(farm.stored("job1").losses()).isEqualTo(5);
  }

  @Test
  void a_job_that_loses_worker_after_worker_fails_and_says_so() {
    farm.register("attic");
    farm.submit("a");
    for (int i = 0; i < 10; i++) {
      assertThat(farm.state("job1")).isEqualTo(JobState.QUEUED);
      farm.start("attic", "job1");
      farm.silence("attic");
      farm.register("attic");
    }
    assertThat(farm.state("job1")).isEqualTo(JobState.FAILED);
    assertThat(farm.view("job1").failure().message())
        .startsWith("10 workers were lost while they ran it, so it may be what fells them");
  }

  @Test
  void gives_a_failed_job_back_to_its_worker_when_every_other_is_busy_for_long() {
    farm.register("attic");
    farm.register("cellar");
    farm.submit("a", "b");
    farm.start("attic", "job1");
    farm.start("cellar", "job2");
    farm.fail("attic", "job1", FailureReason.TRANSFER_FAILED);
    farm.report("cellar", "job2", Stage.TRANSCODING, 1, 36_000);
    farm.passSeconds(2);
    assertThat(farm.queue("attic")).containsExactly("job1");
  }

  @Test
  void gives_up_after_as_many_attempts_as_the_job_has() {
    farm.register("attic");
    farm.submit("a");
    for (int attempt = 1; attempt <= 3; attempt++) {
      farm.startAndFail("attic", "job1", FailureReason.HANDBRAKE_CRASHED);
      farm.passSeconds(10);
    }
    assertThat(farm.state("job1")).isEqualTo(JobState.FAILED);
    assertThat(farm.view("job1").failure().reason()).isEqualTo(FailureReason.HANDBRAKE_CRASHED);
  }

  @Test
  void does_not_try_again_what_no_attempt_can_cure() {
    farm.register("attic");
    farm.submit("a");
    farm.startAndFail("attic", "job1", FailureReason.PRESET_UNKNOWN);
    assertThat(farm.state("job1")).isEqualTo(JobState.FAILED);
  }

  @Test
  void gives_up_when_a_job_failed_at_as_many_workers_as_configured() {
    farm.submit(WantedJob.job("a").attempts(100));
    for (String worker : new String[] {"attic", "cellar", "garage"}) {
      farm.register(worker);
      farm.passSeconds(60);
      assertThat(farm.state("job1")).isEqualTo(JobState.QUEUED);
      farm.startAndFail(worker, "job1", FailureReason.HANDBRAKE_CRASHED);
    }
    assertThat(farm.state("job1")).isEqualTo(JobState.FAILED);
  }

  @Test
  void one_worker_alone_may_fail_a_job_as_often_as_it_has_attempts() {
    farm.submit(WantedJob.job("a").attempts(5));
    farm.register("attic");
    for (int i = 0; i < 4; i++) {
      farm.startAndFail("attic", "job1", FailureReason.HANDBRAKE_CRASHED);
      farm.passSeconds(600);
    }
    assertThat(farm.state("job1")).isEqualTo(JobState.QUEUED);
  }
}
