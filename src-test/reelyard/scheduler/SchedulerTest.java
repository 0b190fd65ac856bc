package reelyard.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static reelyard.scheduler.FarmInHand.committed;
import static reelyard.scheduler.FarmInHand.refusal;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reelyard.address.Addresses;
import reelyard.message.Assignment;
import reelyard.message.AttemptId;
import reelyard.message.FarmSummary;
import reelyard.message.GetFarm;
import reelyard.message.JobAction;
import reelyard.message.JobEvent;
import reelyard.message.JobId;
import reelyard.message.Refusal;
import reelyard.message.WorkerEvent;
import reelyard.model.FailureReason;
import reelyard.model.JobState;
import reelyard.model.Stage;

/** One job's way from submission to its end; other tests have one subject each. */
class SchedulerTest {

  private final FarmInHand farm = new FarmInHand();

  @Test
  void gives_a_registering_worker_what_waits_first_come_first_served() {
    farm.submit("a", "b", "c");
    assertThat(farm.register("attic")).containsExactly("job1", "job2");
  }

  @Test
  void keeps_every_queue_as_short_as_configured() {
    farm.register("attic");
    farm.submit("a", "b", "c", "d", "e");
    assertThat(farm.queue("attic")).containsExactly("job1", "job2");
  }

  @Test
  void tells_a_worker_that_its_queue_changed() {
    farm.register("attic");
    farm.said.clear();
    farm.submit("a");
    assertThat(farm.said).anyMatch(s -> s.address().equals(Addresses.queueChanged("attic")));
  }

  @Test
  void counts_attempts_up_and_gives_a_repeated_claim_the_same_attempt() {
    farm.register("attic");
    farm.submit("a");
    Assignment first = farm.start("attic", "job1");
    assertThat(first.attempt()).isEqualTo(new AttemptId("job1", 1));
    assertThat(farm.start("attic", "job1")).isEqualTo(first);
    assertThat(first.arguments()).containsExactly("--preset", "Fast 1080p30", "--format", "av_mp4");
    assertThat(farm.state("job1")).isEqualTo(JobState.RUNNING);
  }

  @Test
  void refuses_a_claim_of_what_is_not_in_the_workers_queue() {
    farm.register("attic");
    farm.submit("a", "b", "c");
    assertThat(refusal(farm.tryStart("attic", "job3")).message())
        .isEqualTo("job job3 is not in the queue of attic any more");
    assertThat(refusal(farm.tryStart("attic", "nosuch")).code()).isEqualTo(Refusal.NOT_FOUND);
    assertThat(refusal(farm.tryStart("nobody", "job1")).message()).contains("register it");
  }

  @Test
  void completes_a_job_when_its_result_is_in_place_and_only_once() {
    farm.register("attic");
    farm.submit("a");
    farm.start("attic", "job1");
    farm.complete("job1");
    assertThat(farm.state("job1")).isEqualTo(JobState.COMPLETE);
    assertThat(farm.view("job1").stage()).isEqualTo(Stage.COMPLETE);
    assertThat(farm.view("job1").resultBytes()).isEqualTo(7);
    farm.said.clear();
    farm.complete("job1");
    assertThat(farm.said).isEmpty();
    assertThat(farm.farm("attic").running()).isEmpty();
  }

  @Test
  void stops_a_waiting_and_a_running_job_for_good() {
    farm.register("attic");
    farm.submit("a", "b");
    farm.start("attic", "job1");
    farm.change(JobAction.STOP, "job1", "job2");
    assertThat(farm.state("job1")).isEqualTo(JobState.STOPPED);
    assertThat(farm.state("job2")).isEqualTo(JobState.STOPPED);
    assertThat(farm.stopped()).containsExactly(new AttemptId("job1", 1));
    assertThat(farm.queue("attic")).isEmpty();
  }

  @Test
  void knows_nothing_of_jobs_that_nobody_submitted() {
    assertThat(refusal(farm.core.on(new JobId("nosuch"))))
        .isEqualTo(Refusal.notFound("there is no job nosuch"));
    assertThat(refusal(farm.core.explain(new JobId("nosuch"), farm.now)).code())
        .isEqualTo(Refusal.NOT_FOUND);
    assertThat(refusal(farm.core.on(committed(new AttemptId("nosuch", 1)), farm.now)).code())
        .isEqualTo(Refusal.NOT_FOUND);
  }

  @Test
  void numbers_what_watchers_hear_without_gaps() {
    farm.register("attic");
    farm.submit("a", "b", "c");
    farm.startAndFail("attic", "job1", FailureReason.HANDBRAKE_CRASHED);
    farm.silence("attic");
    List<Long> numbers = new ArrayList<>();
    for (Decision.Said<?> each : farm.said) {
      if (each.message() instanceof JobEvent event) {
        numbers.add(event.sequence());
      }
      if (each.message() instanceof WorkerEvent event) {
        numbers.add(event.sequence());
      }
    }
    for (int i = 0; i < numbers.size(); i++) {
      assertThat(numbers.get(i)).isEqualTo(i + 1);
    }
    assertThat(farm.did(farm.core.on(new GetFarm(0))).sequence()).isEqualTo(numbers.size());
  }

  @Test
  void ignores_reports_that_come_late_or_from_nobody() {
    farm.register("attic");
    farm.submit("a");
    farm.start("attic", "job1");
    farm.report("attic", "job1", Stage.TRANSCODING, 10, 5);
    farm.report("attic", "job1", Stage.FETCHING, 100, 0);
    farm.did(
        farm.core.on(
            farm.progress("attic", new AttemptId("job1", 2), Stage.RETURNING, 0, 0), farm.now));
    farm.report("nobody", "job1", Stage.RETURNING, 0, 0);
    assertThat(farm.view("job1").stage()).isEqualTo(Stage.TRANSCODING);
    assertThat(farm.view("job1").progress().percent()).isEqualTo(10);
  }

  @Test
  void a_worker_cannot_say_that_a_job_is_complete() {
    farm.register("attic");
    farm.submit("a");
    farm.start("attic", "job1");
    farm.report("attic", "job1", Stage.COMPLETE, 100, 0);
    assertThat(farm.view("job1").stage()).isEqualTo(Stage.FETCHING);
    assertThat(farm.state("job1")).isEqualTo(JobState.RUNNING);
  }

  @Test
  void says_the_farm_in_numbers_once_for_each_change() {
    farm.register("attic");
    farm.submit("a", "b");
    farm.passSeconds(1);
    FarmSummary summary = farm.summary();
    assertThat(farm.said).anyMatch(s -> s.message().equals(summary));
    farm.said.clear();
    farm.passSeconds(1);
    assertThat(farm.said).isEmpty();
  }
}
