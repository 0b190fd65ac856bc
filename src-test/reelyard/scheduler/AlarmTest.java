package reelyard.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static reelyard.scheduler.FarmInHand.committed;

import java.util.List;
import org.junit.jupiter.api.Test;
import reelyard.address.Addresses;
import reelyard.message.JobAction;
import reelyard.model.Alert;
import reelyard.model.AlertKind;
import reelyard.model.FailureReason;
import reelyard.model.WhenDone;

/** What people are told of: each thing once, stored before it is said. */
class AlarmTest {

  private final FarmInHand farm = new FarmInHand();

  @Test
  void a_job_that_is_complete_is_told_once_with_its_sizes() {
    farm.register("attic");
    farm.submit("a");
    farm.run("attic", "job1");
    farm.did(farm.core.on(committed(farm.live("job1")), farm.now));
    Alert alert = only();
    assertThat(alert.kind()).isEqualTo(AlertKind.JOB_COMPLETE);
    assertThat(alert.subject()).isEqualTo("job complete: a.mkv");
    assertThat(alert.text()).contains("/out/a.mp4").contains("from 50.0 MB to");
    assertThat(alert.facts()).containsEntry("jobId", "job1").containsEntry("workerId", "attic");
    assertThat(farm.said).contains(new Decision.Said<>(Addresses.ALERT, alert));
  }

  @Test
  void a_job_that_failed_is_told_when_no_attempt_is_left() {
    farm.register("attic");
    farm.submit(WantedJob.job("a").attempts(2));
    farm.startAndFail("attic", "job1", FailureReason.HANDBRAKE_CRASHED);
    assertThat(farm.alerts()).isEmpty();
    farm.passSeconds(10);
    farm.startAndFail("attic", "job1", FailureReason.HANDBRAKE_CRASHED);
    assertThat(only().kind()).isEqualTo(AlertKind.JOB_FAILED);
    assertThat(only().text()).isEqualTo("Job job1 (a.mkv) failed after 2 attempts: it broke");
  }

  @Test
  void low_space_is_told_once_until_there_was_plenty() {
    farm.register("attic");
    farm.free("attic", 4_000_000_000L);
    farm.free("attic", 3_000_000_000L);
    farm.free("attic", 6_000_000_000L);
    farm.free("attic", 4_000_000_000L);
    assertThat(only().kind()).isEqualTo(AlertKind.LOW_SPACE);
    assertThat(only().text()).contains("worker attic").contains("4.0 GB");
    farm.free("attic", 11_000_000_000L);
    farm.free("attic", 4_000_000_000L);
    assertThat(farm.alerts()).hasSize(2);
  }

  @Test
  void ids_grow_over_restarts() {
    farm.register("attic");
    farm.submit("a", "b");
    farm.run("attic", "job1");
    long first = only().id();
    farm.restart();
    farm.passSeconds(1);
    farm.run("attic", "job2");
    assertThat(farm.alerts().get(1).id()).isGreaterThan(first);
  }

  @Test
  void the_count_of_ended_jobs_only_grows() {
    farm.register("attic");
    farm.submit(WantedJob.job("a"), WantedJob.job("b").whenDone(WhenDone.DELETE));
    farm.run("attic", "job1");
    farm.change(JobAction.DELETE, "job1");
    farm.restart();
    farm.passSeconds(1);
    farm.run("attic", "job2");
    farm.submit("c");
    farm.run("attic", "job3");
    assertThat(farm.alerts())
        .extracting(alert -> alert.facts().get("endedCount"))
        .containsExactly("1", "2", "3");
  }

  private Alert only() {
    List<Alert> alerts = farm.alerts();
    assertThat(alerts).hasSize(1);
    return alerts.get(0);
  }
}
