package reelyard.staging;

import reelyard.message.Assignment;

/** Where the results of attempts may land, asked anew whenever it matters. */
final class Landings {

  private final Sources sources;
  private final Targets targets;
  private final Replaceable replaceable;

  Landings(Sources sources, Targets targets, Replaceable replaceable) {
    this.sources = sources;
    this.targets = targets;
    this.replaceable = replaceable;
  }

  /** Where the result of this door's attempt lands, or why it may not. */
  // The source may be gone by the time the result comes: what was served is what must not be hit.
  Checked<Target> target(Door door, Assignment assignment) {
    Checked<Source> now = sources.look(assignment.input());
    Source source = now.ok() ? now.value() : door.source();
    return source == null ? Checked.failed(now.failure()) : target(source, assignment);
  }

  /** The same for this source. */
  Checked<Target> target(Source source, Assignment assignment) {
    return assignment.replaceSource()
        ? replaceable.look(assignment.input(), source, assignment.container())
        : targets.look(source, assignment.output(), assignment.container(), mayReplace(assignment));
  }

  /** Anything when its user said so, else nothing but a result of an earlier run of the job. */
  static boolean mayReplace(Assignment assignment) {
    return assignment.overwrite() || ResultMark.replaceable(assignment);
  }
}
