package reelyard.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static reelyard.scheduler.FarmInHand.refusal;
import static reelyard.scheduler.WantedJob.job;

import java.util.List;
import org.junit.jupiter.api.Test;
import reelyard.message.AttemptId;
import reelyard.message.ControlWorkers;
import reelyard.message.Refusal;
import reelyard.message.SetWorker;
import reelyard.message.Shutdown;
import reelyard.message.TestWorker;
import reelyard.model.JobState;
import reelyard.model.WorkerControl;
import reelyard.model.WorkerSettings;
import reelyard.model.WorkerState;

/** Pause, drain, resume and retire: one worker, or the whole farm; for good, or for a while. */
class WorkerControlTest {

  private static final AttemptId FIRST = new AttemptId("job1", 1);

  private final FarmInHand farm = new FarmInHand();

  @Test
  void a_paused_worker_takes_nothing_and_pauses_what_it_runs() {
    running();
    farm.control(WorkerControl.PAUSE, 0, "attic");
    assertThat(farm.queue("attic")).isEmpty();
    assertThat(farm.heartbeat("attic").paused()).containsExactly(FIRST);
    assertThat(farm.farm("attic").state()).isEqualTo(WorkerState.PAUSED);
    farm.control(WorkerControl.RUN, 0, "attic");
    assertThat(farm.heartbeat("attic").paused()).isEmpty();
    assertThat(farm.queue("attic")).containsExactly("job2");
  }

  @Test
  void a_draining_worker_finishes_what_runs_and_takes_no_more() {
    running();
    farm.control(WorkerControl.DRAIN, 0, "attic");
    assertThat(farm.queue("attic")).isEmpty();
    assertThat(farm.heartbeat("attic").paused()).isEmpty();
    farm.complete("job1");
    assertThat(farm.state("job1")).isEqualTo(JobState.COMPLETE);
    assertThat(farm.farm("attic").state()).isEqualTo(WorkerState.DRAINING);
  }

  @Test
  void an_order_for_some_minutes_ends_by_itself() {
    farm.register("attic");
    farm.submit("a");
    farm.control(WorkerControl.PAUSE, 30, "attic");
    farm.passSeconds(30 * 60 - 1);
    assertThat(farm.queue("attic")).isEmpty();
    farm.passSeconds(1);
    assertThat(farm.queue("attic")).containsExactly("job1");
    assertThat(farm.kept.worker("attic").control()).isEqualTo(WorkerControl.RUN);
  }

  @Test
  void an_order_for_the_whole_farm_holds_for_workers_that_come_later() {
    farm.submit("a", "b");
    farm.control(WorkerControl.PAUSE, 10);
    assertThat(farm.register("attic")).isEmpty();
    assertThat(farm.why("job1", "attic")).startsWith("paused with the whole farm until 10:10");
    farm.passMinutes(10);
    assertThat(farm.queue("attic")).containsExactly("job1", "job2");
  }

  @Test
  void the_stricter_of_both_orders_holds() {
    farm.register("attic");
    farm.control(WorkerControl.DRAIN, 0, "attic");
    farm.control(WorkerControl.PAUSE, 0);
    assertThat(farm.farm("attic").state()).isEqualTo(WorkerState.PAUSED);
    farm.control(WorkerControl.RUN, 0);
    assertThat(farm.farm("attic").state()).isEqualTo(WorkerState.DRAINING);
  }

  @Test
  void a_pause_of_the_farm_pauses_a_draining_workers_encode() {
    running();
    farm.control(WorkerControl.DRAIN, 0, "attic");
    farm.control(WorkerControl.PAUSE, 0);
    assertThat(farm.heartbeat("attic").paused()).containsExactly(FIRST);
  }

  @Test
  void a_job_that_must_not_be_stopped_is_not_paused_with_its_worker() {
    farm.register("attic");
    farm.submit(job("a").nonStoppable());
    farm.start("attic", "job1");
    farm.control(WorkerControl.PAUSE, 0, "attic");
    assertThat(farm.heartbeat("attic").paused()).isEmpty();
  }

  @Test
  void a_retiring_worker_is_told_to_leave_until_it_does_and_is_forgotten() {
    running();
    farm.control(WorkerControl.RETIRE, 0, "attic");
    assertThat(farm.orders).contains(new Shutdown("attic", "attic-1", true, farm.now + 10_000));
    farm.orders.clear();
    farm.passSeconds(1);
    assertThat(farm.orders).hasSize(1);
    farm.lose("attic", true);
    farm.complete("job1");
    farm.silence("attic");
    assertThat(farm.farm().workers()).isEmpty();
    assertThat(farm.kept.worker("attic")).isNull();
  }

  @Test
  void a_retired_worker_that_is_started_again_works() {
    farm.register("attic");
    farm.control(WorkerControl.RETIRE, 0, "attic");
    farm.lose("attic", true);
    farm.register(NewWorker.worker("attic").start(2));
    assertThat(farm.farm("attic").state()).isEqualTo(WorkerState.READY);
  }

  @Test
  void a_worker_that_was_lost_and_shall_retire_is_forgotten_at_once() {
    farm.register("attic");
    farm.silence("attic");
    farm.control(WorkerControl.RETIRE, 0, "attic");
    assertThat(farm.farm().workers()).isEmpty();
  }

  @Test
  void the_whole_farm_can_retire() {
    farm.register("attic");
    farm.register("cellar");
    farm.control(WorkerControl.RETIRE, 0);
    assertThat(farm.orders).hasSize(2);
    farm.submit("a");
    assertThat(farm.queue("attic")).isEmpty();
  }

  @Test
  void an_unknown_worker_is_named_and_nothing_is_half_done() {
    farm.register("attic");
    ControlWorkers both = new ControlWorkers(List.of("attic", "nobody"), WorkerControl.PAUSE, 0);
    assertThat(refusal(farm.core.on(both, farm.now)))
        .isEqualTo(Refusal.notFound("there is no worker nobody"));
    assertThat(farm.farm("attic").state()).isEqualTo(WorkerState.READY);
    assertThat(
            refusal(farm.core.on(new SetWorker("nobody", WorkerSettings.DEFAULT), farm.now)).code())
        .isEqualTo(Refusal.NOT_FOUND);
    assertThat(refusal(farm.core.on(new TestWorker("nobody"), farm.now)).code())
        .isEqualTo(Refusal.NOT_FOUND);
  }

  @Test
  void a_worker_that_is_not_there_cannot_be_tested() {
    farm.register("attic");
    farm.silence("attic");
    assertThat(refusal(farm.core.on(new TestWorker("attic"), farm.now)))
        .isEqualTo(Refusal.conflict("worker attic is not there: start it"));
  }

  @Test
  void minutes_are_a_months_at_most_and_only_for_what_can_end() {
    assertThatThrownBy(() -> new ControlWorkers(null, WorkerControl.PAUSE, 44_641))
        .hasMessageStartingWith("minutes must be 0");
    assertThatThrownBy(() -> new ControlWorkers(null, WorkerControl.PAUSE, -1))
        .hasMessageStartingWith("minutes must be 0");
    assertThatThrownBy(() -> new ControlWorkers(null, WorkerControl.RETIRE, 1))
        .hasMessage("minutes must be 0 for RETIRE");
  }

  private void running() {
    farm.register("attic");
    farm.submit("a", "b");
    farm.transcode("attic", "job1");
  }
}
