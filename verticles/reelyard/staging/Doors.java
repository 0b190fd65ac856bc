package reelyard.staging;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import reelyard.message.Assignment;
import reelyard.message.AttemptId;
import reelyard.message.BlockHashes;
import reelyard.message.CommitResult;
import reelyard.message.GetHashes;
import reelyard.message.ResultCommitted;
import reelyard.model.FailureReason;

/**
 * Every open door, one for each live attempt: asking again finds the same one, a newer attempt
 * closes the older's, and an attempt that ended never gets one again.
 */
final class Doors {

  private static final int REMEMBERED = 10_000;

  private final SecureRandom random = new SecureRandom();
  private final Sources sources;
  private final Targets targets;
  private final Placement placement;
  private final Appearance appearance;
  private final Reservations reservations;
  private final Replaceable replaceable;
  private final Replacements replacements;
  private final PartJournal journal;
  private final Leftovers leftovers;
  private final Map<String, Door> byJob = new ConcurrentHashMap<>();
  private final Map<String, Door> byUser = new ConcurrentHashMap<>();
  private final Map<String, Integer> ended = new Remembered<>(REMEMBERED);
  private Consumer<Door> whenClosed = door -> {};

  /**
   * @param clock milliseconds since 1970
   */
  Doors(
      Sources sources,
      Targets targets,
      Placement placement,
      Appearance appearance,
      PartJournal journal,
      Disks disks,
      LongSupplier clock,
      Replaceable replaceable,
      Replacements replacements) {
    this.sources = sources;
    this.targets = targets;
    this.placement = placement;
    this.appearance = appearance;
    this.journal = journal;
    this.leftovers = new Leftovers(journal, this::takesBack);
    this.reservations = new Reservations(disks, clock, byJob::values);
    this.replaceable = replaceable;
    this.replacements = replacements;
  }

  /** The room that the open doors keep. */
  Reservations reservations() {
    return reservations;
  }

  /** Hears of each door after it closed, to hang up on who still stands in it. */
  void whenClosed(Consumer<Door> listener) {
    whenClosed = listener;
  }

  /**
   * Opens the input of an attempt to read, unless its result could not land: hours of work would be
   * in vain.
   */
  Checked<Door> serve(Assignment assignment) {
    return door(assignment)
        .then(
            door -> {
              Source served = door.source();
              Checked<Source> source =
                  served != null ? unchanged(served) : sources.look(assignment.input());
              return source
                  .then(
                      found ->
                          target(found, assignment)
                              .then(target -> reservations.serve(door, target, found.bytes()))
                              .then(target -> handOut(assignment, found, target)))
                  .then(
                      target -> {
                        if (served == null) {
                          door.serve(source.value());
                        }
                        return Checked.of(door);
                      });
            });
  }

  private Checked<Target> handOut(Assignment assignment, Source source, Target target) {
    return assignment.replaceSource()
        ? replacements.handOut(assignment.attempt(), source).then(noted -> Checked.of(target))
        : Checked.of(target);
  }

  private static Checked<Source> unchanged(Source served) {
    for (SourceFile file : served.files()) {
      String change = file.change();
      if (change != null) {
        return Checked.failed(
            FailureReason.TRANSFER_FAILED,
            Shown.name(file.real())
                + " "
                + change
                + ": leave it alone until the job is done, and retry the job");
      }
    }
    return Checked.of(served);
  }

  /** Opens the result of an attempt to write, as far as it may land and has room. */
  Checked<Door> takeBack(Assignment assignment) {
    return door(assignment)
        .then(
            door ->
                target(door, assignment)
                    .then(
                        target -> {
                          PartFile part =
                              new PartFile(target, assignment.attempt(), placement, journal);
                          return reservations
                              .takeBack(door, target, assignment.inputBytes())
                              .then(roomy -> opened(door, part, assignment));
                        }));
  }

  private Checked<Door> opened(Door door, PartFile part, Assignment assignment) {
    Checked<Source> source = sources.look(assignment.input());
    if (source.ok()) {
      door.resemble(Appearance.model(source.value()));
    }
    door.takeBack(part);
    return Checked.of(door);
  }

  /** Whether its result came, in part or whole, to an earlier staging and waits for a door. */
  boolean waits(AttemptId attempt) {
    return journal.of(attempt).isPresent() && takingBack(attempt) == null;
  }

  /** The door that takes this attempt's result, or null. */
  private Door takingBack(AttemptId attempt) {
    Door door = byJob.get(attempt.jobId());
    boolean takes = door != null && door.attempt().equals(attempt) && door.output() != null;
    return takes ? door : null;
  }

  /** How the result that was returned for this attempt can be known again, or null. */
  String mark(AttemptId attempt) {
    Door door = takingBack(attempt);
    if (door == null || !door.output().exists()) {
      return null;
    }
    // Its looks are part of what it is known by.
    appearance.give(door.output().path(), door.model());
    return ResultMark.of(door.output().path());
  }

  /** Puts the returned result under its final name; all rules are asked again. */
  Checked<ResultCommitted> commit(Assignment assignment, CommitResult result) {
    Door door = takingBack(assignment.attempt());
    if (door == null || !door.outputName().equals(result.fileName())) {
      return Checked.failed(
          FailureReason.TRANSFER_FAILED,
          "no "
              + Shown.name(result.fileName())
              + " was returned for attempt "
              + assignment.attempt().attempt()
              + " of job "
              + assignment.attempt().jobId()
              + ": ask where to return it, and upload it");
    }
    PartFile part = door.output();
    Checked<String> root = part.root().then(came -> same(result, came));
    if (!root.ok()) {
      return Checked.failed(root.failure());
    }
    return target(door, assignment)
        .then(
            target ->
                target.path().equals(part.target().path())
                    ? committed(part, assignment, result, root.value())
                    : Checked.<Path>failed(
                        FailureReason.RESULT_NOT_WRITABLE,
                        Shown.name(assignment.output())
                            + " leads elsewhere than when the upload began: submit it again"))
        .then(
            path ->
                Checked.of(
                    new ResultCommitted(
                        assignment.attempt(),
                        assignment.output(),
                        result.bytes(),
                        root.value(),
                        result.receipt())));
  }

  private Checked<Path> committed(
      PartFile part, Assignment assignment, CommitResult result, String root) {
    return assignment.replaceSource()
        ? part.commit(result.bytes(), replacements.placer(assignment, result.receipt(), root))
        : part.commit(result.bytes(), mayReplace(assignment));
  }

  private static Checked<String> same(CommitResult result, String root) {
    return result.root() == null || result.root().equals(root)
        ? Checked.of(root)
        : Checked.failed(
            FailureReason.TRANSFER_FAILED,
            Shown.name(result.fileName())
                + " came back with other bytes than its worker has (root "
                + root
                + ", not "
                + Shown.name(result.root())
                + "): compare the blocks, and upload again those that differ");
  }

  /** The hashes of what went through an attempt's door; fenced attempts have none. */
  Checked<BlockHashes> hashes(GetHashes asked) {
    AttemptId attempt = asked.attempt();
    Door door = byJob.get(attempt.jobId());
    if (door != null && door.attempt().equals(attempt)) {
      return door.isFor(asked.workerId())
          ? DoorHashes.look(door, asked)
          : Checked.failed(
              FailureReason.STOPPED,
              "attempt " + attempt + " is not worker " + asked.workerId() + "'s: drop it");
    }
    boolean over;
    synchronized (this) {
      over = attempt.attempt() <= ended.getOrDefault(attempt.jobId(), 0);
    }
    return over || (door != null && door.attempt().attempt() > attempt.attempt())
        ? Checked.failed(FailureReason.STOPPED, "attempt " + attempt + " ended: drop it")
        : Checked.failed(
            FailureReason.TRANSFER_FAILED,
            "staging has no door for attempt " + attempt + ": ask for one again");
  }

  /** Closes the door of this attempt and of those before it, for good. */
  void ended(AttemptId attempt) {
    replacements.ended(attempt);
    Door door;
    synchronized (this) {
      ended.merge(attempt.jobId(), attempt.attempt(), Math::max);
      door = byJob.get(attempt.jobId());
      door = door == null || door.attempt().attempt() > attempt.attempt() ? null : door;
      if (door != null) {
        forget(door);
      }
    }
    if (door != null) {
      close(door);
    }
    leftovers.over(attempt);
  }

  /** Attempts whose results came in part, and wait for them to come again. */
  List<AttemptId> waiting() {
    return leftovers.waiting();
  }

  /** Whose doors are open. */
  List<AttemptId> open() {
    return byJob.values().stream().map(Door::attempt).toList();
  }

  /** Ends all their attempts, for nobody will know of them any more. */
  void endAll() {
    open().forEach(this::ended);
  }

  /** Closes them all; what came in part waits for another staging. */
  void leave() {
    for (Door door : new ArrayList<>(byJob.values())) {
      synchronized (this) {
        forget(door);
      }
      door.leave();
      whenClosed.accept(door);
    }
  }

  /** The door of this account, null when there is no such account or the password is wrong. */
  Door open(String user, String password) {
    Door door = byUser.get(user);
    return door != null && door.opensWith(password) ? door : null;
  }

  // The source may be gone by the time the result comes: what was served is what must not be hit.
  private Checked<Target> target(Door door, Assignment assignment) {
    Checked<Source> now = sources.look(assignment.input());
    Source source = now.ok() ? now.value() : door.source();
    return source == null ? Checked.failed(now.failure()) : target(source, assignment);
  }

  private Checked<Target> target(Source source, Assignment assignment) {
    return assignment.replaceSource()
        ? replaceable.look(assignment.input(), source, assignment.container())
        : targets.look(source, assignment.output(), assignment.container(), mayReplace(assignment));
  }

  /** Anything when its user said so, else nothing but a result of an earlier run of the job. */
  private static boolean mayReplace(Assignment assignment) {
    return assignment.overwrite() || ResultMark.replaceable(assignment);
  }

  private Checked<Door> door(Assignment assignment) {
    AttemptId attempt = assignment.attempt();
    Door older;
    Door door;
    synchronized (this) {
      older = byJob.get(attempt.jobId());
      if (older != null && older.attempt().equals(attempt)) {
        return Checked.of(older);
      }
      int lastEnded = ended.getOrDefault(attempt.jobId(), 0);
      if (attempt.attempt() <= lastEnded
          || (older != null && older.attempt().attempt() > attempt.attempt())) {
        return Checked.failed(FailureReason.STOPPED, "attempt " + attempt + " ended: drop it");
      }
      if (older != null) {
        forget(older);
      }
      door = new Door(attempt, assignment.workerId(), secret(), secret());
      byJob.put(attempt.jobId(), door);
      byUser.put(door.user(), door);
    }
    if (older != null) {
      close(older);
    }
    return Checked.of(door);
  }

  private boolean takesBack(Path part) {
    return byJob.values().stream()
        .anyMatch(door -> door.output() != null && door.output().path().equals(part));
  }

  private void forget(Door door) {
    byJob.remove(door.attempt().jobId(), door);
    byUser.remove(door.user(), door);
  }

  private void close(Door door) {
    door.close();
    whenClosed.accept(door);
  }

  private String secret() {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
