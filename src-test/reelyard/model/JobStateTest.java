package reelyard.model;

import static org.assertj.core.api.Assertions.assertThat;
import static reelyard.model.JobState.COMPLETE;
import static reelyard.model.JobState.FAILED;
import static reelyard.model.JobState.QUEUED;
import static reelyard.model.JobState.RUNNING;
import static reelyard.model.JobState.STOPPED;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JobStateTest {

  private static final Set<List<JobState>> LEGAL =
      Set.of(
          List.of(QUEUED, RUNNING),
          List.of(QUEUED, COMPLETE),
          List.of(QUEUED, STOPPED),
          List.of(RUNNING, QUEUED),
          List.of(RUNNING, COMPLETE),
          List.of(RUNNING, FAILED),
          List.of(RUNNING, STOPPED),
          List.of(COMPLETE, QUEUED),
          List.of(FAILED, QUEUED),
          List.of(STOPPED, QUEUED));

  @Test
  void every_pair_of_states_is_legal_or_refused_as_written_here() {
    for (JobState from : JobState.values()) {
      for (JobState to : JobState.values()) {
        assertThat(from.mayBecome(to))
            .as("%s -> %s", from, to)
            .isEqualTo(LEGAL.contains(List.of(from, to)));
      }
    }
  }

  @Test
  void only_complete_failed_and_stopped_jobs_have_ended() {
    for (JobState state : JobState.values()) {
      assertThat(state.ended()).isEqualTo(Set.of(COMPLETE, FAILED, STOPPED).contains(state));
    }
  }
}
