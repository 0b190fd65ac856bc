package reelyard.staging;

import java.util.concurrent.Executor;
import reelyard.message.Assignment;
import reelyard.message.AttemptId;
import reelyard.message.CommitResult;
import reelyard.message.ResultCommitted;
import reelyard.model.Failure;
import reelyard.model.FailureReason;

/** Takes back the results of live attempts, and puts those that are proven in place. Blocks. */
final class Returns {

  private final Doors doors;
  private final Sources sources;
  private final Landings landings;
  private final Reservations reservations;
  private final PartJournal journal;
  private final Placement placement;
  private final Appearance appearance;
  private final Replacements replacements;
  private final Executor syncing;

  Returns(
      Doors doors,
      Sources sources,
      Landings landings,
      Reservations reservations,
      PartJournal journal,
      Placement placement,
      Appearance appearance,
      Replacements replacements,
      Executor syncing) {
    this.syncing = syncing;
    this.doors = doors;
    this.sources = sources;
    this.landings = landings;
    this.reservations = reservations;
    this.journal = journal;
    this.placement = placement;
    this.appearance = appearance;
    this.replacements = replacements;
  }

  /** Opens the result of an attempt to write, as far as it may land and has room. */
  Checked<Door> takeBack(Assignment assignment) {
    AttemptId attempt = assignment.attempt();
    return doors
        .door(assignment)
        .then(
            door ->
                landings
                    .target(door, assignment)
                    .then(
                        target ->
                            reservations.takeBack(
                                attempt, target, assignment.inputBytes(), door.output()))
                    .then(target -> opened(door, part(attempt, target), assignment)));
  }

  private PartFile part(AttemptId attempt, Target target) {
    return new PartFile(
        target, attempt, journal, () -> reservations.othersNeed(attempt, target), syncing);
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
    return doors.takingBack(attempt) == null && journal.of(attempt).isPresent();
  }

  /**
   * What came of a result: all of it, or nothing.
   *
   * @param mark how it can be known again, or null
   * @param missing why nothing came, which is no harm where the result stands already; else null
   */
  record Proven(Door door, PartFile.Proof proof, String mark, Failure missing) {

    boolean isHere() {
      return missing == null;
    }

    private static Checked<Proven> nothing(Failure why) {
      return Checked.of(new Proven(null, null, null, why));
    }
  }

  /** Proves that all of a result is here, if any of it is. */
  Checked<Proven> prove(CommitResult result) {
    AttemptId attempt = result.attempt();
    Door door = doors.takingBack(attempt);
    if (door == null || !door.outputName().equals(result.fileName())) {
      return Proven.nothing(notReturned(result));
    }
    if (!door.isFor(result.workerId())) {
      return Doors.notYours(attempt, result.workerId());
    }
    Checked<PartFile.Proof> proof = door.output().prove(result.bytes(), result.root());
    return proof.ok() || door.output().exists()
        ? proof.then(all -> Checked.of(new Proven(door, all, mark(door), null)))
        : Proven.nothing(proof.failure());
  }

  private static Failure notReturned(CommitResult result) {
    return Checked.failed(
            FailureReason.TRANSFER_FAILED,
            "no %s was returned for attempt %d of job %s: ask where to return it, and upload it"
                .formatted(
                    Shown.name(result.fileName()),
                    result.attempt().attempt(),
                    result.attempt().jobId()))
        .failure();
  }

  private String mark(Door door) {
    // Its looks are part of what it is known by.
    appearance.give(door.output().path(), door.model());
    door.output().madeFolders().forEach(made -> appearance.giveFolder(made, door.model()));
    return ResultMark.of(door.output().path());
  }

  /** Puts what was proven under its final name; all rules are asked again. */
  Checked<ResultCommitted> commit(Assignment assignment, CommitResult result, Proven proven) {
    if (!proven.isHere()) {
      return Checked.failed(proven.missing());
    }
    PartFile part = proven.door().output();
    return landings
        .target(proven.door(), assignment)
        .then(target -> unmoved(part, target, assignment))
        .then(target -> part.commit(proven.proof(), placer(assignment, result)))
        .then(path -> Checked.of(committed(assignment, result)));
  }

  private static Checked<Target> unmoved(PartFile part, Target target, Assignment assignment) {
    return target.path().equals(part.target().path())
        ? Checked.of(target)
        : Checked.failed(
            FailureReason.RESULT_NOT_WRITABLE,
            Shown.name(assignment.output())
                + " leads elsewhere than when the upload began: submit it again");
  }

  private Placer placer(Assignment assignment, CommitResult result) {
    if (assignment.replaceSource()) {
      return replacements.placer(assignment, result.receipt(), result.root());
    }
    boolean mayReplace = Landings.mayReplace(assignment);
    return (part, target) -> placement.place(part, target, mayReplace);
  }

  private ResultCommitted committed(Assignment assignment, CommitResult result) {
    reservations.over(assignment.attempt());
    return new ResultCommitted(
        assignment.attempt(), assignment.output(), result.bytes(), result.root(), result.receipt());
  }
}
