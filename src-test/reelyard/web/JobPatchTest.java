package reelyard.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import reelyard.message.ChangeJobs;
import reelyard.message.JobAction;

class JobPatchTest {

  @Test
  void changes_what_is_named_and_the_place_last() {
    List<JobPatch.Step> steps = new JobPatch(7, "", true, null, "b").steps("a");

    assertThat(steps)
        .extracting(JobPatch.Step::field)
        .containsExactly("pool", "suspended", "priority", "before");
    assertThat(steps)
        .extracting(JobPatch.Step::change)
        .containsExactly(
            new ChangeJobs(List.of("a"), JobAction.SET_POOL, null, "", null),
            new ChangeJobs(List.of("a"), JobAction.SUSPEND, null, null, null),
            new ChangeJobs(List.of("a"), JobAction.SET_PRIORITY, 7, null, null),
            new ChangeJobs(List.of("a"), JobAction.MOVE_BEFORE, null, null, "b"));
  }

  @Test
  void ends_what_it_can_begin() {
    assertThat(new JobPatch(null, null, false, false, null).steps("a"))
        .extracting(step -> step.change().action())
        .containsExactly(JobAction.ACTIVATE, JobAction.RESTORE);
  }

  @Test
  void may_change_nothing() {
    assertThat(new JobPatch(null, null, null, null, null).steps("a")).isEmpty();
  }
}
