package reelyard.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static reelyard.scheduler.NewWorker.worker;
import static reelyard.scheduler.WantedJob.job;

import org.junit.jupiter.api.Test;
import reelyard.message.Eta;
import reelyard.message.FarmView;
import reelyard.message.GetFarm;
import reelyard.message.JobAction;
import reelyard.model.FailureReason;
import reelyard.model.Stage;
import reelyard.model.StageTimes;
import reelyard.model.WorkerControl;

/** Why a job is not running, and when things end. */
class AnswersTest {

  private final FarmInHand farm = new FarmInHand();

  // ---- what holds a job back everywhere

  @Test
  void without_workers_a_job_waits_for_one_to_be_started() {
    farm.submit("a");
    assertThat(farm.headline("job1"))
        .isEqualTo("no worker is there: start one with ./reelyard run worker");
  }

  @Test
  void says_who_has_to_do_what_for_a_job_that_is_held_back() {
    farm.register("attic");
    farm.submit(
        job("a").suspended(),
        job("b").priority(100),
        job("c").label("c").suspended(),
        job("d").after("c"),
        job("e").notBefore(farm.now + 86_400_000));
    assertThat(farm.headline("job1")).isEqualTo("suspended: activate it");
    assertThat(farm.headline("job2")).isEqualTo("held by its priority of 100: give it a lower one");
    assertThat(farm.headline("job4")).isEqualTo("waits for job job3 (QUEUED)");
    assertThat(farm.headline("job5")).isEqualTo("not before 2026-01-05 10:00 UTC");
    for (int i = 1; i <= 5; i++) {
      assertThat(farm.why("job" + i, "attic")).isEqualTo("has room for it");
    }
  }

  @Test
  void names_a_dependency_that_must_be_retried() {
    farm.register("attic");
    farm.submit(job("a").label("a"), job("b").after("a"));
    farm.startAndFail("attic", "job1", FailureReason.PRESET_UNKNOWN);
    assertThat(farm.headline("job2"))
        .isEqualTo("waits for job job1, which ended as FAILED: retry it");
  }

  @Test
  void says_how_long_a_job_rests_after_a_failure() {
    farm.register("attic");
    farm.submit("a");
    farm.startAndFail("attic", "job1", FailureReason.TRANSFER_FAILED);
    assertThat(farm.headline("job1")).isEqualTo("rests for 2 s after a failure");
    farm.now += 500;
    assertThat(farm.headline("job1")).isEqualTo("rests for 2 s after a failure");
  }

  @Test
  void says_of_jobs_that_do_not_wait_what_they_do() {
    farm.register("attic");
    farm.submit("a", "b", "c");
    farm.run("attic", "job1");
    farm.startAndFail("attic", "job2", FailureReason.PRESET_UNKNOWN);
    farm.start("attic", "job3");
    assertThat(farm.headline("job1")).isEqualTo("it is complete");
    assertThat(farm.headline("job2")).isEqualTo("it failed: it broke");
    assertThat(farm.headline("job3")).isEqualTo("it runs at attic");
    farm.change(JobAction.STOP, "job3");
    assertThat(farm.headline("job3")).isEqualTo("it was stopped");
    assertThat(farm.explain("job3").workers()).isEmpty();
  }

  @Test
  void tells_how_long_a_running_attempt_worked_in_each_stage() {
    farm.register("attic");
    farm.submit("a");
    assertThat(farm.details("job1").times()).isNull();
    farm.start("attic", "job1");
    farm.report("attic", "job1", Stage.FETCHING, 10, 5);
    farm.now += 4_000;
    farm.report("attic", "job1", Stage.TRANSCODING, 10, 5);
    farm.now += 7_000;

    StageTimes times = farm.details("job1").times();

    assertThat(times.fetchMillis()).isEqualTo(4_000);
    assertThat(times.transcodeMillis()).isEqualTo(7_000);
    assertThat(times.returnMillis()).isZero();
    assertThat(times.atMillis()).isEqualTo(farm.now);
    farm.complete("job1");
    assertThat(farm.details("job1").times()).isNull();
  }

  // ---- each worker's reason

  @Test
  void says_which_place_a_job_has_in_a_workers_queue() {
    farm.register("attic");
    farm.submit("a", "b", "c");
    assertThat(farm.why("job1", "attic")).isEqualTo("next here");
    assertThat(farm.why("job2", "attic")).isEqualTo("1 job before it here");
    assertThat(farm.why("job3", "attic")).isEqualTo("2 jobs wait here");
  }

  @Test
  void says_how_a_worker_stands_that_takes_nothing() {
    farm.register("paused");
    farm.register("drained");
    farm.register("lost");
    farm.register("left");
    farm.submit("a");
    farm.control(WorkerControl.PAUSE, 30, "paused");
    farm.control(WorkerControl.PAUSE, 3 * 24 * 60, "drained");
    farm.control(WorkerControl.DRAIN, 0, "drained");
    farm.silence("lost");
    farm.lose("left", true);
    assertThat(farm.why("job1", "paused")).isEqualTo("paused until 10:30");
    assertThat(farm.why("job1", "drained")).isEqualTo("draining");
    assertThat(farm.why("job1", "lost")).isEqualTo("not there: silent for 13 s");
    assertThat(farm.why("job1", "left")).isEqualTo("leaving: shutdown");
    farm.control(WorkerControl.PAUSE, 3 * 24 * 60, "drained");
    assertThat(farm.why("job1", "drained")).isEqualTo("paused until Wednesday 10:00");
  }

  // ---- when

  @Test
  void expects_the_end_of_all_from_what_runs_and_what_waits() {
    farm.register("attic");
    farm.submit("a", "b");
    farm.transcode("attic", "job1");
    assertThat(farm.summary().etaSeconds()).isEqualTo(-1);
    assertThat(farm.eta(null).expectedMillis()).isZero();
    farm.passSeconds(100);
    farm.report("attic", "job1", Stage.RETURNING, 0, -1);
    farm.complete("job1");
    assertThat(farm.summary().etaSeconds()).isBetween(80L, 130L);
    Eta all = farm.eta(null);
    assertThat(all.jobId()).isNull();
    inRange(all, 100);
  }

  @Test
  void expects_the_end_of_a_running_job_from_what_its_worker_says() {
    learned();
    farm.submit("b");
    farm.start("attic", "job2");
    farm.report("attic", "job2", Stage.TRANSCODING, 50, 40);
    Eta eta = farm.eta("job2");
    inRange(eta, 40);
    assertThat(eta.basis()).isNotEmpty();
  }

  @Test
  void expects_a_waiting_job_after_those_before_it() {
    learned();
    farm.submit("b", "c");
    farm.transcode("attic", "job2");
    farm.report("attic", "job2", Stage.TRANSCODING, 50, 50);
    inRange(farm.eta("job3"), 150);
  }

  @Test
  void expects_nothing_of_a_job_that_is_held_paused_or_over() {
    learned();
    farm.submit(job("b").suspended(), job("c"));
    farm.transcode("attic", "job3");
    farm.change(JobAction.SUSPEND, "job3");
    assertThat(farm.eta("job2")).isEqualTo(new Eta("job2", 0, 0, 0, "suspended: activate it"));
    assertThat(farm.eta("job3")).isEqualTo(new Eta("job3", 0, 0, 0, "the job is paused"));
    assertThat(farm.eta("job1")).isEqualTo(new Eta("job1", 0, 0, 0, "the job has ended"));
  }

  @Test
  void expects_the_farms_end_from_workers_that_work_and_jobs_that_can_run() {
    learned();
    farm.register("cellar");
    farm.control(WorkerControl.PAUSE, 0, "cellar");
    farm.submit(job("b"), job("c"), job("off").suspended(), job("held").priority(100));
    inRange(farm.eta(null), 200);
    farm.control(WorkerControl.PAUSE, 0, "attic");
    assertThat(farm.eta(null).expectedMillis()).isZero();
  }

  @Test
  void expects_the_end_of_what_runs_though_no_worker_takes_more() {
    learned();
    farm.submit("b");
    farm.transcode("attic", "job2");
    farm.report("attic", "job2", Stage.TRANSCODING, 50, 50);
    farm.control(WorkerControl.DRAIN, 0, "attic");
    inRange(farm.eta(null), 50);
  }

  @Test
  void says_how_the_model_erred_so_far() {
    learned();
    for (int i = 2; i < 6; i++) {
      farm.submit("x" + i);
      encode("job" + i, 100);
    }
    farm.submit("y");
    farm.start("attic", "job6");
    assertThat(farm.eta("job6").basis()).contains("median error");
  }

  // ---- the farm in view

  @Test
  void the_farm_in_view_holds_no_more_than_asked_and_never_everything() {
    farm.register(worker("attic").lanes(2));
    for (int i = 0; i < 1_500; i++) {
      farm.submit("j" + i);
    }
    farm.start("attic", "job1");
    farm.change(JobAction.STOP, "job3", "job4", "job5");
    assertThat(view(1).jobs()).extracting(j -> j.id()).containsExactly("job1", "job2", "job5");
    assertThat(view(0).jobs()).hasSize(1 + 200 + 3);
    assertThat(view(Integer.MAX_VALUE).jobs()).hasSize(1 + 1_000 + 3);
    assertThat(view(-5).jobs()).hasSize(1 + 200 + 3);
  }

  private FarmView view(int limit) {
    return farm.did(farm.core.on(new GetFarm(limit)));
  }

  /** A hundred seconds for a job of the usual size. */
  private void learned() {
    farm.register("attic");
    farm.submit("a");
    encode("job1", 100);
  }

  private void encode(String job, int seconds) {
    farm.transcode("attic", job);
    farm.passSeconds(seconds);
    farm.report("attic", job, Stage.RETURNING, 0, -1);
    farm.complete(job);
  }

  private void inRange(Eta eta, long seconds) {
    assertThat(eta.expectedMillis() - farm.now).isBetween(seconds * 800, seconds * 1_300);
    assertThat(eta.earliestMillis()).isLessThanOrEqualTo(eta.expectedMillis());
    assertThat(eta.latestMillis()).isGreaterThanOrEqualTo(eta.expectedMillis());
  }
}
