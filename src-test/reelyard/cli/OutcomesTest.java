package reelyard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import reelyard.message.JobView;
import reelyard.model.Failure;
import reelyard.model.FailureReason;
import reelyard.model.JobState;
import reelyard.model.Stage;

class OutcomesTest {

  private static final Failure CRASH =
      new Failure(FailureReason.HANDBRAKE_CRASHED, "HandBrake\nfell", "w", List.of(), null);

  private final Outcomes outcomes = new Outcomes();

  @Test
  void each_end_is_told_once() {
    assertThat(outcomes.news(List.of(Jobs.queued("a", "film")))).isEmpty();
    assertThat(outcomes.news(List.of(Jobs.complete("a", "film")))).hasSize(1);
    assertThat(outcomes.news(List.of(Jobs.complete("a", "film")))).isEmpty();
  }

  @Test
  void what_ended_before_may_be_passed_over() {
    outcomes.skip(List.of(Jobs.complete("a", "film"), Jobs.queued("b", "film")));
    assertThat(outcomes.news(List.of(Jobs.complete("a", "film"), Jobs.complete("b", "film"))))
        .extracting(JobView::id)
        .containsExactly("b");
  }

  @Test
  void a_failed_attempt_is_told_when_the_job_waits_again() {
    outcomes.news(List.of(Jobs.transcoding("a", "film", 1, 1, 1)));
    JobView again = Jobs.job("a", "film", JobState.QUEUED, Stage.QUEUED, 1, null, CRASH);
    assertThat(outcomes.news(List.of(again))).containsExactly(again);
    assertThat(outcomes.news(List.of(again))).isEmpty();
    assertThat(JobWords.outcome(again))
        .isEqualTo("film: attempt 1 failed, it is tried again: HandBrake\\nfell");
  }

  @Test
  void an_end_is_one_line_of_words() {
    assertThat(JobWords.outcome(Jobs.complete("a", "film")))
        .isEqualTo("film: complete in 1:03, 12.3 MB, /results/film.mp4");
    assertThat(JobWords.outcome(Jobs.failed("a", "film", CRASH)))
        .isEqualTo("film: failed: HandBrake\\nfell");
  }
}
