package reelyard.staging;

import reelyard.message.SourceFinding;
import reelyard.model.JobSpec;

/** Says before a job is accepted whether its source can be served and its result may land. */
final class Inspection {

  private final String staging;
  private final Sources sources;
  private final Targets targets;
  private final Replaceable replaceable;
  private final Grounds grounds;

  /**
   * @param staging the name of this host in the farm
   */
  Inspection(
      String staging, Sources sources, Targets targets, Replaceable replaceable, Grounds grounds) {
    this.grounds = grounds;
    this.staging = staging;
    this.sources = sources;
    this.targets = targets;
    this.replaceable = replaceable;
  }

  SourceFinding look(JobSpec job) {
    Checked<SourceFinding> finding =
        sources
            .look(job.input())
            .then(source -> target(source, job).then(target -> Checked.of(found(source, target))));
    return finding.ok() ? finding.value() : new SourceFinding(0, null, null, finding.failure());
  }

  private Checked<Target> target(Source source, JobSpec job) {
    return job.replaceSource()
        ? replaceable.look(job.input(), source, job.container())
        : targets.look(source, job.output(), job.container(), job.overwrite());
  }

  private SourceFinding found(Source source, Target target) {
    grounds.seen(target.existing());
    return new SourceFinding(source.bytes(), target.path().toString(), staging, null);
  }
}
