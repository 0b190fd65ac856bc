package reelyard.scheduler;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import reelyard.message.AlertTold;
import reelyard.message.ChangeJobs;
import reelyard.message.ControlWorkers;
import reelyard.message.GetAlerts;
import reelyard.message.GetEta;
import reelyard.message.GetFarm;
import reelyard.message.JobAction;
import reelyard.message.JobId;
import reelyard.message.SetFarm;
import reelyard.message.SetWorker;
import reelyard.message.SourceFinding;
import reelyard.message.TestWorker;
import reelyard.model.Alert;
import reelyard.model.Failure;
import reelyard.model.FailureReason;
import reelyard.model.Job;
import reelyard.model.JobSpec;
import reelyard.model.JobState;
import reelyard.model.Needs;
import reelyard.model.SortPolicy;
import reelyard.model.WeekSchedule;
import reelyard.model.WhenClosed;
import reelyard.model.WhenDone;
import reelyard.model.WorkerControl;
import reelyard.model.WorkerSettings;

/** People: they submit, change their minds, order workers about, and at last let all go on. */
final class SimUsers {

  /** What a submission was, for the ledger. */
  record Request(String key, String digest, List<Submissions.Wish> wishes) {}

  private static final int WORKERS = 6;
  private static final int MANY_ENDED = 1_500;

  private final SimAgenda agenda;
  private final SimDice dice;
  private final SimStore store;
  private final SimManager manager;
  private final List<Request> repeatable = new ArrayList<>();
  private boolean calm;
  private int requests;

  SimUsers(SimAgenda agenda, SimDice dice, SimStore store, SimManager manager) {
    this.agenda = agenda;
    this.dice = dice;
    this.store = store;
    this.manager = manager;
  }

  void begin() {
    agenda.in(10, this::act);
  }

  /** Nobody asks for anything new, and whoever held something back lets it go. */
  void calm(boolean yes) {
    calm = yes;
  }

  private void act() {
    if (calm) {
      agenda.in(5_000, this::act);
      letAllGoOn();
      return;
    }
    agenda.in(dice.between(50, 2_000), this::act);
    int live = manager.live();
    if (live < 15 || (live < 70 && dice.onceIn(4))) {
      submit();
      return;
    }
    switch (dice.below(14)) {
      case 0, 1 -> control();
      case 2 -> settings();
      case 3 -> sort();
      case 4 -> test("w" + dice.below(WORKERS + 1));
      case 5 -> alerts();
      case 6 -> ask();
      default -> change();
    }
    if (store.ended.size() > MANY_ENDED) {
      tidy();
    }
  }

  // ---- jobs

  private void submit() {
    if (!repeatable.isEmpty() && dice.onceIn(6)) {
      Request again = dice.pick(repeatable);
      submit(dice.onceIn(4) ? new Request(again.key(), "other", again.wishes()) : again);
      return;
    }
    List<Submissions.Wish> wishes = new ArrayList<>();
    long count = dice.onceIn(10) ? dice.between(10, 30) : dice.between(1, 4);
    for (int i = 0; i < count; i++) {
      wishes.add(wish(i, (int) count));
    }
    requests++;
    String key = dice.onceIn(3) ? "key" + requests : null;
    Request request = new Request(key, "digest" + requests, wishes);
    if (key != null) {
      repeatable.add(request);
      if (repeatable.size() > 8) {
        repeatable.remove(0);
      }
    }
    submit(request);
  }

  private void submit(Request request) {
    Set<String> needed = new LinkedHashSet<>();
    request.wishes().forEach(wish -> needed.addAll(wish.spec().after()));
    manager.tell(
        request,
        needed,
        (core, now) ->
            core.submit(
                request.wishes(),
                request.key(),
                request.digest(),
                request.key() == null ? null : store.submissions.get(request.key()),
                now),
        reply -> {});
  }

  private Submissions.Wish wish(int place, int count) {
    List<String> after = new ArrayList<>();
    while (dice.onceIn(4) && after.size() < 3) {
      after.add(
          dice.onceIn(2)
              ? "label" + dice.below(count + (dice.onceIn(9) ? 1 : 0))
              : dice.onceIn(20) ? "nobody" : manager.someJob(dice));
    }
    JobSpec spec =
        new JobSpec(
            "film",
            "/in/film.mkv",
            "/out/film.mp4",
            dice.oneOf("Fast 1080p30", "HQ 720p30", "Slow"),
            null,
            null,
            List.of(),
            true,
            (int) dice.between(1, 4),
            dice.onceIn(3) ? null : "label" + (dice.onceIn(15) ? 0 : place),
            "",
            "user" + dice.below(3),
            dice.onceIn(3) ? dice.below(JobSpec.HELD + 1) : dice.onceIn(15) ? JobSpec.HELD : 50,
            dice.onceIn(8) ? dice.oneOf("red", "blue") : "",
            dice.onceIn(8) ? List.of(dice.oneOf("fast", "big", "odd")) : List.of(),
            dice.onceIn(12) ? List.of("w" + dice.below(WORKERS), "w0") : List.of(),
            after,
            dice.onceIn(8) ? manager.now() + dice.between(-5_000, 300_000) : 0,
            dice.onceIn(15),
            dice.onceIn(12),
            dice.onceIn(8),
            dice.onceIn(8),
            dice.oneOf(WhenDone.values()),
            null,
            null,
            false);
    Needs needs =
        new Needs(
            dice.onceIn(6) ? "nvenc_h265" : dice.onceIn(2) ? "x264" : null,
            null,
            dice.onceIn(15) ? 49 : 0);
    Failure refusal =
        dice.onceIn(30)
            ? new Failure(FailureReason.SOURCE_MISSING, "it is not there", null, List.of(), null)
            : null;
    SourceFinding finding =
        new SourceFinding(
            dice.between(0, 2_000_000_000L),
            "/out/" + dice.below(100_000),
            dice.pick(SimStaging.HOSTS),
            refusal);
    return new Submissions.Wish(spec, needs, finding);
  }

  private void change() {
    List<String> ids = new ArrayList<>();
    do {
      ids.add(dice.onceIn(30) ? dice.oneOf("nobody", "j0", "") : manager.someJob(dice));
    } while (dice.onceIn(2));
    change(
        new ChangeJobs(
            ids,
            dice.oneOf(JobAction.values()),
            dice.onceIn(20) ? null : dice.oneOf(50, dice.below(101), dice.below(103) - 1),
            dice.oneOf("", "", "red", "blue", null),
            dice.onceIn(20) ? null : manager.someJob(dice)));
  }

  private void change(ChangeJobs message) {
    manager.tell(message, message.jobIds(), (core, now) -> core.on(message, now), reply -> {});
  }

  /** History does not grow for ever. */
  private void tidy() {
    List<String> oldest = store.ended.keySet().stream().limit(100).toList();
    change(new ChangeJobs(oldest, JobAction.DELETE, null, null, null));
  }

  // ---- workers

  private void control() {
    List<String> ids = new ArrayList<>();
    while (!dice.onceIn(3)) {
      ids.add("w" + dice.below(dice.onceIn(20) ? WORKERS + 1 : WORKERS));
    }
    if (ids.isEmpty() && !dice.onceIn(3)) {
      ids.add("w" + dice.below(WORKERS));
    }
    WorkerControl control = dice.onceIn(2) ? WorkerControl.RUN : dice.oneOf(WorkerControl.values());
    boolean forEver = control == WorkerControl.RUN || control == WorkerControl.RETIRE;
    control(new ControlWorkers(ids, control, forEver || dice.onceIn(5) ? 0 : 1 + dice.below(3)));
  }

  private void control(ControlWorkers message) {
    manager.tell(message, List.of(), (core, now) -> core.on(message, now), reply -> {});
  }

  private void settings() {
    int share = dice.onceIn(2) ? 0 : 1 + dice.below(3);
    String zone = dice.oneOf(null, "America/New_York", "Asia/Kathmandu");
    set("w" + dice.below(WORKERS), new WorkerSettings(week(), whenClosed(), zone, share));
  }

  private WhenClosed whenClosed() {
    return dice.oneOf(WhenClosed.values());
  }

  private WeekSchedule week() {
    List<Integer> masks = new ArrayList<>();
    for (int day = 0; day < 7; day++) {
      masks.add(dice.onceIn(3) ? dice.below(1 << 24) : 0xFFFFFF);
    }
    return new WeekSchedule(masks);
  }

  private void set(String worker, WorkerSettings settings) {
    SetWorker message = new SetWorker(worker, settings);
    manager.tell(message, List.of(), (core, now) -> core.on(message, now), reply -> {});
  }

  private void sort() {
    SetFarm message = new SetFarm(dice.oneOf(SortPolicy.AGE, dice.oneOf(SortPolicy.values())));
    manager.tell(message, List.of(), (core, now) -> core.on(message, now), reply -> {});
  }

  private void test(String worker) {
    TestWorker message = new TestWorker(worker);
    manager.tell(message, List.of(), (core, now) -> core.on(message, now), reply -> {});
  }

  // ---- questions

  private void alerts() {
    GetAlerts message = new GetAlerts("teller" + dice.below(2), 0, 20);
    manager.tell(
        message,
        List.of(),
        (core, now) -> core.on(message, now),
        reply -> {
          if (reply.answer() == null) {
            return;
          }
          for (Alert alert : reply.answer().alerts()) {
            manager.tell(
                new AlertTold(alert.id()),
                List.of(),
                (core, now) -> core.on(new AlertTold(alert.id())),
                told -> {});
          }
        });
  }

  private void ask() {
    String id = manager.someJob(dice);
    switch (dice.below(4)) {
      case 0 -> {
        JobId message = new JobId(id);
        manager.tell(message, List.of(id), (core, now) -> core.on(message), reply -> {});
      }
      case 1 -> {
        JobId message = new JobId(id);
        manager.tell(message, List.of(id), (core, now) -> core.explain(message, now), reply -> {});
      }
      case 2 -> {
        GetEta message = new GetEta(dice.onceIn(2) ? null : id);
        manager.tell(message, List.of(id), (core, now) -> core.on(message, now), reply -> {});
      }
      default ->
          manager.tell(
              new GetFarm(5), List.of(), (core, now) -> core.on(new GetFarm(5)), reply -> {});
    }
  }

  // ---- peace

  private void letAllGoOn() {
    control(new ControlWorkers(List.of(), WorkerControl.RUN, 0));
    for (int i = 0; i < WORKERS; i++) {
      String worker = "w" + i;
      if (store.workers.containsKey(worker)) {
        control(new ControlWorkers(List.of(worker), WorkerControl.RUN, 0));
        set(worker, WorkerSettings.DEFAULT);
        if (store.workers.get(worker).quarantinedMillis() > 0 && dice.onceIn(4)) {
          test(worker);
        }
      }
    }
    for (Job job : List.copyOf(store.live.values())) {
      letGoOn(job);
    }
  }

  private void letGoOn(Job job) {
    if (job.suspended()) {
      change(ChangeJobs.of(JobAction.ACTIVATE, job.id()));
    }
    if (job.state() != JobState.QUEUED) {
      return;
    }
    if (job.priority() == JobSpec.HELD) {
      change(new ChangeJobs(List.of(job.id()), JobAction.SET_PRIORITY, 50, null, null));
    }
    if (!job.pool().isEmpty()) {
      change(new ChangeJobs(List.of(job.id()), JobAction.SET_POOL, null, "", null));
    }
    if (hopeless(job)) {
      change(ChangeJobs.of(JobAction.STOP, job.id()));
    }
    for (String other : job.spec().after()) {
      Job needed = store.ended.get(other);
      if (needed != null && needed.state() != JobState.COMPLETE && !hopeless(needed)) {
        change(ChangeJobs.of(JobAction.RETRY, other));
      }
    }
  }

  /** No worker could ever run it, or one that it waits for. */
  private boolean hopeless(Job job) {
    boolean newest = job.needs().presetVersion() == 49;
    boolean choosy = !job.spec().tags().isEmpty() || !job.spec().workers().isEmpty();
    return job.spec().tags().contains("odd")
        || (newest && (choosy || "nvenc_h265".equals(job.needs().encoder())))
        || store.jobs(job.spec().after()).stream()
            .anyMatch(needed -> needed.state() != JobState.COMPLETE && hopeless(needed));
  }
}
