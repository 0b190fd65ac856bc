package reelyard.worker;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import reelyard.message.AttemptId;
import reelyard.message.QueuedJob;
import reelyard.message.WorkerQueue;
import reelyard.model.Progress;
import reelyard.model.Stage;

/** Does what {@link Lanes} decides, and keeps the attempts that this worker holds. */
final class Workshop implements AttemptListener {

  private static final Duration LOOK = Duration.ofSeconds(15);
  private static final int MOST_LOOKS = 20;

  private final Equipment equipment;
  private final Lanes lanes;
  private final Consumer<String> doubts;
  private final Map<String, Attempt> inLanes = new LinkedHashMap<>();
  private final Set<Attempt> attempts = new LinkedHashSet<>();

  /** Those among them that wait for room in scratch. */
  private final Set<Attempt> roomless = new LinkedHashSet<>();

  /** How often each of them looked in vain while no attempt of this worker held any. */
  private final Map<Attempt, Integer> looks = new HashMap<>();

  private final CompletableFuture<Void> finished = new CompletableFuture<>();
  private boolean finishing;

  /**
   * @param doubts hears what lets doubt whether this worker can work at all
   */
  Workshop(Equipment equipment, Consumer<String> doubts) {
    this.equipment = equipment;
    this.lanes = new Lanes(equipment.config().lanes());
    this.doubts = doubts;
  }

  /** The worker's queue as the scheduler has it now. */
  void queue(WorkerQueue queue) {
    act(lanes.queue(queue.jobs().stream().map(QueuedJob::jobId).toList()));
  }

  /** Goes on with results that an earlier start of this worker left. */
  void takeUp(List<ResultNote> results) {
    for (ResultNote result : results) {
      Attempt attempt = new Attempt(result, equipment, this);
      attempts.add(attempt);
      inLanes.put(attempt.jobId(), attempt);
    }
    results.forEach(result -> act(lanes.returns(result.assignment().attempt().jobId())));
  }

  /** Whether another job could begin at once, if there were one. */
  boolean wantsMore() {
    return lanes.wantsMore();
  }

  /** Claims no more. */
  void close() {
    lanes.close();
  }

  /** Claims again. */
  void open() {
    if (!finishing) {
      act(lanes.open());
    }
  }

  /**
   * Ends this attempt at once, if it is held here; its job may have a newer one.
   *
   * @param over whether the job needs none
   */
  void stop(AttemptId attempt, String reason, boolean over) {
    for (Attempt held : List.copyOf(attempts)) {
      if (attempt.equals(held.id())) {
        if (over) {
          held.drop(reason);
        } else {
          held.stop(reason);
        }
      }
    }
  }

  /** These attempts are to be paused, all others to go on. */
  void pauseThese(Collection<AttemptId> paused) {
    for (Attempt held : List.copyOf(attempts)) {
      if (held.id() != null) {
        held.pause(paused.contains(held.id()));
      }
    }
  }

  /** This attempt is to be paused, or to go on; false when it is not held here. */
  boolean pause(AttemptId attempt, boolean wanted) {
    List<Attempt> meant = attempts.stream().filter(a -> attempt.equals(a.id())).toList();
    meant.forEach(held -> held.pause(wanted));
    return !meant.isEmpty();
  }

  /** Whether this attempt is held here. */
  boolean holds(AttemptId attempt) {
    return attempts.stream().anyMatch(held -> attempt.equals(held.id()));
  }

  /** How each attempt stands. */
  List<Progress> progress() {
    return attempts.stream().map(Attempt::progress).filter(Objects::nonNull).toList();
  }

  /** Whether some attempt is at its transcode. */
  boolean transcodes() {
    return progress().stream().anyMatch(p -> p.stage() == Stage.TRANSCODING);
  }

  /** Claims no more; completes when what is held has come to its end. */
  CompletionStage<Void> finish() {
    finishing = true;
    close();
    finishIfIdle();
    return finished;
  }

  /** Ends all at once; completes when no process is left, nor files but those to be kept. */
  CompletionStage<Void> stopAll(String reason) {
    close();
    List.copyOf(attempts).forEach(attempt -> attempt.leave(reason));
    return finish();
  }

  @Override
  public void fetched(Attempt attempt) {
    act(lanes.fetched(attempt.jobId()));
  }

  @Override
  public boolean waitsForRoom(Attempt attempt, boolean mayCome) {
    boolean othersHoldSome =
        attempts.stream().anyMatch(other -> other != attempt && !roomless.contains(other));
    if (!othersHoldSome && !(mayCome && looksAgain(attempt))) {
      return false;
    }
    roomless.add(attempt);
    return true;
  }

  /** Others may leave room on the disk; after a while, some other worker has more. */
  private boolean looksAgain(Attempt attempt) {
    if (looks.merge(attempt, 1, Integer::sum) > MOST_LOOKS) {
      return false;
    }
    equipment
        .timers()
        .after(
            LOOK,
            () -> {
              if (roomless.remove(attempt)) {
                attempt.fetchAgain();
              }
            });
    return true;
  }

  /** Whether some attempt waits for room: no other would find any. */
  boolean lacksRoom() {
    return !roomless.isEmpty();
  }

  @Override
  public void pauses(Attempt attempt, boolean wanted) {
    act(lanes.pause(attempt.jobId(), wanted));
  }

  @Override
  public void held(Attempt attempt) {
    act(lanes.held(attempt.jobId()));
  }

  @Override
  public void processEnded(Attempt attempt) {
    act(lanes.processEnded(attempt.jobId()));
  }

  @Override
  public void checked(Attempt attempt) {
    act(lanes.checked(attempt.jobId()));
  }

  @Override
  public void leftLanes(Attempt attempt) {
    inLanes.remove(attempt.jobId());
    act(lanes.over(attempt.jobId()));
  }

  @Override
  public void gone(Attempt attempt) {
    attempts.remove(attempt);
    roomless.remove(attempt);
    looks.remove(attempt);
    finishIfIdle();
    List<Attempt> again = List.copyOf(roomless);
    roomless.clear();
    again.forEach(Attempt::fetchAgain);
  }

  @Override
  public void doubt(String why) {
    doubts.accept(why);
  }

  private void finishIfIdle() {
    if (finishing && attempts.isEmpty()) {
      finished.complete(null);
    }
  }

  private void act(List<Lanes.Start> starts) {
    for (Lanes.Start start : starts) {
      switch (start.lane()) {
        case FETCH -> take(start.jobId());
        case TRANSCODE -> inLanes.get(start.jobId()).transcode();
        case GO_ON -> inLanes.get(start.jobId()).goOn();
        case RETURN -> inLanes.get(start.jobId()).giveBack();
      }
    }
  }

  private void take(String jobId) {
    Attempt attempt = new Attempt(jobId, equipment, this);
    attempts.add(attempt);
    inLanes.put(jobId, attempt);
    attempt.claimAndFetch();
  }
}
