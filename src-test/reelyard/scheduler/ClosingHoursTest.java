package reelyard.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static reelyard.scheduler.WantedJob.job;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import reelyard.message.AttemptId;
import reelyard.model.JobState;
import reelyard.model.Stage;
import reelyard.model.WeekSchedule;
import reelyard.model.WhenClosed;
import reelyard.model.WorkerControl;
import reelyard.model.WorkerSettings;
import reelyard.model.WorkerState;

/** A worker's hours close and open: it is Sunday, 10:00 in UTC. */
class ClosingHoursTest {

  private static final AttemptId FIRST = new AttemptId("job1", 1);
  private static final int WHOLE_DAY = 0xFFFFFF;

  private final FarmInHand farm = new FarmInHand();

  @Test
  void a_closed_worker_takes_nothing_until_its_hour_opens() {
    farm.register("attic");
    farm.submit("a");
    farm.set("attic", sundayWithout(10, 18), WhenClosed.FINISH);
    assertThat(farm.queue("attic")).isEmpty();
    assertThat(farm.farm("attic").state()).isEqualTo(WorkerState.CLOSED);
    assertThat(farm.why("job1", "attic")).isEqualTo("closed until 18:00");
    farm.now += 8 * 3_600_000 - 1_000;
    farm.register("attic");
    assertThat(farm.queue("attic")).isEmpty();
    farm.passSeconds(1);
    assertThat(farm.queue("attic")).containsExactly("job1");
  }

  @Test
  void what_runs_goes_on_to_its_end_when_the_hour_closes() {
    running(WhenClosed.FINISH);
    close();
    assertThat(farm.state("job1")).isEqualTo(JobState.RUNNING);
    assertThat(farm.heartbeat("attic").paused()).isEmpty();
    farm.complete("job1");
    assertThat(farm.queue("attic")).isEmpty();
  }

  @Test
  void what_runs_pauses_when_the_hour_closes_and_goes_on_when_it_opens() {
    running(WhenClosed.PAUSE);
    close();
    assertThat(farm.heartbeat("attic").paused()).containsExactly(FIRST);
    farm.passMinutes(60);
    assertThat(farm.heartbeat("attic").paused()).isEmpty();
    assertThat(farm.live("job1")).isEqualTo(FIRST);
    farm.complete("job1");
    assertThat(farm.kept.attempts.get(0).pausedMillis()).isEqualTo(3_600_000);
  }

  @Test
  void what_runs_is_given_back_when_the_hour_closes() {
    running(WhenClosed.GIVE_BACK);
    farm.register("cellar");
    close();
    assertThat(farm.stopped()).containsExactly(FIRST);
    assertThat(farm.queue("cellar")).containsExactly("job1");
    assertThat(farm.kept.attempts.get(0).outcome()).isEqualTo(JobState.QUEUED);
  }

  @Test
  void a_result_that_is_on_its_way_back_is_not_thrown_away() {
    running(WhenClosed.GIVE_BACK);
    farm.report("attic", "job1", Stage.RETURNING, 50, 60);
    close();
    farm.passSeconds(60);
    assertThat(farm.live("job1")).isEqualTo(FIRST);
    assertThat(farm.state("job1")).isEqualTo(JobState.RUNNING);
  }

  @Test
  void a_result_that_is_being_put_in_place_is_not_given_back() {
    running(WhenClosed.GIVE_BACK);
    farm.passSeconds(1_780);
    farm.commit("job1");
    farm.passSeconds(30);
    assertThat(farm.state("job1")).isEqualTo(JobState.RUNNING);
  }

  @Test
  void what_is_only_fetched_goes_to_another_worker_that_can_run_it() {
    for (WhenClosed whenClosed : WhenClosed.values()) {
      FarmInHand fresh = new FarmInHand();
      fresh.register("attic");
      fresh.submit("a", "b");
      fresh.transcode("attic", "job1");
      fresh.start("attic", "job2");
      fresh.set("attic", sundayWithout(10, 11), whenClosed);
      fresh.register("cellar");
      fresh.passSeconds(1);
      assertThat(fresh.queue("cellar")).as("%s", whenClosed).contains("job2");
      assertThat(fresh.live("job2")).isEqualTo(new AttemptId("job2", 1));
    }
  }

  @Test
  void so_it_does_when_people_pause_or_drain_its_worker() {
    for (WorkerControl control : new WorkerControl[] {WorkerControl.PAUSE, WorkerControl.DRAIN}) {
      FarmInHand fresh = new FarmInHand();
      fresh.register("attic");
      fresh.submit(job("a"), job("b"), job("only").workers("attic"));
      fresh.transcode("attic", "job1");
      fresh.start("attic", "job2");
      fresh.start("attic", "job3");
      fresh.control(control, 0, "attic");
      fresh.register("cellar");
      fresh.passSeconds(1);
      assertThat(fresh.queue("cellar")).as("%s", control).containsExactly("job2");
      assertThat(fresh.farm("attic").running()).containsExactly("job1", "job3");
    }
  }

  @Test
  void a_job_that_must_not_be_stopped_is_neither_paused_nor_given_back() {
    for (WhenClosed whenClosed : WhenClosed.values()) {
      FarmInHand fresh = new FarmInHand();
      fresh.register("attic");
      fresh.submit(job("a").nonStoppable());
      fresh.start("attic", "job1");
      fresh.set("attic", sundayWithout(10, 11), whenClosed);
      fresh.passSeconds(1);
      assertThat(fresh.state("job1")).as("%s", whenClosed).isEqualTo(JobState.RUNNING);
      assertThat(fresh.heartbeat("attic").paused()).as("%s", whenClosed).isEmpty();
    }
  }

  @Test
  void the_hour_closes_for_a_draining_worker_too() {
    running(WhenClosed.PAUSE);
    farm.control(WorkerControl.DRAIN, 0, "attic");
    close();
    assertThat(farm.heartbeat("attic").paused()).containsExactly(FIRST);
  }

  @Test
  void the_week_is_that_of_the_workers_zone_unless_people_set_another() {
    farm.register(NewWorker.worker("attic").zone("Europe/Berlin"));
    farm.submit("a");
    farm.set("attic", sundayWithout(11, 12), WhenClosed.FINISH);
    assertThat(farm.why("job1", "attic")).isEqualTo("closed until 12:00");
    farm.set("attic", new WorkerSettings(sundayWithout(11, 12), WhenClosed.FINISH, "UTC", 0));
    assertThat(farm.queue("attic")).containsExactly("job1");
  }

  @Test
  void another_day_is_named() {
    farm.register("attic");
    farm.submit("a");
    List<Integer> masks = new ArrayList<>(Collections.nCopies(7, 0));
    masks.set(1, 1 << (23 - 18));
    farm.set("attic", new WeekSchedule(masks), WhenClosed.FINISH);
    assertThat(farm.why("job1", "attic")).isEqualTo("closed until Monday 18:00");
    farm.set("attic", new WeekSchedule(Collections.nCopies(7, 0)), WhenClosed.FINISH);
    assertThat(farm.why("job1", "attic")).isEqualTo("closed all week by its schedule");
  }

  @Test
  void the_schedule_holds_over_restarts_of_both() {
    running(WhenClosed.PAUSE);
    farm.restart();
    close();
    assertThat(farm.heartbeat("attic").paused()).containsExactly(FIRST);
    farm.now += 6_000;
    farm.register(NewWorker.worker("attic").start(2));
    assertThat(farm.farm("attic").state()).isEqualTo(WorkerState.CLOSED);
  }

  @Test
  void what_is_paused_is_not_told_to_go_on_by_a_manager_that_just_started() {
    running(WhenClosed.PAUSE);
    close();
    farm.restart();
    assertThat(farm.heartbeat("attic").paused()).containsExactly(FIRST);
  }

  @Test
  void a_worker_that_left_keeps_what_people_set_for_it() {
    farm.register("attic");
    farm.set("attic", sundayWithout(10, 11), WhenClosed.FINISH);
    farm.lose("attic", false);
    farm.silence("attic");
    assertThat(farm.farm("attic").state()).isEqualTo(WorkerState.LOST);
    farm.register(NewWorker.worker("attic").start(2));
    assertThat(farm.farm("attic").state()).isEqualTo(WorkerState.CLOSED);
  }

  /** Job1 transcodes, half an hour before its worker closes for an hour. */
  private void running(WhenClosed whenClosed) {
    farm.now -= 1_800_000;
    farm.register("attic");
    farm.set("attic", sundayWithout(10, 11), whenClosed);
    farm.submit("a");
    farm.transcode("attic", "job1");
  }

  private void close() {
    farm.passSeconds(1_800);
    assertThat(farm.now).isEqualTo(FarmInHand.SUNDAY_10);
  }

  private static WeekSchedule sundayWithout(int from, int until) {
    int mask = WHOLE_DAY;
    for (int hour = from; hour < until; hour++) {
      mask &= ~(1 << (23 - hour));
    }
    List<Integer> masks = new ArrayList<>(Collections.nCopies(7, WHOLE_DAY));
    masks.set(0, mask);
    return new WeekSchedule(masks);
  }
}
