package reelyard.staging;

import reelyard.message.Assignment;
import reelyard.model.FailureReason;

/** Serves the inputs of live attempts through their doors. Blocks. */
final class Handouts {

  private final Doors doors;
  private final Sources sources;
  private final Landings landings;
  private final Reservations reservations;
  private final Replacements replacements;

  Handouts(
      Doors doors,
      Sources sources,
      Landings landings,
      Reservations reservations,
      Replacements replacements) {
    this.doors = doors;
    this.sources = sources;
    this.landings = landings;
    this.reservations = reservations;
    this.replacements = replacements;
  }

  /**
   * Opens the input of an attempt to read, unless its result could not land: hours of work would be
   * in vain.
   */
  Checked<Door> serve(Assignment assignment) {
    return doors
        .door(assignment)
        .then(
            door -> {
              Source served = door.source();
              Checked<Source> source =
                  served != null ? unchanged(served) : sources.look(assignment.input());
              return source
                  .then(
                      found ->
                          landings
                              .target(found, assignment)
                              .then(
                                  target ->
                                      reservations.serve(door.attempt(), target, found.bytes()))
                              .then(target -> handOut(assignment, found, target)))
                  .then(
                      target -> {
                        if (served == null) {
                          door.serve(source.value(), assignment.presetJson());
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
}
