package reelyard.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static reelyard.scheduler.WantedJob.job;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reelyard.message.ChangeJobs;
import reelyard.message.ChangeOutcome;
import reelyard.message.ChangedJobs;
import reelyard.message.JobAction;
import reelyard.message.Refusal;
import reelyard.model.JobState;

/** A submitter changes jobs of his own, and no others. */
class OwnJobsTest {

  private final FarmInHand farm = new FarmInHand();

  @BeforeEach
  void annas_and_bens() {
    farm.submit(job("a").user("anna"), job("b").user("ben"), job("c"));
  }

  @Test
  void changes_what_is_his_and_leaves_the_rest_of_the_selection() {
    List<ChangeOutcome> outcomes =
        farm.outcomes(ChangeJobs.of(JobAction.STOP, "job2", "job1", "job3").onlyOf("anna"));

    assertThat(outcomes)
        .extracting(ChangeOutcome::refusal)
        .containsExactly(Refusals.anothers("job2"), null, Refusals.anothers("job3"));
    assertThat(outcomes.get(0).refusal().code()).isEqualTo(Refusal.FORBIDDEN);
    assertThat(farm.state("job1")).isEqualTo(JobState.STOPPED);
    assertThat(farm.state("job2")).isEqualTo(JobState.QUEUED);
    assertThat(farm.state("job3")).isEqualTo(JobState.QUEUED);
  }

  @ParameterizedTest
  @EnumSource(JobAction.class)
  void no_action_touches_another_users_job(JobAction action) {
    ChangeJobs message = new ChangeJobs(List.of("job2"), action, 7, "films", "job1").onlyOf("anna");

    assertThat(refusal(message).code()).isEqualTo(Refusal.FORBIDDEN);
    assertThat(farm.state("job2")).isEqualTo(JobState.QUEUED);
    assertThat(farm.stored("job2").priority()).isEqualTo(50);
  }

  @ParameterizedTest
  @EnumSource(names = {"MOVE_TOP", "MOVE_BOTTOM", "MOVE_BEFORE"})
  void the_order_of_the_queue_is_not_his_even_with_jobs_of_his_own(JobAction action) {
    ChangeJobs message = new ChangeJobs(List.of("job1"), action, null, null, "job2").onlyOf("anna");

    assertThat(refusal(message).message()).contains("an operator may change it");
  }

  @Test
  void the_name_counts_to_the_letter() {
    for (String user : List.of("Anna", "ann", "anna ")) {
      ChangeJobs message = ChangeJobs.of(JobAction.STOP, "job1").onlyOf(user);
      assertThat(refusal(message)).isEqualTo(Refusals.anothers("job1"));
    }
  }

  private Refusal refusal(ChangeJobs message) {
    Decision<ChangedJobs> decision = farm.core.on(message, farm.now);
    return decision.refusal() == null
        ? decision.answer().outcomes().get(0).refusal()
        : decision.refusal();
  }
}
