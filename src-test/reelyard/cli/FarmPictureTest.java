package reelyard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import reelyard.message.FarmSummary;
import reelyard.message.FarmView;
import reelyard.message.JobEvent;
import reelyard.message.JobView;
import reelyard.message.WorkerEvent;
import reelyard.message.WorkerView;
import reelyard.model.FarmSettings;
import reelyard.model.Stage;
import reelyard.model.WorkerControl;
import reelyard.model.WorkerSettings;
import reelyard.model.WorkerState;

class FarmPictureTest {

  private static final FarmSummary NOTHING = new FarmSummary(0, 0, 0, 0, 0, 0, 0, -1);

  private final FarmPicture picture = new FarmPicture();

  private void view(String epoch, long sequence, JobView... jobs) {
    picture.view(
        new FarmView(epoch, sequence, List.of(jobs), List.of(), FarmSettings.DEFAULT, NOTHING));
  }

  @Test
  void events_in_their_order_change_the_picture() {
    view("one", 4, Jobs.queued("a", "film"));
    assertThat(picture.job(new JobEvent("one", 5, Jobs.transcoding("a", "film", 1, 1, 1), false)))
        .isTrue();
    assertThat(picture.running()).extracting(JobView::id).containsExactly("a");
    picture.job(new JobEvent("one", 6, Jobs.complete("a", "film"), false));
    assertThat(picture.running()).isEmpty();
  }

  @Test
  void tells_once_which_jobs_changed() {
    view("one", 4, Jobs.queued("a", "film"), Jobs.complete("b", "film"));
    assertThat(picture.takeChanged()).hasSize(2);
    view("one", 4, Jobs.queued("a", "film"), Jobs.complete("b", "film"));
    assertThat(picture.takeChanged()).isEmpty();
    picture.job(new JobEvent("one", 5, Jobs.complete("a", "film"), false));
    assertThat(picture.takeChanged()).containsExactly(Jobs.complete("a", "film"));
  }

  @Test
  void a_job_that_was_deleted_is_gone_but_its_end_is_told() {
    view("one", 4, Jobs.queued("a", "film"), Jobs.transcoding("b", "film", 1, 1, 1));
    picture.takeChanged();
    picture.job(new JobEvent("one", 5, Jobs.queued("a", "film"), true));
    picture.job(new JobEvent("one", 6, Jobs.complete("b", "film"), true));
    assertThat(picture.jobs()).isEmpty();
    assertThat(picture.running()).isEmpty();
    assertThat(picture.takeChanged()).containsExactly(Jobs.complete("b", "film"));
    picture.job(new JobEvent("one", 7, Jobs.complete("old", "film"), true));
    assertThat(picture.takeChanged()).isEmpty();
  }

  @Test
  void jobs_that_ended_long_ago_are_forgotten_when_they_were_told() {
    view("one", 0);
    int ended = FarmPicture.ENDED_KEPT + 5;
    for (int i = 1; i <= ended; i++) {
      picture.job(new JobEvent("one", i, Jobs.complete("j" + i, "film"), false));
    }
    assertThat(picture.takeChanged()).hasSize(ended);
    assertThat(picture.jobs()).hasSize(FarmPicture.ENDED_KEPT);
    assertThat(picture.job("j5")).isNull();
    assertThat(picture.job("j6")).isNotNull();
  }

  @Test
  void a_worker_that_left_is_gone() {
    view("one", 0);
    picture.worker(new WorkerEvent("one", 1, worker(WorkerState.LEAVING)));
    assertThat(picture.workers()).hasSize(1);
    picture.worker(new WorkerEvent("one", 2, worker(WorkerState.LEFT)));
    assertThat(picture.workers()).isEmpty();
  }

  private static WorkerView worker(WorkerState state) {
    return new WorkerView(
        Workers.info("attic"),
        WorkerSettings.DEFAULT,
        state,
        WorkerControl.RUN,
        0,
        null,
        -1,
        List.of(),
        List.of(),
        0);
  }

  @Test
  void missing_events_are_noticed_and_old_ones_passed_over() {
    view("one", 4, Jobs.queued("a", "film"));
    assertThat(picture.job(new JobEvent("one", 6, Jobs.complete("a", "film"), false))).isFalse();
    assertThat(picture.job(new JobEvent("one", 4, Jobs.complete("a", "film"), false))).isTrue();
    assertThat(picture.job("a").state().ended()).isFalse();
  }

  @Test
  void events_before_any_view_ask_for_one() {
    assertThat(picture.job(new JobEvent("one", 1, Jobs.queued("a", "film"), false))).isFalse();
  }

  @Test
  void a_new_start_of_the_scheduler_begins_a_new_picture() {
    view("one", 90, Jobs.complete("a", "film"));
    assertThat(picture.job(new JobEvent("two", 1, Jobs.queued("b", "film"), false))).isFalse();
    view("two", 1, Jobs.queued("b", "film"));
    assertThat(picture.jobs()).extracting(JobView::id).containsExactly("b");
  }

  @Test
  void a_late_view_does_not_turn_time_back() {
    view("one", 4, Jobs.queued("a", "film"));
    picture.job(new JobEvent("one", 5, Jobs.complete("a", "film"), false));
    view("one", 4, Jobs.queued("a", "film"));
    assertThat(picture.job("a").state().ended()).isTrue();
  }

  @Test
  void ended_jobs_stay_when_a_view_leaves_them_out_and_others_go() {
    view("one", 4, Jobs.complete("a", "film"), Jobs.queued("b", "film"));
    view("one", 9);
    assertThat(picture.jobs()).extracting(JobView::id).containsExactly("a");
  }

  @Test
  void progress_of_the_live_attempt_is_shown_and_never_runs_backwards() {
    view("one", 1, Jobs.running("a", "film", Stage.FETCHING, null));
    picture.progress(Jobs.progress("a", 10, 50, 60, 2_000));
    assertThat(picture.job("a").stage()).isEqualTo(Stage.TRANSCODING);
    picture.progress(Jobs.progress("a", 5, 50, 60, 1_000));
    assertThat(picture.job("a").progress().percent()).isEqualTo(10);
    picture.job(new JobEvent("one", 2, Jobs.transcoding("a", "film", 0, 0, -1), false));
    assertThat(picture.job("a").progress().percent()).isEqualTo(10);
  }

  @Test
  void progress_of_what_does_not_run_is_dropped() {
    view("one", 1, Jobs.complete("a", "film"));
    picture.progress(Jobs.progress("a", 10, 50, 60, 2_000));
    picture.progress(Jobs.progress("unknown", 10, 50, 60, 2_000));
    assertThat(picture.job("a").progress()).isNull();
    assertThat(picture.jobs()).hasSize(1);
  }
}
