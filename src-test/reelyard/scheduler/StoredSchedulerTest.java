package reelyard.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static reelyard.scheduler.NewWorker.worker;
import static reelyard.scheduler.WantedJob.job;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reelyard.bus.RefusedException;
import reelyard.message.ChangeJobs;
import reelyard.message.ChangedJobs;
import reelyard.message.GetFarm;
import reelyard.message.GetStagings;
import reelyard.message.JobAction;
import reelyard.message.JobEvent;
import reelyard.message.JobId;
import reelyard.message.JobView;
import reelyard.message.Refusal;
import reelyard.message.RegisterWorker;
import reelyard.message.StartJob;
import reelyard.message.Submitted;
import reelyard.model.JobState;
import reelyard.scheduler.store.Change;

/** The core with its store: stored, then said, then answered. */
class StoredSchedulerTest {

  private final JobStoreInHand store = new JobStoreInHand();
  private final AtomicInteger ids = new AtomicInteger();
  private final Deque<Runnable> loop = new ArrayDeque<>();
  private final List<Object> said = new ArrayList<>();
  private final List<String> deposed = new ArrayList<>();
  private boolean running;
  private boolean held;
  private final StoredScheduler scheduler =
      new StoredScheduler(
          store,
          epoch -> new Scheduler(FarmInHand.CONFIG, epoch, () -> "job" + ids.incrementAndGet()),
          new FarmClock(() -> FarmInHand.SUNDAY_10, () -> 0),
          this::execute,
          new Ear());

  private final class Ear implements StoredScheduler.Voice {
    @Override
    public <M> void say(Decision.Said<M> each) {
      said.add(each.message());
    }

    @Override
    public <Q> void order(Decision.Order<Q> order) {
      said.add(order.message());
    }
  }

  /** One task at a time, in order, as an event loop does. */
  private void execute(Runnable task) {
    loop.add(task);
    if (!running && !held) {
      running = true;
      while (!loop.isEmpty()) {
        loop.remove().run();
      }
      running = false;
    }
  }

  @BeforeEach
  void begin() {
    value(scheduler.begin(deposed::add));
    said.clear();
  }

  @Test
  void the_core_hears_on_the_loop_alone_whatever_thread_tells_it() throws Exception {
    CompletableFuture<Boolean> onTheLoop = new CompletableFuture<>();
    held = true;
    Thread other =
        new Thread(
            () ->
                scheduler.tell(
                    List.of(),
                    (core, now) -> {
                      onTheLoop.complete(running);
                      return core.on(new GetStagings());
                    }));
    other.start();
    other.join();
    assertThat(onTheLoop).isNotDone();

    held = false;
    execute(() -> {});

    assertThat(onTheLoop).isCompletedWithValue(true);
  }

  @Test
  void nothing_is_said_or_answered_before_it_is_stored() {
    store.slow = true;
    CompletableFuture<Submitted> answer = submit("a");
    assertThat(said).isEmpty();
    assertThat(answer).isNotDone();
    store.answerNext();
    assertThat(jobsSaid()).containsExactly("job1");
    assertThat(answer).isCompleted();
    assertThat(store.kept.job("job1")).isNotNull();
  }

  @Test
  void what_is_only_read_waits_for_what_is_stored_before_it() {
    store.slow = true;
    CompletableFuture<Submitted> submitted = submit("a");
    CompletableFuture<JobView> view = get("job1");
    assertThat(view).isNotDone();
    store.answerNext();
    assertThat(submitted).isCompleted();
    assertThat(view).isNotDone();
    store.answerNext();
    assertThat(value(view).state()).isEqualTo(JobState.QUEUED);
    assertThat(get("job1")).isCompleted();
  }

  @Test
  void events_are_said_in_their_order() {
    store.slow = true;
    CompletableFuture<Submitted> first = submit("a");
    CompletableFuture<Submitted> second = submit("b");
    CompletableFuture<ChangedJobs> third = change(JobAction.STOP, "job1");
    store.answerAll();
    assertThat(CompletableFuture.allOf(first, second, third)).isCompleted();
    assertThat(jobsSaid()).containsExactly("job1", "job2", "job1");
  }

  @Test
  void a_refusal_is_told_as_one() {
    assertThat(refusal(get("nosuch"))).isEqualTo(Refusal.notFound("there is no job nosuch"));
  }

  // ---- a store that fails

  @Test
  void when_the_store_fails_nobody_is_answered_until_it_works_again() {
    store.broken = true;
    assertThat(refusal(submit("a")).code()).isEqualTo(Refusal.UNAVAILABLE);
    assertThat(said).isEmpty();
    assertThat(scheduler.works()).isFalse();
    assertThat(refusal(get("job1")).message()).contains("the disk is full");
    store.broken = false;
    value(scheduler.recover());
    assertThat(scheduler.works()).isTrue();
    assertThat(refusal(get("job1")).code()).isEqualTo(Refusal.NOT_FOUND);
    assertThat(value(submit("b")).outcomes().get(0).refusal()).isNull();
  }

  @Test
  void events_that_were_decided_on_what_could_not_be_stored_are_not_answered_either() {
    store.slow = true;
    CompletableFuture<Submitted> first = submit("a");
    CompletableFuture<JobView> second = get("job1");
    store.broken = true;
    store.answerAll();
    assertThat(refusal(first).code()).isEqualTo(Refusal.UNAVAILABLE);
    assertThat(refusal(second).code()).isEqualTo(Refusal.UNAVAILABLE);
    assertThat(said).isEmpty();
  }

  @Test
  void when_too_much_waits_to_be_stored_askers_are_refused_before_anything_is_decided() {
    store.slow = true;
    CompletableFuture<Submitted> decided = submit("a");
    store.full = true;
    Refusal refusal = refusal(submit("b"));
    assertThat(refusal.code()).isEqualTo(Refusal.UNAVAILABLE);
    assertThat(refusal.message()).contains("try again");
    store.answerAll();
    store.full = false;
    assertThat(value(decided).outcomes()).hasSize(1);
    assertThat(scheduler.works()).isTrue();
  }

  @Test
  void it_goes_on_from_what_is_kept_under_another_name() {
    value(submit("a"));
    String before = epoch();
    store.broken = true;
    refusal(submit("b"));
    store.broken = false;
    value(scheduler.recover());
    assertThat(value(get("job1")).state()).isEqualTo(JobState.QUEUED);
    assertThat(epoch()).isNotEqualTo(before);
    assertThat(scheduler.isEpoch(before)).isTrue();
    assertThat(scheduler.isEpoch("7.1")).isFalse();
  }

  @Test
  void a_recovery_that_fails_can_be_tried_again() {
    store.broken = true;
    refusal(submit("a"));
    assertThat(scheduler.recover().toCompletableFuture()).isCompletedExceptionally();
    assertThat(scheduler.works()).isFalse();
    store.broken = false;
    value(scheduler.recover());
    assertThat(scheduler.works()).isTrue();
  }

  @Test
  void a_core_that_breaks_starts_anew_from_what_is_kept() {
    value(submit("a"));
    CompletionStage<Object> broken =
        scheduler.tell(
            List.of(),
            (core, now) -> {
              throw new IllegalStateException("a bug");
            });
    assertThat(broken.toCompletableFuture()).isCompletedExceptionally();
    assertThat(scheduler.works()).isFalse();
    value(scheduler.recover());
    assertThat(value(get("job1")).state()).isEqualTo(JobState.QUEUED);
  }

  // ---- leading

  @Test
  void a_manager_that_no_longer_leads_says_nothing_more() {
    store.slow = true;
    CompletableFuture<Submitted> answer = submit("a");
    store.deposed.accept("another manager leads");
    store.answerAll();
    assertThat(refusal(answer).message()).contains("another manager leads");
    assertThat(said).isEmpty();
    assertThat(deposed).containsExactly("another manager leads");
  }

  @Test
  void a_manager_that_may_not_lead_any_more_answers_nothing_from_memory() {
    value(submit("a"));
    store.leads = false;
    assertThat(refusal(get("job1")).code()).isEqualTo(Refusal.UNAVAILABLE);
    store.leads = true;
    assertThat(value(get("job1")).state()).isEqualTo(JobState.QUEUED);
  }

  @Test
  void it_does_not_lead_again_by_a_recovery_that_was_under_way() {
    store.broken = true;
    refusal(submit("a"));
    store.broken = false;
    store.slow = true;
    CompletableFuture<Void> recovery = scheduler.recover().toCompletableFuture();
    store.deposed.accept("another manager leads");
    store.answerAll();
    assertThat(recovery).isCompletedExceptionally();
    assertThat(scheduler.works()).isFalse();
  }

  @Test
  void at_its_end_it_gives_up_the_lead() {
    value(scheduler.end());
    assertThat(store.closed).isTrue();
    assertThat(refusal(get("job1")).message()).contains("it stops");
  }

  // ---- jobs that ended long ago

  @Test
  void a_job_that_is_only_in_the_store_is_found() {
    endedLongAgo();
    assertThat(value(get("old1")).state()).isEqualTo(JobState.STOPPED);
    value(change(JobAction.RETRY, "old1"));
    assertThat(value(get("old1")).state()).isEqualTo(JobState.QUEUED);
  }

  @Test
  void of_two_reads_of_one_job_the_later_does_not_undo_what_the_first_led_to() {
    endedLongAgo();
    store.slow = true;
    CompletableFuture<ChangedJobs> retried = change(JobAction.RETRY, "old1");
    CompletableFuture<JobView> seen = get("old1");
    store.answerNext();
    store.answerAll();
    assertThat(retried).isCompleted();
    assertThat(value(seen).state()).isEqualTo(JobState.QUEUED);
  }

  @Test
  void a_job_that_was_deleted_does_not_come_back_by_a_read_that_began_before() {
    endedLongAgo();
    store.slow = true;
    CompletableFuture<ChangedJobs> deleted = change(JobAction.DELETE, "old1");
    CompletableFuture<JobView> seen = get("old1");
    store.answerAll();
    assertThat(deleted).isCompleted();
    assertThat(refusal(seen).code()).isEqualTo(Refusal.NOT_FOUND);
  }

  @Test
  void what_an_old_core_asked_the_store_is_asked_anew_by_the_next() {
    endedLongAgo();
    store.slow = true;
    CompletableFuture<JobView> seen = get("old1");
    Runnable lateAnswer = store.waiting.remove();
    store.slow = false;
    store.broken = true;
    refusal(submit("x"));
    store.broken = false;
    value(scheduler.recover());
    lateAnswer.run();
    assertThat(value(seen).state()).isEqualTo(JobState.STOPPED);
  }

  @Test
  void running_jobs_and_workers_are_restored() {
    value(scheduler.tell(List.of(), (core, now) -> core.on(register(), now)));
    value(submit("a"));
    value(
        scheduler.tell(
            List.of(), (core, now) -> core.on(new StartJob("attic", "attic-1", "job1"), now)));
    store.broken = true;
    refusal(submit("b"));
    store.broken = false;
    value(scheduler.recover());
    assertThat(value(get("job1")).state()).isEqualTo(JobState.RUNNING);
    assertThat(value(get("job1")).workerId()).isEqualTo("attic");
  }

  /** Old1 was stopped, and is not in memory. */
  private void endedLongAgo() {
    FarmInHand past = new FarmInHand();
    past.nextId("old1");
    past.submit("old");
    past.change(JobAction.STOP, "old1");
    store.kept.keep(List.of(new Change.KeepJob(past.stored("old1"))));
  }

  private static RegisterWorker register() {
    return new RegisterWorker(worker("attic").info(), null);
  }

  private CompletableFuture<Submitted> submit(String name) {
    return scheduler
        .tell(
            List.of(),
            (core, now) -> core.submit(FarmInHand.wishes(job(name)), null, null, null, now))
        .toCompletableFuture();
  }

  private CompletableFuture<ChangedJobs> change(JobAction action, String job) {
    return scheduler
        .tell(List.of(job), (core, now) -> core.on(ChangeJobs.of(action, job), now))
        .toCompletableFuture();
  }

  private CompletableFuture<JobView> get(String job) {
    return scheduler
        .tell(List.of(job), (core, now) -> core.on(new JobId(job)))
        .toCompletableFuture();
  }

  private String epoch() {
    return value(scheduler.tell(List.of(), (core, now) -> core.on(new GetFarm(0)))).epoch();
  }

  private List<String> jobsSaid() {
    return said.stream()
        .filter(JobEvent.class::isInstance)
        .map(event -> ((JobEvent) event).job().id())
        .toList();
  }

  private static <T> T value(CompletionStage<T> stage) {
    assertThat(stage.toCompletableFuture()).isDone();
    return stage.toCompletableFuture().join();
  }

  private static Refusal refusal(CompletionStage<?> stage) {
    Throwable failure =
        stage.toCompletableFuture().handle((value, e) -> e).getNow(new AssertionError("not done"));
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    assertThat(cause).isInstanceOf(RefusedException.class);
    return ((RefusedException) cause).refusal();
  }
}
