package reelyard.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reelyard.address.Addresses;
import reelyard.message.Assignment;
import reelyard.message.AttemptFailed;
import reelyard.message.AttemptId;
import reelyard.message.FarmSummary;
import reelyard.message.GetAttempt;
import reelyard.message.GetFarm;
import reelyard.message.GetQueue;
import reelyard.message.Heartbeat;
import reelyard.message.HeartbeatAnswer;
import reelyard.message.JobEvent;
import reelyard.message.JobId;
import reelyard.message.JobView;
import reelyard.message.LoseQueue;
import reelyard.message.QueuedJob;
import reelyard.message.Refusal;
import reelyard.message.RegisterWorker;
import reelyard.message.ResultCommitted;
import reelyard.message.SourceFinding;
import reelyard.message.StartJob;
import reelyard.message.SubmitOutcome;
import reelyard.message.WorkerEvent;
import reelyard.message.WorkerView;
import reelyard.model.Failure;
import reelyard.model.FailureReason;
import reelyard.model.JobSpec;
import reelyard.model.JobState;
import reelyard.model.LaneCounts;
import reelyard.model.Phase;
import reelyard.model.Progress;
import reelyard.model.SpeedUnit;
import reelyard.model.Stage;
import reelyard.model.WorkerInfo;
import reelyard.model.WorkerState;

class SchedulerTest {

  private static final int LEASE_SECONDS = 12;

  private final AtomicInteger ids = new AtomicInteger();
  private final Scheduler scheduler =
      new Scheduler(
          new SchedulerConfig(LEASE_SECONDS, 2), "epoch", () -> "job" + ids.incrementAndGet());
  private final List<Decision.Said<?>> said = new ArrayList<>();
  private final List<Decision.StopOrder> stops = new ArrayList<>();
  private long now = 1_000_000;

  @Test
  void gives_a_registering_worker_what_waits_first_come_first_served() {
    submit("a", "b", "c");
    assertThat(register("attic")).containsExactly("job1", "job2");
  }

  @Test
  void keeps_every_queue_as_short_as_configured() {
    register("attic");
    submit("a", "b", "c", "d", "e");
    assertThat(queue("attic")).containsExactly("job1", "job2");
  }

  @Test
  void shares_jobs_among_workers() {
    register("attic");
    register("cellar");
    submit("a", "b");
    assertThat(queue("attic")).containsExactly("job1");
    assertThat(queue("cellar")).containsExactly("job2");
  }

  @Test
  void moves_unstarted_jobs_to_a_worker_that_starts_them_sooner() {
    register("attic");
    submit("a", "b", "c");
    start("attic", "job1");
    assertThat(queue("attic")).containsExactly("job2", "job3");
    assertThat(register("cellar")).containsExactly("job2");
    assertThat(queue("attic")).containsExactly("job3");
    assertThat(refusal(scheduler.on(new StartJob("attic", "attic-1", "job2"), now)).code())
        .isEqualTo(Refusal.CONFLICT);
  }

  @Test
  void tells_a_worker_that_its_queue_changed() {
    register("attic");
    said.clear();
    submit("a");
    assertThat(said).anyMatch(s -> s.address().equals(Addresses.queueChanged("attic")));
  }

  @Test
  void counts_attempts_up_and_gives_a_repeated_claim_the_same_attempt() {
    register("attic");
    submit("a");
    Assignment first = start("attic", "job1");
    assertThat(first.attempt()).isEqualTo(new AttemptId("job1", 1));
    assertThat(start("attic", "job1")).isEqualTo(first);
    assertThat(first.arguments()).containsExactly("--preset", "Fast 1080p30", "--format", "av_mp4");
    assertThat(view("job1").state()).isEqualTo(JobState.RUNNING);
  }

  @Test
  void completes_a_job_when_its_result_is_in_place_and_only_once() {
    register("attic");
    submit("a");
    start("attic", "job1");
    ResultCommitted committed = new ResultCommitted(new AttemptId("job1", 1), "/out/a.mp4", 7);
    did(scheduler.on(committed, now));
    assertThat(view("job1").state()).isEqualTo(JobState.COMPLETE);
    assertThat(view("job1").stage()).isEqualTo(Stage.COMPLETE);
    assertThat(view("job1").resultBytes()).isEqualTo(7);
    said.clear();
    did(scheduler.on(committed, now));
    assertThat(said).isEmpty();
    assertThat(farm("attic").running()).isEmpty();
  }

  @Test
  void refuses_the_result_of_an_old_attempt() {
    register("attic");
    register("cellar");
    submit("a");
    start("attic", "job1");
    silence("attic");
    start("cellar", "job1");
    ResultCommitted late = new ResultCommitted(new AttemptId("job1", 1), "/out/a.mp4", 7);
    assertThat(refusal(scheduler.on(late, now)).code()).isEqualTo(Refusal.CONFLICT);
    assertThat(
            refusal(scheduler.on(new GetAttempt(new AttemptId("job1", 1), true, null), now)).code())
        .isEqualTo(Refusal.CONFLICT);
    assertThat(view("job1").state()).isEqualTo(JobState.RUNNING);
    assertThat(view("job1").attempt()).isEqualTo(2);
  }

  @Test
  void queues_the_jobs_of_a_silent_worker_again_and_closes_their_doors() {
    register("attic");
    submit("a");
    start("attic", "job1");
    said.clear();
    silence("attic");
    assertThat(view("job1").state()).isEqualTo(JobState.QUEUED);
    assertThat(said)
        .contains(new Decision.Said<>(Addresses.ATTEMPT_ENDED, new AttemptId("job1", 1)));
    assertThat(farm("attic").state()).isEqualTo(WorkerState.LOST);
  }

  @Test
  void keeps_the_attempts_of_a_worker_that_reports() {
    register("attic");
    submit("a");
    start("attic", "job1");
    for (int i = 0; i < 60; i++) {
      now += 2000;
      heartbeat("attic", progress("attic", "job1", 1, Stage.TRANSCODING, i));
      did(scheduler.tick(now));
    }
    assertThat(view("job1").state()).isEqualTo(JobState.RUNNING);
    assertThat(view("job1").progress().percent()).isEqualTo(59);
  }

  @Test
  void takes_back_an_attempt_that_its_worker_never_speaks_of() {
    register("attic");
    submit("a");
    start("attic", "job1");
    for (int i = 0; i < 8; i++) {
      now += 2000;
      heartbeat("attic");
      did(scheduler.tick(now));
    }
    assertThat(view("job1").state()).isEqualTo(JobState.QUEUED);
    assertThat(view("job1").failure().reason()).isEqualTo(FailureReason.WORKER_LOST);
  }

  @Test
  void tells_a_returning_worker_to_register_and_which_attempts_are_over() {
    register("attic");
    submit("a");
    start("attic", "job1");
    silence("attic");
    HeartbeatAnswer answer =
        heartbeat("attic", progress("attic", "job1", 1, Stage.TRANSCODING, 50));
    assertThat(answer.known()).isFalse();
    register("attic");
    assertThat(heartbeat("attic", progress("attic", "job1", 1, Stage.TRANSCODING, 50)).fenced())
        .containsExactly(new AttemptId("job1", 1));
  }

  @Test
  void does_not_fence_an_attempt_while_staging_puts_its_result_in_place() {
    register("attic");
    submit("a");
    start("attic", "job1");
    did(scheduler.on(new GetAttempt(new AttemptId("job1", 1), true, null), now));
    silence("attic");
    assertThat(view("job1").state()).isEqualTo(JobState.RUNNING);
    now += 200_000;
    did(scheduler.tick(now));
    assertThat(view("job1").state()).isEqualTo(JobState.QUEUED);
  }

  @Test
  void neither_its_worker_nor_its_user_takes_away_a_job_whose_result_is_being_put_in_place() {
    register("attic");
    submit("a");
    start("attic", "job1");
    did(scheduler.on(new GetAttempt(new AttemptId("job1", 1), true, null), now));
    did(scheduler.on(new LoseQueue("attic", "attic-1", "stop", false), now));
    assertThat(view("job1").state()).isEqualTo(JobState.RUNNING);
    assertThat(refusal(scheduler.stop(new JobId("job1"), now)).message()).contains("in place");
    did(scheduler.on(new ResultCommitted(new AttemptId("job1", 1), "/out/a.mp4", 7), now));
    assertThat(view("job1").state()).isEqualTo(JobState.COMPLETE);
  }

  @Test
  void a_result_that_staging_put_in_place_counts_even_when_the_news_comes_late() {
    register("attic");
    register("cellar");
    submit("a");
    start("attic", "job1");
    did(scheduler.on(new GetAttempt(new AttemptId("job1", 1), true, null), now));
    silence("attic");
    now += 200_000;
    did(scheduler.tick(now));
    register("cellar");
    passSeconds(1);
    start("cellar", "job1");
    did(scheduler.on(new ResultCommitted(new AttemptId("job1", 1), "/out/a.mp4", 7), now));
    assertThat(view("job1").state()).isEqualTo(JobState.COMPLETE);
    assertThat(stops).extracting(s -> s.message().attempt()).contains(new AttemptId("job1", 2));
    assertThat(farm("cellar").running()).isEmpty();
  }

  @Test
  void takes_nobodys_attempts_when_it_was_frozen_itself() {
    register("attic");
    submit("a");
    start("attic", "job1");
    passSeconds(3);
    now += 3_600_000;
    did(scheduler.tick(now));
    assertThat(view("job1").state()).isEqualTo(JobState.RUNNING);
    silence("attic");
    assertThat(view("job1").state()).isEqualTo(JobState.QUEUED);
  }

  @Test
  void takes_a_worker_back_at_once_that_left_in_good_order() {
    register("attic");
    did(scheduler.on(new LoseQueue("attic", "attic-1", "restart", false), now));
    WorkerInfo again = new WorkerInfo("attic", "attic-2", "host", "1.6.1", 2, lanes());
    did(scheduler.on(new RegisterWorker(again), now));
    assertThat(farm("attic").state()).isEqualTo(WorkerState.READY);
  }

  @Test
  void refuses_a_second_worker_of_the_same_name_while_the_first_lives() {
    register("attic");
    WorkerInfo twin = new WorkerInfo("attic", "attic-2", "h2", "1.6.1", 2, lanes());
    Refusal refusal = refusal(scheduler.on(new RegisterWorker(twin), now));
    assertThat(refusal.code()).isEqualTo(Refusal.CONFLICT);
    assertThat(refusal.message()).contains("attic").contains("worker.name");
  }

  @Test
  void lets_a_restarted_worker_have_its_name_back_and_queues_what_it_ran() {
    register("attic");
    submit("a");
    start("attic", "job1");
    now += 6000;
    WorkerInfo again = new WorkerInfo("attic", "attic-2", "host", "1.6.1", 2, lanes());
    assertThat(did(scheduler.on(new RegisterWorker(again), now)).jobs())
        .extracting(QueuedJob::jobId)
        .containsExactly("job1");
    assertThat(scheduler.on(new GetQueue("attic", "attic-1"), now).refusal().code())
        .isEqualTo(Refusal.NOT_FOUND);
  }

  @Test
  void tries_a_failed_job_again_elsewhere() {
    register("attic");
    register("cellar");
    submit("a");
    start("attic", "job1");
    fail("attic", "job1", 1, FailureReason.HANDBRAKE_CRASHED);
    assertThat(view("job1").state()).isEqualTo(JobState.QUEUED);
    passSeconds(2);
    assertThat(queue("attic")).isEmpty();
    assertThat(queue("cellar")).containsExactly("job1");
  }

  @Test
  void tries_a_failed_job_again_at_the_same_worker_when_there_is_no_other() {
    register("attic");
    submit("a");
    start("attic", "job1");
    fail("attic", "job1", 1, FailureReason.HANDBRAKE_CRASHED);
    passSeconds(2);
    assertThat(queue("attic")).containsExactly("job1");
  }

  @Test
  void lets_a_failed_job_rest_longer_each_time() {
    register("attic");
    submit("a");
    start("attic", "job1");
    fail("attic", "job1", 1, FailureReason.WORKER_DISK_FULL);
    passSeconds(1);
    assertThat(queue("attic")).isEmpty();
    passSeconds(1);
    start("attic", "job1");
    fail("attic", "job1", 2, FailureReason.WORKER_DISK_FULL);
    passSeconds(7);
    assertThat(queue("attic")).isEmpty();
    passSeconds(1);
    assertThat(queue("attic")).containsExactly("job1");
  }

  @Test
  void gives_a_failed_job_back_to_its_worker_when_every_other_is_busy_for_long() {
    register("attic");
    register("cellar");
    submit("a", "b");
    start("attic", "job1");
    start("cellar", "job2");
    fail("attic", "job1", 1, FailureReason.TRANSFER_FAILED);
    report("cellar", "job2", 1, Stage.TRANSCODING, 1, 36_000);
    passSeconds(2);
    assertThat(queue("attic")).containsExactly("job1");
  }

  @Test
  void gives_up_after_as_many_attempts_as_the_job_has() {
    register("attic");
    submit("a");
    for (int attempt = 1; attempt <= 3; attempt++) {
      start("attic", "job1");
      fail("attic", "job1", attempt, FailureReason.HANDBRAKE_CRASHED);
      passSeconds(10);
    }
    assertThat(view("job1").state()).isEqualTo(JobState.FAILED);
    assertThat(view("job1").failure().reason()).isEqualTo(FailureReason.HANDBRAKE_CRASHED);
  }

  @Test
  void does_not_try_again_what_no_attempt_can_cure() {
    register("attic");
    submit("a");
    start("attic", "job1");
    fail("attic", "job1", 1, FailureReason.PRESET_UNKNOWN);
    assertThat(view("job1").state()).isEqualTo(JobState.FAILED);
  }

  @Test
  void hands_the_queue_of_a_worker_that_loses_it_to_others() {
    register("attic");
    submit("a", "b");
    start("attic", "job1");
    register("cellar");
    did(scheduler.on(new LoseQueue("attic", "attic-1", "no HandBrakeCLI", false), now));
    assertThat(queue("cellar")).containsExactly("job1", "job2");
    assertThat(view("job1").attempt()).isEqualTo(1);
    assertThat(stops).extracting(Decision.StopOrder::workerId).contains("attic");
    assertThat(farm("attic").state()).isEqualTo(WorkerState.LEAVING);
  }

  @Test
  void lets_a_leaving_worker_finish_what_it_runs() {
    register("attic");
    submit("a", "b");
    start("attic", "job1");
    did(scheduler.on(new LoseQueue("attic", "attic-1", "shutdown", true, null), now));
    assertThat(view("job1").state()).isEqualTo(JobState.RUNNING);
    assertThat(view("job2").workerId()).isNull();
    did(scheduler.on(new ResultCommitted(new AttemptId("job1", 1), "/out/a.mp4", 7), now));
    assertThat(view("job1").state()).isEqualTo(JobState.COMPLETE);
    silence("attic");
    assertThat(said.toString()).contains("state=LEFT");
  }

  @Test
  void given_back_jobs_do_not_count_as_failures() {
    register("attic");
    submit("a");
    for (int i = 0; i < 5; i++) {
      start("attic", "job1");
      did(scheduler.on(new LoseQueue("attic", "attic-1", "stop", false), now));
      register("attic");
    }
    assertThat(view("job1").state()).isEqualTo(JobState.QUEUED);
  }

  @Test
  void stops_a_waiting_and_a_running_job_for_good() {
    register("attic");
    submit("a", "b");
    start("attic", "job1");
    did(scheduler.stop(new JobId("job1"), now));
    did(scheduler.stop(new JobId("job2"), now));
    assertThat(view("job1").state()).isEqualTo(JobState.STOPPED);
    assertThat(view("job2").state()).isEqualTo(JobState.STOPPED);
    assertThat(stops)
        .extracting(s -> s.message().attempt())
        .containsExactly(new AttemptId("job1", 1));
    assertThat(queue("attic")).isEmpty();
    assertThat(refusal(scheduler.stop(new JobId("job1"), now)).code()).isEqualTo(Refusal.CONFLICT);
    assertThat(refusal(scheduler.stop(new JobId("nosuch"), now)).code())
        .isEqualTo(Refusal.NOT_FOUND);
  }

  @Test
  void refuses_two_live_jobs_that_make_one_file() {
    submit("a");
    SubmitOutcome second = submit("a").get(0);
    assertThat(second.jobId()).isNull();
    assertThat(second.refusal().reason()).isEqualTo(FailureReason.RESULT_EXISTS);
    assertThat(second.refusal().message()).contains("job1");
    did(scheduler.stop(new JobId("job1"), now));
    assertThat(submit("a").get(0).jobId()).isEqualTo("job2");
  }

  @Test
  void takes_a_claimed_job_from_a_busy_worker_for_an_idle_one() {
    register("attic");
    submit("long", "next");
    start("attic", "job1");
    report("attic", "job1", 1, Stage.TRANSCODING, 10, 3600);
    start("attic", "job2");
    register("cellar");
    heartbeat("attic", progress("attic", "job2", 1, Stage.FETCHING, 100));
    did(scheduler.tick(now));
    assertThat(queue("cellar")).containsExactly("job2");
    assertThat(stops)
        .extracting(s -> s.message().attempt())
        .containsExactly(new AttemptId("job2", 1));
  }

  @Test
  void leaves_a_claimed_job_where_it_ends_first_though_a_slow_worker_idles() {
    register("fast");
    register("slow");
    submit("a", "b");
    start("fast", "job1");
    start("slow", "job2");
    report("fast", "job1", 1, Stage.TRANSCODING, 0, -1);
    report("slow", "job2", 1, Stage.TRANSCODING, 0, -1);
    passSeconds(10);
    report("fast", "job1", 1, Stage.RETURNING, 0, -1);
    did(scheduler.on(new ResultCommitted(new AttemptId("job1", 1), "/out/a", 1), now));
    report("slow", "job2", 1, Stage.TRANSCODING, 2, 490);
    submit("c", "d");
    start("fast", "job3");
    report("fast", "job3", 1, Stage.TRANSCODING, 0, 30);
    start("fast", "job4");
    passSeconds(490);
    report("slow", "job2", 1, Stage.RETURNING, 0, -1);
    did(scheduler.on(new ResultCommitted(new AttemptId("job2", 1), "/out/b", 1), now));
    passSeconds(5);
    assertThat(view("job4").workerId()).isEqualTo("fast");
    assertThat(view("job4").attempt()).isEqualTo(1);
  }

  @Test
  void leaves_a_claimed_job_where_it_begins_soon() {
    register("attic");
    submit("short", "next");
    start("attic", "job1");
    report("attic", "job1", 1, Stage.TRANSCODING, 90, 3);
    start("attic", "job2");
    register("cellar");
    did(scheduler.tick(now));
    assertThat(view("job2").workerId()).isEqualTo("attic");
  }

  @Test
  void prefers_the_worker_that_proved_faster() {
    register("slow");
    register("fast");
    submit("a", "b");
    start("slow", "job1");
    start("fast", "job2");
    report("slow", "job1", 1, Stage.TRANSCODING, 0, -1);
    report("fast", "job2", 1, Stage.TRANSCODING, 0, -1);
    now += 10_000;
    report("fast", "job2", 1, Stage.RETURNING, 0, -1);
    now += 90_000;
    report("slow", "job1", 1, Stage.RETURNING, 0, -1);
    did(scheduler.on(new ResultCommitted(new AttemptId("job1", 1), "/out/a", 1), now));
    did(scheduler.on(new ResultCommitted(new AttemptId("job2", 1), "/out/b", 1), now));
    register("slow");
    register("fast");
    submit("c", "d", "e");
    assertThat(queue("fast")).containsExactly("job3", "job4");
    assertThat(queue("slow")).containsExactly("job5");
  }

  @Test
  void expects_the_end_of_all_from_what_runs_and_what_waits() {
    register("attic");
    submit("a", "b");
    start("attic", "job1");
    report("attic", "job1", 1, Stage.TRANSCODING, 50, 100);
    assertThat(summary().etaSeconds()).isEqualTo(-1);
    now += 10_000;
    report("attic", "job1", 1, Stage.RETURNING, 0, -1);
    did(scheduler.on(new ResultCommitted(new AttemptId("job1", 1), "/out/a", 1), now));
    assertThat(summary()).isEqualTo(new FarmSummary(1, 0, 1, 0, 0, 10));
  }

  @Test
  void numbers_what_watchers_hear_without_gaps() {
    register("attic");
    submit("a", "b", "c");
    start("attic", "job1");
    fail("attic", "job1", 1, FailureReason.HANDBRAKE_CRASHED);
    silence("attic");
    List<Long> numbers = new ArrayList<>();
    for (Decision.Said<?> each : said) {
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
    assertThat(did(scheduler.on(new GetFarm(0))).sequence()).isEqualTo(numbers.size());
  }

  @Test
  void ignores_reports_that_come_late_or_from_nobody() {
    register("attic");
    submit("a");
    start("attic", "job1");
    report("attic", "job1", 1, Stage.TRANSCODING, 10, 5);
    report("attic", "job1", 1, Stage.FETCHING, 100, 0);
    report("attic", "job1", 2, Stage.RETURNING, 0, 0);
    report("nobody", "job1", 1, Stage.RETURNING, 0, 0);
    assertThat(view("job1").stage()).isEqualTo(Stage.TRANSCODING);
    assertThat(view("job1").progress().percent()).isEqualTo(10);
  }

  // ---- what the tests say

  private List<SubmitOutcome> submit(String... names) {
    List<JobSpec> specs = new ArrayList<>();
    List<SourceFinding> findings = new ArrayList<>();
    for (String name : names) {
      specs.add(
          new JobSpec(
              null,
              "/in/" + name + ".mkv",
              "/out/" + name + ".mp4",
              null,
              null,
              null,
              null,
              false,
              0));
      findings.add(new SourceFinding(50_000_000, "/out/" + name + ".mp4", null));
    }
    return did(scheduler.submit(specs, findings, now)).outcomes();
  }

  private static LaneCounts lanes() {
    return new LaneCounts(1, 1, 1);
  }

  private List<String> register(String worker) {
    WorkerInfo info = new WorkerInfo(worker, worker + "-1", "host", "1.6.1", 2, lanes());
    return did(scheduler.on(new RegisterWorker(info), now)).jobs().stream()
        .map(QueuedJob::jobId)
        .toList();
  }

  private List<String> queue(String worker) {
    return did(scheduler.on(new GetQueue(worker, worker + "-1"), now)).jobs().stream()
        .map(QueuedJob::jobId)
        .toList();
  }

  private Assignment start(String worker, String job) {
    return did(scheduler.on(new StartJob(worker, worker + "-1", job), now));
  }

  private void fail(String worker, String job, int attempt, FailureReason reason) {
    Failure failure = new Failure(reason, "it broke", worker, List.of(), null);
    did(scheduler.on(new AttemptFailed(new AttemptId(job, attempt), worker, failure), now));
  }

  private HeartbeatAnswer heartbeat(String worker, Progress... progress) {
    return did(scheduler.on(new Heartbeat(worker, worker + "-1", List.of(progress)), now));
  }

  private void report(
      String worker, String job, int attempt, Stage stage, double percent, long eta) {
    did(scheduler.on(progress(worker, job, attempt, stage, percent, eta), now));
  }

  private Progress progress(String worker, String job, int attempt, Stage stage, double percent) {
    return progress(worker, job, attempt, stage, percent, -1);
  }

  private Progress progress(
      String worker, String job, int attempt, Stage stage, double percent, long eta) {
    return new Progress(
        job,
        attempt,
        worker,
        stage,
        Phase.ENCODING,
        percent,
        eta,
        0,
        SpeedUnit.FRAMES_PER_SECOND,
        1,
        1,
        now);
  }

  /** Every worker goes on reporting what it runs. */
  private void passSeconds(int seconds) {
    for (int i = 0; i < seconds; i++) {
      now += 1000;
      for (WorkerView worker : did(scheduler.on(new GetFarm(0))).workers()) {
        String id = worker.worker().id();
        heartbeat(
            id,
            worker.running().stream()
                .map(this::view)
                .map(job -> progress(id, job.id(), job.attempt(), job.stage(), 0, eta(job)))
                .toArray(Progress[]::new));
      }
      did(scheduler.tick(now));
    }
  }

  private static long eta(JobView job) {
    return job.progress() == null ? -1 : job.progress().etaSeconds();
  }

  /** The worker says nothing for longer than its lease; every other one goes on reporting. */
  private void silence(String worker) {
    long end = now + (LEASE_SECONDS + 2) * 1000L;
    while (now < end) {
      now += 1000;
      for (WorkerView other : did(scheduler.on(new GetFarm(0))).workers()) {
        if (!other.worker().id().equals(worker)) {
          heartbeat(other.worker().id());
        }
      }
      did(scheduler.tick(now));
    }
  }

  private JobView view(String job) {
    return did(scheduler.on(new JobId(job)));
  }

  private WorkerView farm(String worker) {
    return did(scheduler.on(new GetFarm(0))).workers().stream()
        .filter(w -> w.worker().id().equals(worker))
        .findFirst()
        .orElseThrow();
  }

  private FarmSummary summary() {
    return did(scheduler.on(new GetFarm(0))).summary();
  }

  private <A> A did(Decision<A> decision) {
    said.addAll(decision.says());
    stops.addAll(decision.stops());
    assertThat(decision.refusal()).isNull();
    return decision.answer();
  }

  private static Refusal refusal(Decision<?> decision) {
    assertThat(decision.refusal()).isNotNull();
    return decision.refusal();
  }
}
