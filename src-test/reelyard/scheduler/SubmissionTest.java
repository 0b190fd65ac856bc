package reelyard.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static reelyard.scheduler.FarmInHand.refusal;
import static reelyard.scheduler.FarmInHand.wishes;
import static reelyard.scheduler.WantedJob.job;

import java.util.List;
import org.junit.jupiter.api.Test;
import reelyard.message.JobAction;
import reelyard.message.Refusal;
import reelyard.message.SubmitOutcome;
import reelyard.model.Failure;
import reelyard.model.FailureReason;
import reelyard.model.JobState;
import reelyard.model.WhenDone;

/** What is taken in, and what is refused: each job of a request by itself. */
class SubmissionTest {

  private final FarmInHand farm = new FarmInHand();

  @Test
  void accepts_and_refuses_each_job_by_itself() {
    Failure missing = new Failure(FailureReason.SOURCE_MISSING, "not there", null, List.of(), null);
    List<SubmitOutcome> outcomes =
        farm.submit(job("a"), job("b").refusedByStaging(missing), job("c"));
    assertThat(outcomes)
        .containsExactly(
            new SubmitOutcome("job1", null),
            new SubmitOutcome(null, missing),
            new SubmitOutcome("job2", null));
    assertThat(farm.waiting()).containsExactly("job1", "job2");
  }

  @Test
  void stores_what_it_accepts_before_it_says_so() {
    Decision<?> decision = farm.core.submit(wishes(job("a")), null, null, null, farm.now);
    assertThat(decision.store()).hasSize(1);
    assertThat(decision.answer()).isNotNull();
  }

  // ---- keys

  @Test
  void the_same_key_gets_the_same_answer_and_no_second_jobs() {
    List<SubmitOutcome> first = farm.submitAs("monday", "digest", job("a"), job("b"));
    assertThat(farm.submitAs("monday", "digest", job("a"), job("b"))).isEqualTo(first);
    assertThat(farm.waiting()).hasSize(2);
  }

  @Test
  void the_same_key_with_other_jobs_is_refused() {
    farm.submitAs("monday", "digest", job("a"));
    Decision<?> other = farm.core.submit(wishes(job("b")), "monday", "other", null, farm.now);
    assertThat(refusal(other).code()).isEqualTo(Refusal.CONFLICT);
    assertThat(refusal(other).message()).contains("key monday").contains("another key");
    assertThat(farm.waiting()).hasSize(1);
  }

  @Test
  void a_key_holds_over_a_restart_of_the_manager() {
    List<SubmitOutcome> first = farm.submitAs("monday", "digest", job("a"));
    farm.restart();
    assertThat(farm.submitAs("monday", "digest", job("a"))).isEqualTo(first);
    assertThat(farm.waiting()).hasSize(1);
  }

  @Test
  void a_key_is_forgotten_in_the_end() {
    farm.submitAs("monday", "digest", job("a"));
    farm.now += Submissions.REMEMBER_MILLIS + 60_000;
    farm.submitAs("tuesday", "digest", job("b"));
    assertThat(farm.kept.submission("monday")).isNull();
    assertThat(farm.kept.submission("tuesday")).isNotNull();
  }

  // ---- after

  @Test
  void a_job_waits_for_those_it_comes_after_by_label_or_id() {
    farm.register("attic");
    farm.submit("a");
    farm.submit(job("c").after("b", "job1"), job("b").label("b"));
    assertThat(farm.queue("attic")).containsExactly("job1", "job2");
    farm.run("attic", "job1");
    assertThat(farm.queue("attic")).containsExactly("job2");
    farm.run("attic", "job2");
    assertThat(farm.queue("attic")).containsExactly("job3");
  }

  @Test
  void a_job_cannot_wait_for_itself() {
    assertThat(farm.refused(job("a").label("a").after("a")).message())
        .isEqualTo("after: job a waits for itself, or for one that does");
  }

  @Test
  void two_jobs_cannot_wait_for_each_other_nor_others_for_them() {
    List<SubmitOutcome> outcomes =
        farm.submit(
            job("free"),
            job("follower").after("a"),
            job("a").label("a").after("b"),
            job("b").label("b").after("a"),
            job("labelled").label("l").after("b"));
    assertThat(outcomes.get(0).jobId()).isNotNull();
    assertThat(outcomes.subList(1, 5)).extracting(SubmitOutcome::jobId).containsOnlyNulls();
    assertThat(outcomes.get(1).refusal())
        .isEqualTo(
            new Failure(
                FailureReason.BAD_REQUEST,
                "after: job follower.mkv waits for itself, or for one that does",
                null,
                null,
                null));
  }

  @Test
  void three_jobs_cannot_wait_in_a_ring() {
    List<SubmitOutcome> outcomes =
        farm.submit(
            job("a").label("a").after("b"),
            job("b").label("b").after("c"),
            job("c").label("c").after("a"));
    assertThat(outcomes).extracting(SubmitOutcome::jobId).containsOnlyNulls();
    assertThat(farm.waiting()).isEmpty();
  }

  @Test
  void a_label_must_not_stand_for_two_jobs() {
    List<SubmitOutcome> outcomes =
        farm.submit(job("c").after("x"), job("a").label("x"), job("b").label("x"));
    assertThat(outcomes).extracting(SubmitOutcome::jobId).containsOnlyNulls();
    assertThat(outcomes.get(1).refusal().message())
        .isEqualTo("label x stands for several jobs of this request");
    assertThat(outcomes.get(0).refusal().message()).contains("job x of this request was refused");
  }

  @Test
  void a_job_after_one_that_was_refused_is_refused_whatever_their_order() {
    Failure missing = new Failure(FailureReason.SOURCE_MISSING, "not there", null, List.of(), null);
    List<SubmitOutcome> outcomes =
        farm.submit(
            job("b").label("b").after("a"),
            job("c").after("b"),
            job("a").label("a").refusedByStaging(missing));
    assertThat(outcomes).extracting(SubmitOutcome::jobId).containsOnlyNulls();
    assertThat(outcomes.get(0).refusal().message())
        .isEqualTo("after: job a of this request was refused: not there");
  }

  @Test
  void a_job_cannot_wait_for_one_that_does_not_exist() {
    assertThat(farm.refused(job("a").after("nosuch")).message())
        .isEqualTo("after: there is no job nosuch");
  }

  @Test
  void a_job_cannot_wait_for_one_that_failed_or_was_stopped() {
    farm.register("attic");
    farm.submit("a", "b");
    farm.startAndFail("attic", "job1", FailureReason.PRESET_UNKNOWN);
    farm.change(JobAction.STOP, "job2");
    assertThat(farm.refused(job("c").after("job1")).message())
        .isEqualTo("after: job job1 ended as FAILED: retry it first");
    assertThat(farm.refused(job("c").after("job2")).message()).contains("STOPPED");
  }

  @Test
  void a_job_need_not_wait_for_one_that_is_complete_archived_or_not() {
    farm.register("attic");
    farm.submit(job("a"), job("b").whenDone(WhenDone.ARCHIVE));
    farm.run("attic", "job1");
    farm.run("attic", "job2");
    farm.submit(job("c").after("job1", "job2"));
    assertThat(farm.queue("attic")).containsExactly("job3");
  }

  @Test
  void a_chain_of_thousands_is_taken_in_from_its_end() {
    int count = 10_000;
    WantedJob[] chain = new WantedJob[count];
    for (int i = 0; i < count; i++) {
      chain[i] = job("j" + i).label("j" + i);
      if (i < count - 1) {
        chain[i].after("j" + (i + 1));
      }
    }
    List<SubmitOutcome> outcomes = farm.submit(chain);
    assertThat(outcomes).extracting(SubmitOutcome::refusal).containsOnlyNulls();
    assertThat(farm.register("attic")).containsExactly(outcomes.get(count - 1).jobId());
  }

  // ---- limits and rivals

  @Test
  void refuses_two_live_jobs_that_make_one_file() {
    farm.submit("a");
    Failure refusal = farm.refused(job("a"));
    assertThat(refusal.reason()).isEqualTo(FailureReason.RESULT_EXISTS);
    assertThat(refusal.message()).contains("job1");
    farm.change(JobAction.STOP, "job1");
    assertThat(farm.submit("a")).containsExactly("job2");
  }

  @Test
  void refuses_two_jobs_of_one_request_that_make_one_file() {
    List<SubmitOutcome> outcomes = farm.submit(job("a"), job("a"));
    assertThat(outcomes.get(0).refusal()).isNull();
    assertThat(outcomes.get(1).refusal().reason()).isEqualTo(FailureReason.RESULT_EXISTS);
  }

  @Test
  void takes_in_no_more_jobs_than_configured_and_names_the_limit() {
    FarmInHand small =
        new FarmInHand(new SchedulerConfig(12, 2, 10_000, 2, 3, 3, 60, 5_000, FarmInHand.NOWHERE));
    List<SubmitOutcome> outcomes = small.submit(job("a"), job("b"), job("c"));
    assertThat(outcomes.get(1).refusal()).isNull();
    assertThat(outcomes.get(2).refusal().message())
        .contains("2 jobs")
        .contains("scheduler.mostLiveJobs");
    small.register("attic");
    small.run("attic", "job1");
    assertThat(small.submit("d")).doesNotContainNull();
  }

  // ---- how jobs wait

  @Test
  void a_job_submitted_as_suspended_waits_until_it_is_activated() {
    farm.register("attic");
    farm.submit(job("a").suspended());
    assertThat(farm.queue("attic")).isEmpty();
    assertThat(farm.summary().suspended()).isEqualTo(1);
    farm.change(JobAction.ACTIVATE, "job1");
    assertThat(farm.queue("attic")).containsExactly("job1");
    assertThat(farm.summary().suspended()).isZero();
  }

  @Test
  void a_job_of_priority_100_is_held() {
    farm.register("attic");
    farm.submit(job("a").priority(100));
    assertThat(farm.queue("attic")).isEmpty();
    farm.setPriority(99, "job1");
    assertThat(farm.queue("attic")).containsExactly("job1");
    farm.setPriority(100, "job1");
    assertThat(farm.queue("attic")).isEmpty();
  }

  @Test
  void a_job_does_not_begin_before_its_time() {
    farm.register("attic");
    farm.submit(job("a").notBefore(farm.now + 60_000));
    farm.passSeconds(59);
    assertThat(farm.queue("attic")).isEmpty();
    farm.passSeconds(1);
    assertThat(farm.queue("attic")).containsExactly("job1");
  }

  @Test
  void a_complete_job_stays_goes_to_the_archive_or_is_forgotten_as_it_asked() {
    farm.register("attic");
    farm.submit(job("a"), job("b").whenDone(WhenDone.ARCHIVE), job("c").whenDone(WhenDone.DELETE));
    farm.run("attic", "job1");
    farm.run("attic", "job2");
    farm.run("attic", "job3");
    assertThat(farm.view("job1").archived()).isFalse();
    assertThat(farm.view("job2").archived()).isTrue();
    assertThat(farm.knows("job3")).isFalse();
    assertThat(farm.stored("job3")).isNull();
    assertThat(farm.summary().complete()).isEqualTo(1);
    assertThat(farm.summary().archived()).isEqualTo(1);
    assertThat(farm.state("job2")).isEqualTo(JobState.COMPLETE);
  }

  @Test
  void a_job_that_failed_stays_whatever_should_become_of_it_when_done() {
    farm.register("attic");
    farm.submit(job("a").whenDone(WhenDone.DELETE));
    farm.startAndFail("attic", "job1", FailureReason.PRESET_UNKNOWN);
    assertThat(farm.state("job1")).isEqualTo(JobState.FAILED);
  }
}
