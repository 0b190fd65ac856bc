package reelyard.web;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import reelyard.address.Addresses;
import reelyard.bus.Bus;
import reelyard.bus.RefusedException;
import reelyard.message.FarmSummary;
import reelyard.message.FarmView;
import reelyard.message.GetFarm;
import reelyard.message.JobEvent;
import reelyard.message.JobView;
import reelyard.message.Refusal;
import reelyard.message.SubmitJobs;
import reelyard.message.SubmitOutcome;
import reelyard.message.Submitted;
import reelyard.message.WorkerEvent;
import reelyard.message.WorkerView;
import reelyard.model.JobState;
import reelyard.model.Progress;

/** Answers and tells what a scheduler would, as the test wants it. */
final class FakeScheduler {

  final List<SubmitJobs> submitted = new ArrayList<>();
  final List<GetFarm> asked = new ArrayList<>();

  private final Bus bus;
  private final String epoch;
  private final Map<String, JobView> jobs = new LinkedHashMap<>();
  private final Map<String, WorkerView> workers = new LinkedHashMap<>();
  private final List<MessageConsumer<?>> doors;
  private long sequence;

  FakeScheduler(Vertx vertx, String epoch) throws Exception {
    this.bus = new Bus(vertx);
    this.epoch = epoch;
    this.doors =
        List.of(
            bus.answer(Addresses.GET_FARM, this::farm),
            bus.answer(Addresses.GET_JOB, id -> job(id.jobId())),
            bus.answer(Addresses.STOP_JOB, id -> stop(id.jobId())),
            bus.answer(Addresses.SUBMIT, this::submit));
    for (MessageConsumer<?> door : doors) {
      await(door.completion());
    }
  }

  /** Leaves the bus. */
  void leave() throws Exception {
    for (MessageConsumer<?> door : doors) {
      await(door.unregister());
    }
  }

  /** Stands in the farm from the beginning, told by no event. */
  synchronized void holds(JobView... views) {
    for (JobView view : views) {
      jobs.put(view.id(), view);
    }
  }

  synchronized void holds(WorkerView... views) {
    for (WorkerView view : views) {
      workers.put(view.worker().id(), view);
    }
  }

  synchronized void tell(JobView view) {
    jobs.put(view.id(), view);
    bus.say(Addresses.JOBS, new JobEvent(epoch, ++sequence, view));
    bus.say(Addresses.SUMMARY, summary());
  }

  synchronized void tell(WorkerView view) {
    workers.put(view.worker().id(), view);
    bus.say(Addresses.WORKERS, new WorkerEvent(epoch, ++sequence, view));
  }

  /** Changes the job, but the event that says so gets lost. */
  synchronized void changeUnheard(JobView view) {
    jobs.put(view.id(), view);
    sequence++;
  }

  void progress(Progress progress) {
    bus.say(Addresses.progress(progress.jobId()), progress);
  }

  static <T> T await(Future<T> future) throws Exception {
    CompletableFuture<T> done = future.toCompletionStage().toCompletableFuture();
    return done.get(20, TimeUnit.SECONDS);
  }

  private synchronized Future<FarmView> farm(GetFarm question) {
    asked.add(question);
    return Future.succeededFuture(
        new FarmView(
            epoch, sequence, List.copyOf(jobs.values()), List.copyOf(workers.values()), summary()));
  }

  private synchronized Future<JobView> job(String id) {
    JobView view = jobs.get(id);
    return view == null
        ? Future.failedFuture(new RefusedException(Refusal.notFound("there is no job " + id)))
        : Future.succeededFuture(view);
  }

  private Future<JobView> stop(String id) {
    return job(id)
        .compose(
            view ->
                view.state().ended()
                    ? Future.failedFuture(
                        new RefusedException(Refusal.conflict("job " + id + " ended already")))
                    : Future.succeededFuture(view));
  }

  private synchronized Future<Submitted> submit(SubmitJobs question) {
    submitted.add(question);
    List<SubmitOutcome> outcomes =
        question.jobs().stream().map(spec -> new SubmitOutcome("new", null)).toList();
    return Future.succeededFuture(new Submitted(outcomes));
  }

  private FarmSummary summary() {
    return new FarmSummary(
        count(JobState.QUEUED),
        count(JobState.RUNNING),
        count(JobState.COMPLETE),
        count(JobState.FAILED),
        count(JobState.STOPPED),
        count(JobState.RUNNING) > 0 ? 7_500 : -1);
  }

  private int count(JobState state) {
    return (int) jobs.values().stream().filter(job -> job.state() == state).count();
  }
}
