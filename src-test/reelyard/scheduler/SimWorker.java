package reelyard.scheduler;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import reelyard.message.Assignment;
import reelyard.message.AttemptFailed;
import reelyard.message.AttemptId;
import reelyard.message.GetQueue;
import reelyard.message.Heartbeat;
import reelyard.message.HeartbeatAnswer;
import reelyard.message.LoseQueue;
import reelyard.message.PauseAttempt;
import reelyard.message.QueuedJob;
import reelyard.message.RegisterWorker;
import reelyard.message.SelfTest;
import reelyard.message.Shutdown;
import reelyard.message.StartJob;
import reelyard.message.StopAttempt;
import reelyard.message.WorkerTested;
import reelyard.model.Capabilities;
import reelyard.model.EncoderProof;
import reelyard.model.Failure;
import reelyard.model.FailureReason;
import reelyard.model.LaneCounts;
import reelyard.model.Phase;
import reelyard.model.Progress;
import reelyard.model.SpeedUnit;
import reelyard.model.Stage;
import reelyard.model.WorkerInfo;

/** A worker that means well, and what befalls it: crashes, hangs, cuts, lies, a full disk. */
final class SimWorker {

  private static final long BEAT_MILLIS = 2_000;
  private static final long PATIENCE_MILLIS = 3_000;

  /** An attempt in its hands. */
  private static final class Held {
    final AttemptId attempt;
    Stage stage = Stage.FETCHING;
    boolean works = true;
    boolean paused;
    boolean committing;
    long leftMillis;
    long wholeMillis;

    Held(AttemptId attempt, long millis) {
      this.attempt = attempt;
      begin(millis);
    }

    void begin(long millis) {
      wholeMillis = millis;
      leftMillis = millis;
    }
  }

  private final String id;
  private final int number;
  private final SimAgenda agenda;
  private final SimDice dice;
  private final SimTrace trace;
  private final SimNetwork network;
  private final SimManager manager;
  private final SimStaging staging;
  private final Map<String, Held> held = new LinkedHashMap<>();
  private final Map<String, Long> claims = new HashMap<>();
  private final Deque<Runnable> heardInSleep = new ArrayDeque<>();
  private List<String> queue = new ArrayList<>();
  private int incarnation;
  private boolean up;
  private boolean registered;
  private boolean leaving;
  private boolean faulty = true;
  private long frozenUntil;
  private long cutUntil;
  private long fullUntil;
  private long greedyUntil;
  private WorkerInfo info;

  SimWorker(
      int number,
      SimAgenda agenda,
      SimDice dice,
      SimTrace trace,
      SimNetwork network,
      SimManager manager,
      SimStaging staging) {
    this.id = "w" + number;
    this.number = number;
    this.agenda = agenda;
    this.dice = dice;
    this.trace = trace;
    this.network = network;
    this.manager = manager;
    this.staging = staging;
  }

  String id() {
    return id;
  }

  void faulty(boolean yes) {
    faulty = yes;
    if (!yes) {
      cutUntil = 0;
      fullUntil = 0;
      greedyUntil = 0;
      if (!equipment().encoders().equals(info.capabilities().encoders())) {
        info = info.with(equipment());
        registered = false;
      }
      if (leaving) {
        crash(1_000);
      }
    }
  }

  /** Comes to the farm; its beat goes on for ever, whether it is up or not. */
  void begin() {
    comeUp();
    agenda.in(dice.between(1, BEAT_MILLIS), this::beat);
  }

  private void comeUp() {
    up = true;
    registered = false;
    leaving = false;
    incarnation++;
    int lanes = number % 3 == 2 ? 2 : 1;
    info =
        new WorkerInfo(
            id,
            id + "-" + incarnation,
            "host",
            new LaneCounts(1, lanes, 1),
            equipment(),
            dice.oneOf("UTC", "Europe/Berlin", "no/zone"),
            number == 1 ? List.of("red") : List.of(),
            number == 0 ? List.of("fast", "big") : number == 2 ? List.of("fast") : List.of());
  }

  private Capabilities equipment() {
    boolean nvenc = number == 0 || (faulty ? dice.onceIn(3) : number == 2);
    return new Capabilities(
        "1.6.1",
        48 + number % 2,
        nvenc ? List.of("x264", "nvenc_h265") : List.of("x264"),
        List.of(new EncoderProof("nvenc_h265", nvenc, nvenc ? "it works" : "no driver")),
        List.of(),
        4,
        1 << 30,
        agenda.now(),
        false);
  }

  // ---- its own time

  private void beat() {
    agenda.in(BEAT_MILLIS + dice.between(-200, 200), this::beat);
    if (!up || agenda.now() < frozenUntil) {
      return;
    }
    while (!heardInSleep.isEmpty()) {
      heardInSleep.poll().run();
    }
    if (faulty && mishap()) {
      return;
    }
    work();
    if (!registered) {
      register();
      return;
    }
    heartbeat();
    if (leaving && held.isEmpty()) {
      crash(dice.between(5_000, 60_000));
      return;
    }
    claims.values().removeIf(since -> agenda.now() - since > PATIENCE_MILLIS);
    claim();
    if (wantsMore() && (queue.isEmpty() || dice.onceIn(4))) {
      askQueue();
    }
  }

  private boolean mishap() {
    switch (dice.below(400)) {
      case 0 -> {
        trace.note(agenda.now(), "crash", id);
        crash(dice.between(100, dice.onceIn(3) ? 60_000 : 6_000));
        return true;
      }
      case 1 -> {
        frozenUntil = agenda.now() + dice.between(1_000, dice.onceIn(3) ? 120_000 : 15_000);
        trace.note(agenda.now(), "frozen", id);
        return true;
      }
      case 2 -> {
        cutUntil = agenda.now() + dice.between(1_000, dice.onceIn(3) ? 90_000 : 20_000);
        trace.note(agenda.now(), "cut off", id);
      }
      case 3 -> fullUntil = agenda.now() + dice.between(1_000, 120_000);
      case 4 -> {
        info = info.with(equipment());
        registered = false;
      }
      case 5, 6, 7, 8, 9, 10, 11, 12 -> lie();
      case 14 -> greedyUntil = agenda.now() + 30_000;
      case 13 -> leave(dice.onceIn(2));
      default -> {}
    }
    return false;
  }

  /** Results that were to be returned lie on its disk, and go on when it is up again. */
  private void crash(long downMillis) {
    held.values().removeIf(job -> job.stage != Stage.RETURNING);
    for (Held job : held.values()) {
      job.works = true;
      job.committing = false;
    }
    claims.clear();
    queue = List.of();
    heardInSleep.clear();
    up = false;
    agenda.in(downMillis, this::comeUpAgain);
  }

  private void comeUpAgain() {
    if (!up) {
      comeUp();
    }
  }

  private void leave(boolean finish) {
    leaving = true;
    LoseQueue message =
        new LoseQueue(id, info.incarnation(), dice.oneOf("going home", null), finish);
    ask(() -> manager.tell(message, List.of(), (core, now) -> core.on(message, now), reply -> {}));
    if (!finish) {
      held.values().removeIf(job -> !job.committing && job.stage != Stage.RETURNING);
    }
  }

  // ---- its work

  private void work() {
    for (Held job : List.copyOf(held.values())) {
      if (!job.works || job.paused) {
        continue;
      }
      job.leftMillis -= BEAT_MILLIS;
      if (faulty && dice.onceIn(100)) {
        fail(job);
      } else if (job.leftMillis <= 0) {
        advance(job);
      }
    }
    startTranscodes();
  }

  private void advance(Held job) {
    switch (job.stage) {
      case FETCHING -> job.works = false;
      case TRANSCODING -> {
        job.stage = Stage.RETURNING;
        job.begin(dice.between(500, 6_000));
        report(job);
      }
      default -> {
        job.works = false;
        job.committing = true;
        commit(job);
      }
    }
  }

  private void startTranscodes() {
    int free = info.lanes().transcode() - count(Stage.TRANSCODING);
    for (Held job : held.values()) {
      if (free > 0 && job.stage == Stage.FETCHING && !job.works) {
        job.stage = Stage.TRANSCODING;
        job.works = true;
        job.begin(dice.between(2_000, dice.onceIn(5) ? 60_000 : 15_000));
        report(job);
        free--;
      }
    }
  }

  private int count(Stage stage) {
    int count = 0;
    for (Held job : held.values()) {
      count += job.stage == stage ? 1 : 0;
    }
    return count;
  }

  private void commit(Held job) {
    int start = incarnation;
    network.send(
        () ->
            staging.commit(
                job.attempt,
                1_000L * job.attempt.attempt() + number,
                done ->
                    hear(
                        start,
                        () -> {
                          if (held.get(job.attempt.jobId()) == job) {
                            held.remove(job.attempt.jobId());
                          }
                        })));
    agenda.in(
        dice.between(4_000, 40_000),
        () -> {
          if (start == incarnation && held.get(job.attempt.jobId()) == job) {
            commit(job);
          }
        });
  }

  private void fail(Held job) {
    held.remove(job.attempt.jobId());
    FailureReason reason =
        dice.onceIn(4)
            ? dice.oneOf(FailureReason.values())
            : dice.oneOf(FailureReason.HANDBRAKE_CRASHED, FailureReason.TRANSFER_FAILED);
    Failure failure = new Failure(reason, "it broke", dice.onceIn(10) ? null : id, List.of(), null);
    insist(new AttemptFailed(job.attempt, id, failure), 5);
  }

  private void insist(AttemptFailed message, int times) {
    boolean[] heard = {false};
    ask(
        () ->
            manager.tell(
                message,
                List.of(message.attempt().jobId()),
                (core, now) -> core.on(message, now),
                reply -> heard[0] = true));
    if (times > 1) {
      agenda.in(
          2_000,
          () -> {
            if (!heard[0]) {
              insist(message, times - 1);
            }
          });
    }
  }

  // ---- what it says

  private void ask(Runnable question) {
    if (agenda.now() >= cutUntil) {
      network.send(question);
    }
  }

  /** An answer or an order reaches this start of the worker, late when it is frozen. */
  private void hear(int start, Runnable message) {
    network.send(
        () -> {
          if (start != incarnation || !up || agenda.now() < cutUntil) {
            return;
          }
          if (agenda.now() < frozenUntil) {
            heardInSleep.add(message);
          } else {
            message.run();
          }
        });
  }

  private void register() {
    RegisterWorker message = new RegisterWorker(info, progress());
    int start = incarnation;
    ask(
        () ->
            manager.tell(
                message,
                List.of(),
                (core, now) -> core.on(message, now),
                reply ->
                    hear(
                        start,
                        () -> {
                          if (reply.answer() != null) {
                            registered = true;
                            take(reply.answer().jobs());
                          }
                        })));
  }

  private void heartbeat() {
    long free = agenda.now() < fullUntil ? 1_000_000 : faulty ? 50_000_000_000L : 1L << 45;
    Heartbeat message = new Heartbeat(id, info.incarnation(), progress(), free, !leaving);
    int start = incarnation;
    ask(
        () ->
            manager.tell(
                message,
                List.of(),
                (core, now) -> core.on(message, now),
                reply -> hear(start, () -> beaten(reply.answer()))));
  }

  private void beaten(HeartbeatAnswer answer) {
    if (!answer.known()) {
      registered = false;
    }
    answer.fenced().forEach(this::drop);
    for (Held job : held.values()) {
      job.paused = answer.paused().contains(job.attempt);
    }
  }

  private void drop(AttemptId attempt) {
    Held job = held.get(attempt.jobId());
    if (job != null && job.attempt.equals(attempt)) {
      held.remove(attempt.jobId());
    }
  }

  private void askQueue() {
    GetQueue message = new GetQueue(id, info.incarnation());
    int start = incarnation;
    ask(
        () ->
            manager.tell(
                message,
                List.of(),
                (core, now) -> core.on(message, now),
                reply ->
                    hear(
                        start,
                        () -> {
                          if (reply.answer() != null) {
                            take(reply.answer().jobs());
                          }
                        })));
  }

  private void take(List<QueuedJob> jobs) {
    queue = new ArrayList<>(jobs.stream().map(QueuedJob::jobId).toList());
    claim();
  }

  private boolean wantsMore() {
    if (agenda.now() < greedyUntil) {
      return claims.isEmpty();
    }
    int transcoding = count(Stage.TRANSCODING);
    int idle = info.lanes().transcode() - transcoding;
    int ahead = count(Stage.FETCHING) + claims.size();
    return !leaving && claims.isEmpty() && ahead < info.lanes().transcode() + idle;
  }

  private void claim() {
    if (!registered) {
      return;
    }
    queue.removeIf(held::containsKey);
    if (!queue.isEmpty() && wantsMore()) {
      claim(queue.get(0));
    }
  }

  private void claim(String jobId) {
    claims.put(jobId, agenda.now());
    StartJob message = new StartJob(id, info.incarnation(), jobId);
    int start = incarnation;
    ask(
        () ->
            manager.tell(
                message,
                List.of(jobId),
                (core, now) -> core.on(message, now),
                reply -> hear(start, () -> claimed(jobId, reply.answer()))));
  }

  private void claimed(String jobId, Assignment assignment) {
    claims.remove(jobId);
    queue.remove(jobId);
    if (assignment != null && !held.containsKey(jobId)) {
      held.put(jobId, new Held(assignment.attempt(), dice.between(500, 8_000)));
    }
    claim();
  }

  private List<Progress> progress() {
    List<Progress> list = new ArrayList<>();
    for (Held job : held.values()) {
      list.add(progress(job));
    }
    return list;
  }

  private Progress progress(Held job) {
    double percent = 100.0 - 100.0 * Math.max(0, job.leftMillis) / job.wholeMillis;
    return new Progress(
        job.attempt.jobId(),
        job.attempt.attempt(),
        id,
        job.stage,
        job.works ? Phase.ENCODING : Phase.WAITING,
        percent,
        dice.onceIn(5) ? -1 : Math.max(0, job.leftMillis) / 1000,
        1,
        SpeedUnit.FRAMES_PER_SECOND,
        1,
        1,
        agenda.now());
  }

  private void report(Held job) {
    report(progress(job));
  }

  private void report(Progress progress) {
    ask(
        () ->
            manager.tell(progress, List.of(), (core, now) -> core.on(progress, now), reply -> {}));
  }

  // ---- what it is told

  void hear(Decision.Order<?> order) {
    hear(incarnation, () -> obey(order.message()));
  }

  private void obey(Object message) {
    if (message instanceof StopAttempt stop) {
      if (manager.now() <= stop.deadlineMillis()) {
        drop(stop.attempt());
      }
    } else if (message instanceof PauseAttempt pause) {
      Held job = held.get(pause.attempt().jobId());
      if (job != null
          && job.attempt.equals(pause.attempt())
          && manager.now() <= pause.deadlineMillis()) {
        job.paused = pause.paused();
      }
    } else if (message instanceof Shutdown shutdown) {
      if (shutdown.incarnation().equals(info.incarnation())
          && manager.now() <= shutdown.deadlineMillis()
          && !leaving) {
        leave(shutdown.finish());
      }
    } else if (message instanceof SelfTest test && test.incarnation().equals(info.incarnation())) {
      tested();
    }
  }

  private void tested() {
    String failure = faulty && dice.onceIn(2) ? "the clip came out empty" : null;
    info = info.with(equipment());
    WorkerTested message = new WorkerTested(id, info.incarnation(), info.capabilities(), failure);
    agenda.in(
        1_000,
        () ->
            ask(
                () ->
                    manager.tell(
                        message, List.of(), (core, now) -> core.on(message, now), reply -> {})));
  }

  // ---- lies

  private void lie() {
    Consumer<SimWorker> lie =
        dice.oneOf(
            SimWorker::claimAnything,
            SimWorker::claimAnything,
            SimWorker::reportAnything,
            SimWorker::failAnything,
            SimWorker::holdAnything);
    lie.accept(this);
  }

  private String anyJob() {
    return "j" + dice.between(1, 1 + manager.jobsSoFar());
  }

  private AttemptId anyAttempt() {
    Held own = held.isEmpty() ? null : held.values().iterator().next();
    if (own != null && dice.onceIn(3)) {
      return new AttemptId(own.attempt.jobId(), own.attempt.attempt() + 1);
    }
    return new AttemptId(manager.someJob(dice), (int) dice.between(1, 4));
  }

  private void claimAnything() {
    String jobId = dice.onceIn(2) ? anyJob() : manager.someJob(dice);
    if (dice.onceIn(2) && !queue.isEmpty()) {
      jobId = dice.pick(queue);
    }
    StartJob message = new StartJob(id, info.incarnation(), jobId);
    List<String> ids = List.of(jobId);
    for (int i = 0; i < 3; i++) {
      ask(() -> manager.tell(message, ids, (core, now) -> core.on(message, now), reply -> {}));
    }
  }

  private Progress anyProgress() {
    AttemptId attempt =
        held.isEmpty() || dice.onceIn(2) ? anyAttempt() : held.values().iterator().next().attempt;
    return new Progress(
        attempt.jobId(),
        attempt.attempt(),
        dice.onceIn(4) ? "w" + dice.below(6) : id,
        dice.oneOf(Stage.values()),
        dice.oneOf(Phase.ENCODING, Phase.WAITING, null),
        dice.oneOf(-50.0, 17.0, 1e9, Double.NaN),
        dice.oneOf(-7L, 3L, Long.MAX_VALUE),
        dice.oneOf(-1.0, Double.POSITIVE_INFINITY),
        null,
        -3,
        0,
        dice.oneOf(0L, Long.MAX_VALUE));
  }

  private void reportAnything() {
    report(anyProgress());
  }

  private void failAnything() {
    Failure failure =
        new Failure(
            dice.oneOf(FailureReason.values()), "a lie", "w" + dice.below(7), List.of(), null);
    AttemptFailed message = new AttemptFailed(anyAttempt(), id, failure);
    List<String> ids = List.of(message.attempt().jobId());
    ask(() -> manager.tell(message, ids, (core, now) -> core.on(message, now), reply -> {}));
  }

  private void holdAnything() {
    Heartbeat message =
        new Heartbeat(
            id,
            dice.onceIn(3) ? "another" : info.incarnation(),
            List.of(anyProgress(), anyProgress()),
            dice.oneOf(-1L, 0L, Long.MAX_VALUE),
            dice.oneOf(true, false));
    ask(() -> manager.tell(message, List.of(), (core, now) -> core.on(message, now), reply -> {}));
  }
}
