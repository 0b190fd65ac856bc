package reelyard.web;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import reelyard.address.Addresses;
import reelyard.address.Request;
import reelyard.bus.Bus;
import reelyard.bus.RefusedException;
import reelyard.message.Ack;
import reelyard.message.BackedUp;
import reelyard.message.ChangeJobs;
import reelyard.message.ChangeOutcome;
import reelyard.message.ChangedJobs;
import reelyard.message.DropBoxView;
import reelyard.message.Eta;
import reelyard.message.Explanation;
import reelyard.message.FarmSummary;
import reelyard.message.FarmView;
import reelyard.message.GetFarm;
import reelyard.message.History;
import reelyard.message.JobDetails;
import reelyard.message.JobEvent;
import reelyard.message.JobPage;
import reelyard.message.JobView;
import reelyard.message.ListJobs;
import reelyard.message.LogLines;
import reelyard.message.Refusal;
import reelyard.message.StagingList;
import reelyard.message.SubmitJobs;
import reelyard.message.SubmitOutcome;
import reelyard.message.Submitted;
import reelyard.message.WorkerEvent;
import reelyard.message.WorkerReason;
import reelyard.message.WorkerView;
import reelyard.model.FarmSettings;
import reelyard.model.JobSpec;
import reelyard.model.JobState;
import reelyard.model.Needs;
import reelyard.model.Progress;
import reelyard.model.StageTimes;

/** Answers and tells what a scheduler would, as the test wants it. */
final class FakeScheduler {

  private static final int MOST_IN_VIEW = 2_000;

  /** Every question in turn, by its address's name. */
  final List<Asked> asked = new ArrayList<>();

  private final Bus bus;
  private final String epoch;
  private final Map<String, JobView> jobs = new LinkedHashMap<>();
  private final Map<String, StageTimes> times = new LinkedHashMap<>();
  private final Map<String, WorkerView> workers = new LinkedHashMap<>();
  private final List<MessageConsumer<?>> doors = new ArrayList<>();
  private long sequence;
  private int waitingBeyondTheView;
  private FarmSettings settings = FarmSettings.DEFAULT;
  private Promise<Void> lists = null;

  record Asked(String address, Object question) {}

  FakeScheduler(Vertx vertx, String epoch) throws Exception {
    this.bus = new Bus(vertx);
    this.epoch = epoch;
    answer(Addresses.GET_FARM, this::farm);
    answer(Addresses.GET_JOB, id -> job(id.jobId()));
    answer(Addresses.GET_JOB_DETAILS, id -> job(id.jobId()).map(this::details));
    answer(Addresses.CHANGE_JOBS, this::change);
    answer(Addresses.SUBMIT, this::submit);
    answer(Addresses.LIST_JOBS, this::list);
    answer(Addresses.EXPLAIN_JOB, id -> job(id.jobId()).map(job -> why(job)));
    answer(Addresses.GET_ETA, eta -> done(new Eta(eta.jobId(), 2, 1, 3, "last 50")));
    answer(Addresses.GET_HISTORY, wanted -> done(new History(List.of(), List.of(), null)));
    answer(Addresses.CONTROL_WORKERS, order -> done(new Ack()));
    answer(Addresses.SET_WORKER, settings -> done(new Ack()));
    answer(Addresses.TEST_WORKER, test -> done(new Ack()));
    answer(Addresses.SET_FARM, settings -> done(new Ack()));
    answer(Addresses.GET_STAGINGS, wanted -> done(new StagingList(List.of())));
    answer(
        Addresses.DROP_BOX,
        wanted -> done(new DropBoxView(List.of(), List.of(), null, null, null)));
    answer(Addresses.BACK_UP, wanted -> done(new BackedUp(wanted.file(), 7)));
    for (MessageConsumer<?> door : doors) {
      await(door.completion());
    }
  }

  private <Q, A> void answer(Request<Q, A> request, Function<Q, Future<A>> answerer) {
    doors.add(
        bus.answer(
            request,
            question -> {
              synchronized (this) {
                asked.add(new Asked(request.name(), question));
                return answerer.apply(question);
              }
            }));
  }

  private static <A> Future<A> done(A answer) {
    return Future.succeededFuture(answer);
  }

  /** So long a live attempt worked in each stage. */
  synchronized void worked(String id, StageTimes stages) {
    times.put(id, stages);
  }

  private JobDetails details(JobView job) {
    JobSpec spec =
        JobSpec.of(job.input(), job.output(), job.preset(), 3)
            .withOptions(List.of("--start-at", "seconds:60"));
    return new JobDetails(
        job,
        spec,
        false,
        List.of(),
        new Needs(null, job.preset(), 0),
        0,
        0,
        List.of(),
        List.of(),
        List.of(),
        why(job),
        times.get(job.id()));
  }

  private static Explanation why(JobView job) {
    return new Explanation(job.id(), "", List.of(new WorkerReason("attic", "closed until 18:00")));
  }

  /** Leaves the bus. */
  void leave() throws Exception {
    for (MessageConsumer<?> door : doors) {
      await(door.unregister());
    }
  }

  /** The latest question. */
  synchronized Object latest() {
    return asked.get(asked.size() - 1).question();
  }

  /** The changes of jobs, in turn. */
  synchronized List<ChangeJobs> changed() {
    return asked(ChangeJobs.class);
  }

  /** The questions of this type, in turn. */
  synchronized <Q> List<Q> asked(Class<Q> type) {
    return asked.stream().map(Asked::question).filter(type::isInstance).map(type::cast).toList();
  }

  /** The submissions. */
  synchronized List<SubmitJobs> submitted() {
    return asked(SubmitJobs.class);
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

  /** So many jobs wait that no view shows. */
  synchronized void holdsBeyondTheView(int waiting) {
    waitingBeyondTheView = waiting;
  }

  synchronized void tell(JobView view) {
    jobs.put(view.id(), view);
    bus.say(Addresses.JOBS, new JobEvent(epoch, ++sequence, view, false));
    bus.say(Addresses.SUMMARY, summary());
  }

  synchronized void tellGone(String id) {
    bus.say(Addresses.JOBS, new JobEvent(epoch, ++sequence, jobs.remove(id), true));
    bus.say(Addresses.SUMMARY, summary());
  }

  /** What is set for the whole farm from the beginning. */
  synchronized void set(FarmSettings farm) {
    settings = farm;
  }

  /** From now on pages of jobs are made when they are asked for, but answered later. */
  synchronized void keepLists() {
    lists = Promise.promise();
  }

  /** Those that were kept are answered in turn, and all others at once. */
  synchronized void giveLists() {
    Promise<Void> kept = lists;
    lists = null;
    kept.complete();
  }

  /** Two events of which the later one is heard first. */
  synchronized void tellBackwards(JobView first, JobView second) {
    jobs.put(second.id(), second);
    sequence += 2;
    bus.say(Addresses.JOBS, new JobEvent(epoch, sequence, second, false));
    bus.say(Addresses.JOBS, new JobEvent(epoch, sequence - 1, first, false));
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

  /** A line of HandBrake's log of the job's first attempt. */
  void log(String jobId, long firstLine, String line) {
    bus.say(Addresses.log(jobId), new LogLines(jobId, 1, firstLine, List.of(line)));
  }

  static <T> T await(Future<T> future) throws Exception {
    CompletableFuture<T> done = future.toCompletionStage().toCompletableFuture();
    return done.get(60, TimeUnit.SECONDS);
  }

  private Future<FarmView> farm(GetFarm question) {
    return done(
        new FarmView(
            epoch,
            sequence,
            jobs.values().stream().limit(MOST_IN_VIEW).toList(),
            List.copyOf(workers.values()),
            settings,
            summary()));
  }

  /** The cursor is the place of the page's first job. */
  private Future<JobPage> list(ListJobs wanted) {
    List<JobView> all = jobs.values().stream().filter(job -> isWanted(wanted, job)).toList();
    String cursor = String.valueOf(wanted.cursor());
    int from = cursor.matches("[0-9]+") ? Integer.parseInt(cursor) : 0;
    int to = Math.min(all.size(), from + wanted.limit());
    JobPage page = new JobPage(all.subList(from, to), to < all.size() ? "" + to : null);
    return lists == null ? done(page) : lists.future().map(page);
  }

  private static boolean isWanted(ListJobs wanted, JobView job) {
    return (wanted.states().isEmpty() || wanted.states().contains(job.state()))
        && (wanted.suspended() == null || wanted.suspended() == job.suspended())
        && (wanted.archived() == null || wanted.archived() == job.archived())
        && (wanted.user() == null || wanted.user().equals(job.user()))
        && (wanted.text() == null || job.name().contains(wanted.text()));
  }

  private Future<JobView> job(String id) {
    JobView view = jobs.get(id);
    return view == null
        ? Future.failedFuture(new RefusedException(Refusal.notFound("there is no job " + id)))
        : done(view);
  }

  private Future<ChangedJobs> change(ChangeJobs change) {
    return done(
        new ChangedJobs(
            change.jobIds().stream().map(id -> new ChangeOutcome(id, refusal(id))).toList()));
  }

  private Refusal refusal(String id) {
    JobView view = jobs.get(id);
    if (view == null) {
      return Refusal.notFound("there is no job " + id);
    }
    return view.state().ended() ? Refusal.conflict("job " + id + " ended already") : null;
  }

  private Future<Submitted> submit(SubmitJobs question) {
    List<SubmitOutcome> outcomes =
        question.jobs().stream().map(spec -> new SubmitOutcome("new", null)).toList();
    return done(new Submitted(outcomes));
  }

  private FarmSummary summary() {
    return new FarmSummary(
        count(JobState.QUEUED) + waitingBeyondTheView,
        count(JobState.RUNNING),
        (int) jobs.values().stream().filter(JobView::suspended).count(),
        count(JobState.COMPLETE),
        count(JobState.FAILED),
        count(JobState.STOPPED),
        0,
        count(JobState.RUNNING) > 0 ? 7_500 : -1);
  }

  private int count(JobState state) {
    return (int) jobs.values().stream().filter(job -> job.state() == state).count();
  }
}
