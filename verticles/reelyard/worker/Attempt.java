package reelyard.worker;

import static reelyard.model.FailureReason.WORKER_DISK_FULL;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reelyard.address.Addresses;
import reelyard.hash.FileHashes;
import reelyard.message.Assignment;
import reelyard.message.AttemptFailed;
import reelyard.message.AttemptId;
import reelyard.message.StartJob;
import reelyard.model.Failure;
import reelyard.model.FailureReason;
import reelyard.model.Phase;
import reelyard.model.Progress;
import reelyard.model.Receipt;
import reelyard.model.Stage;

/**
 * One job at this worker from its claim to its end: fetched, transcoded, returned, or failed with a
 * reason; leaves nothing in scratch but perhaps its input and a good result. Lives on the event
 * loop.
 */
final class Attempt implements TranscodeListener, Stay {

  private static final Logger log = LoggerFactory.getLogger(Attempt.class);

  private final String jobId;
  private final Equipment equipment;
  private final Steps steps;
  private final AttemptListener listener;

  private Assignment assignment;
  private Reporter reporter;
  private Fetching fetching;
  private Fetch.Fetched fetched;
  private Transcode transcode;
  private Receipt receipt;
  private Result result;
  private Runnable interrupt;
  private boolean pauseWanted;
  private boolean encoding;
  private boolean exited;
  private boolean transcodes;
  private Failure bug;
  private boolean held;
  private boolean stopped;
  private boolean inLanes = true;
  private boolean keepsInput;
  private boolean leaves;
  private boolean failed;
  private boolean ended;

  /** One whose result an earlier start of this worker left; it goes on with its return. */
  Attempt(ResultNote note, Equipment equipment, AttemptListener listener) {
    this(note.assignment().attempt().jobId(), equipment, listener);
    assign(note.assignment());
    result = Result.again(note, equipment.scratch().of(id()));
    receipt = note.receipt();
    reporter.waits(Stage.RETURNING, 0);
  }

  Attempt(String jobId, Equipment equipment, AttemptListener listener) {
    this.jobId = jobId;
    this.equipment = equipment;
    this.steps = new Steps(equipment, this::lives, this::end, this::broke);
    this.listener = listener;
    this.interrupt = this::end;
  }

  String jobId() {
    return jobId;
  }

  /** Null before the claim was granted. */
  AttemptId id() {
    return assignment == null ? null : assignment.attempt();
  }

  /** How it stands; null while it is not this worker's. */
  Progress progress() {
    return reporter == null || !lives() ? null : reporter.latest();
  }

  /**
   * Ends it at once and without a report; whoever asks has told the scheduler or was told. The
   * job's next attempt may come here, too.
   */
  @Override
  public void stop(String reason) {
    stop(reason, true);
  }

  /** The same, since the job needs no other attempt. */
  void drop(String reason) {
    stop(reason, false);
  }

  /** The same, since this worker leaves: its next start goes on with a good result. */
  void leave(String reason) {
    leaves = true;
    stop(reason, true);
  }

  private void stop(String reason, boolean keeps) {
    if (lives()) {
      keepsInput = keeps && !failed;
      log.info("job {} is stopped here: {}", jobId, reason);
      stopped = true;
      if (reporter != null) {
        reporter.drop();
      }
      interrupt.run();
    }
  }

  // ---- fetch

  /** Takes the fetch lane. */
  void claimAndFetch() {
    steps.guarded(this::claim);
  }

  private void claim() {
    StartJob claim = new StartJob(equipment.workerId(), equipment.incarnation(), jobId);
    steps.ask(
        Addresses.START_JOB,
        claim,
        Steps.SOON,
        this::claimed,
        refusal -> {
          log.info("job {} is not claimed: {}", jobId, refusal.message());
          end();
        },
        lost -> {});
  }

  private void claimed(Assignment granted) {
    if (!granted.attempt().jobId().equals(jobId) || !Scratch.canHold(granted.attempt())) {
      log.error("job {} is dropped: the scheduler granted {} instead", jobId, granted.attempt());
      end();
      return;
    }
    assign(granted);
    fetching = new Fetching(this, this::waitsForRoom, this::fetched);
    fetching.begin();
  }

  private void assign(Assignment granted) {
    assignment = granted;
    reporter =
        new Reporter(
            granted.attempt(),
            equipment.workerId(),
            equipment.farm(),
            equipment.timers(),
            equipment.clock());
  }

  private boolean waitsForRoom(Fetch.Fetched input) {
    boolean waits = listener.waitsForRoom(this, input.roomMayCome());
    if (waits) {
      log.info("job {} waits for room: {}", jobId, input.failure().message());
    }
    return waits;
  }

  /** After it waited for room. */
  void fetchAgain() {
    if (lives()) {
      steps.guarded(fetching::begin);
    }
  }

  private void fetched(Fetch.Fetched input) {
    fetched = input;
    if (input.result() == null) {
      listener.fetched(this);
    } else {
      result = input.result();
      receipt = result.receipt();
      reporter.waits(Stage.RETURNING, 0);
      listener.adopted(this);
    }
  }

  // ---- transcode

  /** Takes the transcode lane. */
  void transcode() {
    steps.guarded(this::startTranscode);
  }

  private void startTranscode() {
    TranscodeOrder order =
        new TranscodeOrder(
            fetched.film(),
            resultFile(),
            fetched.subtitles(),
            fetched.presetFile(),
            assignment.arguments(),
            LogReader.file(equipment.logs(), id()),
            fetched.folder(),
            assignment.replaceSource() ? fetched.minSavedPercent() : null);
    transcode =
        Transcode.start(order, equipment.config(), equipment.workerId(), equipment.events(), this);
    transcodes = true;
    interrupt = () -> transcode.stop("the attempt was stopped");
    reporter.transcode(Phase.SCANNING, 0, -1, 0, 1, 1);
  }

  @Override
  public void progress(Phase phase, double percent, long eta, double fps, int pass, int passes) {
    if (lives()) {
      encoding = phase == Phase.ENCODING || phase == Phase.PAUSED;
      reporter.transcode(phase, percent, eta, fps, pass, passes);
      steps.guarded(this::holdIfWanted);
    }
  }

  @Override
  public void log(long firstLine, List<String> lines) {
    reporter.log(firstLine, lines);
  }

  @Override
  public void processEnded() {
    exited = true;
    encoding = false;
    held = false;
    listener.processEnded(this);
  }

  @Override
  public void ended(TranscodeOutcome outcome) {
    transcodes = false;
    receipt = outcome.receipt();
    steps.guarded(() -> judged(outcome));
  }

  private void judged(TranscodeOutcome outcome) {
    if (stopped) {
      end();
    } else if (bug != null) {
      fail(bug);
    } else if (outcome.failure() != null) {
      fail(outcome.failure());
    } else {
      interrupt = this::end;
      reporter.waits(Stage.TRANSCODING, 100);
      steps.blocking(() -> keep(outcome), this::kept);
    }
  }

  /** Null when it is kept. */
  private Failure keep(TranscodeOutcome outcome) {
    try {
      FileHashes known = outcome.hashes() == null ? new FileHashes() : outcome.hashes();
      long bytes = outcome.resultBytes();
      result = Result.judged(assignment, fetched.folder(), resultFile(), bytes, receipt, known);
      equipment.scratch().room().leave(id());
      return null;
    } catch (IOException e) {
      return DiskException.of(e, equipment.workerId());
    }
  }

  private void kept(Failure failure) {
    if (failure == null) {
      // From now on the result is worth waiting for, wherever its worker is.
      reporter.waits(Stage.RETURNING, 0);
      listener.checked(this);
    } else {
      fail(failure);
    }
  }

  // ---- pause

  /**
   * Whether it is to be paused. HandBrake pauses once it encodes; a transfer that runs comes to its
   * end; nothing else begins.
   */
  void pause(boolean wanted) {
    if (lives() && inLanes && pauseWanted != wanted) {
      pauseWanted = wanted;
      log.info("job {} {}", jobId, wanted ? "pauses here" : "goes on when a lane is free");
      reporter.pause(wanted);
      listener.pauses(this, wanted);
      steps.guarded(this::holdIfWanted);
    }
  }

  /** The last words of a HandBrake that is gone can come after its end. */
  private void holdIfWanted() {
    if (pauseWanted && encoding && !held && !exited) {
      held = true;
      transcode.pause();
      listener.held(this);
    }
  }

  /** Takes the transcode lane again. */
  void goOn() {
    held = false;
    transcode.goOn();
  }

  // ---- return

  /** Takes the return lane. */
  void giveBack() {
    steps.guarded(
        () ->
            steps.blocking(
                () -> result.damage(equipment.workerId()),
                damage -> {
                  if (damage == null) {
                    returnResult();
                  } else {
                    fail(damage);
                  }
                }));
  }

  private void returnResult() {
    Returning returning =
        new Returning(
            this,
            result.file(),
            path -> {
              log.info("job {} is complete: {}", jobId, path);
              reporter.finish();
              end();
            });
    returning.begin();
  }

  // ---- what its stages share

  @Override
  public Equipment equipment() {
    return equipment;
  }

  @Override
  public Assignment assignment() {
    return assignment;
  }

  @Override
  public Steps steps() {
    return steps;
  }

  @Override
  public Receipt receipt() {
    return receipt;
  }

  @Override
  public Reporter reporter() {
    return reporter;
  }

  @Override
  public void interruptBy(Runnable how) {
    interrupt = how;
  }

  // ---- ends

  /** A bug must not leave a lane that waits for ever, nor a HandBrake that nobody waits for. */
  private void broke(Throwable e) {
    log.error("job {} hit a bug", jobId, e);
    if (assignment == null || failed) {
      end();
    } else {
      String words = "a bug in Reelyard: " + e;
      Failure failure = Failures.plain(FailureReason.WORKER_FAILED, words, equipment.workerId());
      if (transcodes) {
        bug = failure;
        transcode.stop(words);
      } else {
        fail(failure);
      }
    }
  }

  @Override
  public void fail(Failure failure) {
    failed = true;
    // One that failed for want of room must not take it from others.
    keepsInput = failure.reason().retryable() && failure.reason() != WORKER_DISK_FULL;
    log.warn("job {} failed here ({}): {}", jobId, failure.reason(), failure.message());
    reporter.drop();
    interrupt = this::end;
    if (failure.reason() == FailureReason.HANDBRAKE_MISSING
        || failure.reason() == FailureReason.WORKER_FAILED
        || failure.reason() == WORKER_DISK_FULL) {
      listener.doubt(failure.message());
    }
    leaveLanes();
    AttemptFailed report = new AttemptFailed(id(), equipment.workerId(), failure, receipt);
    steps.ask(
        Addresses.ATTEMPT_FAILED, report, Steps.SOON, heard -> end(), fenced -> end(), lost -> {});
  }

  private void leaveLanes() {
    if (inLanes) {
      inLanes = false;
      listener.leftLanes(this);
    }
  }

  @Override
  public void end() {
    if (ended) {
      return;
    }
    ended = true;
    if (assignment == null) {
      gone();
      return;
    }
    if (!keepsResult()) {
      leaveLanes();
    }
    equipment
        .blocking()
        .execute(
            () -> {
              try {
                removeScratch();
              } finally {
                equipment.events().execute(this::gone);
              }
            });
  }

  /** The job's next attempt begins once the result lies where it looks for it. */
  private void gone() {
    leaveLanes();
    listener.gone(this);
  }

  private boolean keepsResult() {
    return keepsInput && result != null && !failed;
  }

  private void removeScratch() {
    if (leaves && result != null && !failed) {
      log.info("job {} is returned when this worker is back", jobId);
      return;
    }
    try {
      if (keepsResult()) {
        equipment.scratch().keep(id());
        log.info("the result of job {} is kept here for its next attempt", jobId);
      } else if (keepsInput) {
        equipment.scratch().keepInput(id());
      } else {
        equipment.scratch().remove(id());
      }
    } catch (IOException e) {
      log.warn(
          "the scratch of job {} stays until the worker's next start: {}",
          jobId,
          Failures.words(e));
    }
  }

  private boolean lives() {
    return !stopped && !ended;
  }

  /** Named as the user asked, so that HandBrake's log and messages name what the user knows. */
  private Path resultFile() {
    String output = assignment.output();
    String name = output.substring(output.lastIndexOf('/') + 1);
    boolean odd = name.isEmpty() || name.equals(".") || name.equals("..") || name.indexOf(0) >= 0;
    String extension = assignment.container().extension();
    return fetched.folder().resolve("output").resolve(odd ? "result." + extension : name);
  }
}
