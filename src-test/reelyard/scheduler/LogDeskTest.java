package reelyard.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import reelyard.address.Addresses;
import reelyard.address.Request;
import reelyard.bus.RefusedException;
import reelyard.message.GetCommand;
import reelyard.message.JobCommandLine;
import reelyard.message.JobId;
import reelyard.message.LogPart;
import reelyard.message.ReadLog;
import reelyard.message.Refusal;
import reelyard.message.RegisterWorker;
import reelyard.model.AttemptRecord;
import reelyard.model.Job;
import reelyard.model.JobSpec;
import reelyard.model.JobState;
import reelyard.model.Needs;
import reelyard.model.Stage;
import reelyard.scheduler.store.Change;

class LogDeskTest {

  private static final SchedulerConfig CONFIG =
      new SchedulerConfig(12, 2, 10, 1_000, 3, 3, 60, 5_000, FarmInHand.NOWHERE);

  private final JobStoreInHand store = new JobStoreInHand();
  private final StoredScheduler scheduler =
      new StoredScheduler(
          store,
          epoch -> new Scheduler(CONFIG, epoch, () -> "job"),
          new FarmClock(() -> FarmInHand.SUNDAY_10, () -> 0),
          Runnable::run,
          new Nobody());
  private String text = "/usr/bin/HandBrakeCLI -i 'a b'\nline\n";
  private final LogDesk desk = new LogDesk(scheduler, store, new Workers());

  private static final class Nobody implements StoredScheduler.Voice {
    @Override
    public <M> void say(Decision.Said<M> said) {}

    @Override
    public <Q> void order(Decision.Order<Q> order) {}
  }

  private final class Workers implements WorkerPort {
    @Override
    public <Q, A> CompletionStage<A> ask(String workerId, Request<Q, A> request, Q question) {
      assertThat(request).isEqualTo(Addresses.readLog(workerId));
      ReadLog asked = (ReadLog) question;
      return text == null
          ? CompletableFuture.failedFuture(
              new RefusedException(new Refusal(Refusal.UNAVAILABLE, workerId + " is away")))
          : CompletableFuture.completedFuture(
              request
                  .answer()
                  .cast(
                      new LogPart(asked.jobId(), asked.attempt(), workerId, text, 0, 9, 9, false)));
    }
  }

  /** A job that ended long ago, whose attempt 2 of 3 was cellar's. */
  private void keep(int attempt, String worker) {
    keep(attempt, worker, JobState.STOPPED);
  }

  private void keep(int attempt, String worker, JobState state) {
    JobSpec spec =
        JobSpec.of("/films/it's.mkv", "/out.mp4", "Fast", 3).withOptions(List.of("-q", "20"));
    store.kept.keep(
        List.of(
            new Change.KeepJob(
                new Job(
                    "j1",
                    spec,
                    new Needs(null, "Fast", 0),
                    "/out.mp4",
                    1,
                    50,
                    1,
                    "",
                    false,
                    false,
                    state,
                    Stage.QUEUED,
                    attempt,
                    worker,
                    null,
                    0,
                    null,
                    null,
                    0,
                    0,
                    List.of(),
                    0,
                    1,
                    1,
                    2,
                    0,
                    -1,
                    null,
                    "staging",
                    null,
                    0,
                    null)),
            new Change.AddAttempt(
                new AttemptRecord(
                    "j1",
                    2,
                    "cellar",
                    "n",
                    "",
                    "Fast",
                    "k",
                    1,
                    0,
                    1,
                    2,
                    0,
                    0,
                    0,
                    0,
                    -1,
                    JobState.FAILED,
                    null))));
    get(scheduler.begin(why -> {}));
  }

  private static <T> T get(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }

  @Test
  void asks_whoever_had_the_attempt() {
    keep(3, "attic");

    LogPart latest = get(desk.log(new ReadLog("j1", 0, 0, 0)));
    assertThat(latest.workerId()).isEqualTo("attic");
    assertThat(latest.attempt()).isEqualTo(3);
    assertThat(get(desk.log(new ReadLog("j1", 2, 0, 0))).workerId()).isEqualTo("cellar");
  }

  @Test
  void asks_who_had_the_attempt_of_a_job_that_waits_at_another_worker_now() {
    keep(2, "cellar", JobState.QUEUED);
    RegisterWorker attic = new RegisterWorker(NewWorker.worker("attic").info(), List.of());
    get(scheduler.tell(List.of(), (core, now) -> core.on(attic, now)));
    get(scheduler.tell(List.of(), (core, now) -> core.tick(now)));
    assertThat(get(scheduler.tell(List.of(), (core, now) -> core.on(new JobId("j1")))).workerId())
        .isEqualTo("attic");

    assertThat(get(desk.log(new ReadLog("j1", 0, 0, 0))).workerId()).isEqualTo("cellar");
    assertThat(get(desk.command(new GetCommand("j1", 0))).workerId()).isEqualTo("cellar");
  }

  @Test
  void says_why_there_is_no_log() {
    keep(3, "attic");
    assertThatThrownBy(() -> get(desk.log(new ReadLog("j1", 4, 0, 0))))
        .hasMessageContaining("job j1 had no attempt 4, its latest is 3");
    assertThatThrownBy(() -> get(desk.log(new ReadLog("j1", 1, 0, 0))))
        .hasMessageContaining("nobody knows who had attempt 1 of job j1");
    assertThatThrownBy(() -> get(desk.log(new ReadLog("j2", 0, 0, 0))))
        .hasMessageContaining("there is no job j2");
    text = null;
    assertThatThrownBy(() -> get(desk.log(new ReadLog("j1", 0, 0, 0))))
        .hasMessageContaining("attic is away");
  }

  @Test
  void takes_the_command_from_the_beginning_of_the_log() {
    keep(3, "attic");
    assertThat(get(desk.command(new GetCommand("j1", 2))))
        .isEqualTo(new JobCommandLine("j1", 2, "cellar", "/usr/bin/HandBrakeCLI -i 'a b'", true));
  }

  @Test
  void makes_the_command_of_what_was_asked_for_where_there_is_no_log() {
    keep(3, "attic");
    text = null;
    JobCommandLine made = get(desk.command(new GetCommand("j1", 0)));
    assertThat(made.ran()).isFalse();
    assertThat(made.command())
        .isEqualTo(
            "HandBrakeCLI -i '/films/it'\\''s.mkv' -o /out.mp4 --preset Fast --format av_mp4 -q 20");
  }

  @Test
  void makes_the_command_of_a_job_that_nobody_began() {
    keep(0, null);
    assertThat(get(desk.command(new GetCommand("j1", 0))).attempt()).isZero();
    assertThatThrownBy(() -> get(desk.log(new ReadLog("j1", 0, 0, 0))))
        .hasMessageContaining("was not begun yet");
  }
}
