package reelyard.worker;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reelyard.address.Addresses;
import reelyard.message.Assignment;
import reelyard.message.AttemptFailed;
import reelyard.message.AttemptId;
import reelyard.message.CommitResult;
import reelyard.message.Refusal;
import reelyard.message.ReturnFiles;
import reelyard.message.ReturnFolder;
import reelyard.message.ServeFiles;
import reelyard.message.ServedFiles;
import reelyard.message.StartJob;
import reelyard.model.Failure;
import reelyard.model.FailureReason;
import reelyard.model.Phase;
import reelyard.model.Progress;
import reelyard.model.Stage;

/**
 * One job at this worker from its claim to its end: fetched, transcoded, returned, or failed with a
 * reason; leaves nothing in scratch. Lives on the event loop.
 */
final class Attempt implements TranscodeListener {

  private static final Logger log = LoggerFactory.getLogger(Attempt.class);

  private static final Duration LISTING = Duration.ofSeconds(30);
  private static final Duration COMMITTING = Duration.ofMinutes(2);

  /** That many doors of staging may break on each way. */
  private static final int DOORS = 3;

  private final String jobId;
  private final Equipment equipment;
  private final Steps steps;
  private final AttemptListener listener;

  private Assignment assignment;
  private Reporter reporter;
  private Fetch.Fetched fetched;
  private long resultBytes;
  private int doorsLeft = DOORS;
  private Runnable interrupt;
  private boolean stopped;
  private boolean inLanes = true;
  private boolean failed;
  private boolean ended;

  Attempt(String jobId, Equipment equipment, AttemptListener listener) {
    this.jobId = jobId;
    this.equipment = equipment;
    this.steps = new Steps(equipment, this::lives, this::broke);
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

  /** Ends it at once and without a report; whoever asks has told the scheduler or was told. */
  void stop(String reason) {
    if (lives()) {
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
        this::claimed,
        refusal -> {
          log.info("job {} is not claimed: {}", jobId, refusal.message());
          end();
        });
  }

  private void claimed(Assignment granted) {
    if (!granted.attempt().jobId().equals(jobId) || !Scratch.canHold(granted.attempt())) {
      log.error("job {} is dropped: the scheduler granted {} instead", jobId, granted.attempt());
      end();
      return;
    }
    assignment = granted;
    reporter =
        new Reporter(
            granted.attempt(),
            equipment.workerId(),
            equipment.farm(),
            equipment.timers(),
            equipment.clock());
    askWhatToFetch();
  }

  /** After it waited for room. */
  void fetchAgain() {
    if (lives()) {
      steps.guarded(this::askWhatToFetch);
    }
  }

  private void askWhatToFetch() {
    reporter.waits(Stage.FETCHING, 0);
    ServeFiles question = new ServeFiles(id(), equipment.workerId());
    steps.askStaging(
        Addresses.SERVE_FILES, question, LISTING, this::fetch, this::refused, this::fail);
  }

  private void fetch(ServedFiles served) {
    Fetch fetch =
        new Fetch(
            assignment,
            served,
            equipment.scratch(),
            equipment.workerId(),
            steps.onLoop(reading -> reporter.transfer(Stage.FETCHING, reading)));
    interrupt = fetch::cancel;
    blocking(fetch::run, this::fetched);
  }

  private void fetched(Fetch.Fetched input) {
    interrupt = this::end;
    if (input.failure() != null) {
      notFetched(input.failure());
      return;
    }
    fetched = input;
    doorsLeft = DOORS;
    reporter.waits(Stage.FETCHING, 100);
    listener.fetched(this);
  }

  private void notFetched(Failure failure) {
    if (failure.reason() == FailureReason.WORKER_DISK_FULL && listener.waitsForRoom(this)) {
      log.info("job {} waits until other jobs leave room: {}", jobId, failure.message());
      reporter.waits(Stage.FETCHING, 0);
    } else if (mayAskForAnotherDoor(failure)) {
      askWhatToFetch();
    } else {
      fail(failure);
    }
  }

  /** A staging that was started anew has other doors, and knows none of the old ones. */
  private boolean mayAskForAnotherDoor(Failure failure) {
    boolean again = failure.reason() == FailureReason.TRANSFER_FAILED && --doorsLeft > 0;
    if (again) {
      log.info("job {} asks staging for another door: {}", jobId, failure.message());
    }
    return again;
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
            result(),
            fetched.subtitles(),
            fetched.presetFile(),
            assignment.arguments(),
            equipment.logs().resolve(jobId + "." + id().attempt() + ".log"),
            fetched.folder());
    Transcode transcode =
        Transcode.start(order, equipment.config(), equipment.workerId(), equipment.events(), this);
    interrupt = () -> transcode.stop("the attempt was stopped");
    reporter.transcode(Phase.SCANNING, 0, -1, 0, 1, 1);
  }

  @Override
  public void progress(Phase phase, double percent, long eta, double fps, int pass, int passes) {
    if (lives()) {
      reporter.transcode(phase, percent, eta, fps, pass, passes);
    }
  }

  @Override
  public void log(long firstLine, List<String> lines) {
    reporter.log(firstLine, lines);
  }

  @Override
  public void processEnded() {
    listener.processEnded(this);
  }

  @Override
  public void ended(TranscodeOutcome outcome) {
    steps.guarded(() -> judged(outcome));
  }

  private void judged(TranscodeOutcome outcome) {
    if (stopped) {
      end();
    } else if (outcome.failure() != null) {
      fail(outcome.failure());
    } else {
      resultBytes = outcome.resultBytes();
      interrupt = this::end;
      reporter.waits(Stage.TRANSCODING, 100);
      listener.checked(this);
    }
  }

  // ---- return

  /** Takes the return lane. */
  void giveBack() {
    steps.guarded(this::askWhereTo);
  }

  private void askWhereTo() {
    reporter.waits(Stage.RETURNING, 0);
    ReturnFiles question = new ReturnFiles(id(), equipment.workerId());
    steps.askStaging(
        Addresses.RETURN_FILES, question, Steps.SOON, this::upload, this::refused, this::fail);
  }

  private void upload(ReturnFolder folder) {
    FtpTransfer transfer =
        new FtpTransfer(
            equipment.workerId(),
            steps.onLoop(reading -> reporter.transfer(Stage.RETURNING, reading)),
            Fetch.FIRST_PAUSE);
    interrupt = transfer::cancel;
    blocking(
        () -> Optional.ofNullable(transfer.upload(result(), resultBytes, folder)),
        failure ->
            failure.ifPresentOrElse(
                broken -> notUploaded(folder, broken),
                () -> commit(folder, refusal -> notCommitted(refusal, failed(refusal)))));
  }

  /** The FTP server's "no" gives no reason, staging does: it may not take this result at all. */
  private void notUploaded(ReturnFolder folder, Failure broken) {
    if (broken.reason() == FailureReason.TRANSFER_FAILED) {
      commit(folder, refusal -> notCommitted(refusal, broken));
    } else {
      fail(broken);
    }
  }

  private void notCommitted(Refusal refusal, Failure broken) {
    if (isOver(refusal) || reason(refusal) != FailureReason.TRANSFER_FAILED) {
      refused(refusal);
    } else if (mayAskForAnotherDoor(broken)) {
      askWhereTo();
    } else {
      fail(broken);
    }
  }

  private void commit(ReturnFolder folder, Consumer<Refusal> refused) {
    interrupt = this::end;
    reporter.commits();
    CommitResult commit =
        new CommitResult(id(), equipment.workerId(), folder.fileName(), resultBytes);
    steps.askStaging(
        Addresses.COMMIT_RESULT,
        commit,
        COMMITTING,
        committed -> {
          log.info("job {} is complete: {}", jobId, committed.path());
          reporter.finish();
          end();
        },
        refused,
        this::fail);
  }

  // ---- ends

  /** Staging tells its reasons; anything else is no fault of the job, which may be tried again. */
  private void refused(Refusal refusal) {
    if (isOver(refusal)) {
      stop(refusal.message());
    } else {
      fail(failed(refusal));
    }
  }

  private static boolean isOver(Refusal refusal) {
    return refusal.code() == Refusal.CONFLICT || refusal.code() == Refusal.NOT_FOUND;
  }

  private Failure failed(Refusal refusal) {
    return Failures.plain(reason(refusal), refusal.message(), equipment.workerId());
  }

  private static FailureReason reason(Refusal refusal) {
    return FailureReason.ofCode(refusal.code()).orElse(FailureReason.TRANSFER_FAILED);
  }

  /** A bug must not leave a lane that waits for ever. */
  private void broke(Throwable e) {
    log.error("job {} hit a bug", jobId, e);
    if (assignment == null || failed) {
      end();
    } else {
      String words = "a bug in Reelyard: " + e;
      fail(Failures.plain(FailureReason.WORKER_FAILED, words, equipment.workerId()));
    }
  }

  private void fail(Failure failure) {
    failed = true;
    log.warn("job {} failed here ({}): {}", jobId, failure.reason(), failure.message());
    reporter.drop();
    interrupt = this::end;
    if (failure.reason() == FailureReason.HANDBRAKE_MISSING
        || failure.reason() == FailureReason.WORKER_FAILED
        || failure.reason() == FailureReason.WORKER_DISK_FULL) {
      listener.doubt(failure.message());
    }
    leaveLanes();
    AttemptFailed report = new AttemptFailed(id(), equipment.workerId(), failure);
    steps.ask(Addresses.ATTEMPT_FAILED, report, heard -> end(), fenced -> end());
  }

  private void leaveLanes() {
    if (inLanes) {
      inLanes = false;
      listener.leftLanes(this);
    }
  }

  private void end() {
    if (ended) {
      return;
    }
    ended = true;
    leaveLanes();
    if (assignment == null) {
      listener.gone(this);
      return;
    }
    equipment
        .blocking()
        .execute(
            () -> {
              removeScratch();
              equipment.events().execute(() -> listener.gone(this));
            });
  }

  private void removeScratch() {
    try {
      equipment.scratch().remove(id());
    } catch (IOException e) {
      log.warn(
          "the scratch of job {} stays until the worker's next start: {}",
          jobId,
          Failures.words(e));
    }
  }

  // ---- how it waits

  private boolean lives() {
    return !stopped && !ended;
  }

  /** Blocking work has to be waited for even when it was stopped: it holds files. */
  private <T> void blocking(Supplier<T> work, Consumer<T> next) {
    CompletionStage<T> result = CompletableFuture.supplyAsync(work, equipment.blocking());
    result.whenCompleteAsync(
        (value, e) -> {
          if (stopped) {
            end();
          } else if (e != null) {
            broke(e.getCause());
          } else {
            steps.guarded(() -> next.accept(value));
          }
        },
        equipment.events());
  }

  /** Named as the user asked, so that HandBrake's log and messages name what the user knows. */
  private Path result() {
    String output = assignment.output();
    String name = output.substring(output.lastIndexOf('/') + 1);
    boolean odd = name.isEmpty() || name.equals(".") || name.equals("..") || name.indexOf(0) >= 0;
    String extension = assignment.container().extension();
    return fetched.folder().resolve("output").resolve(odd ? "result." + extension : name);
  }
}
