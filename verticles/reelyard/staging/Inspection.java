package reelyard.staging;

import reelyard.message.SourceFinding;
import reelyard.model.JobSpec;

/** Says before a job is accepted whether its source can be served and its result may land. */
final class Inspection {

  private final String staging;
  private final Sources sources;
  private final Targets targets;

  /**
   * @param staging the name of this host in the farm
   */
  Inspection(String staging, Sources sources, Targets targets) {
    this.staging = staging;
    this.sources = sources;
    this.targets = targets;
  }

  SourceFinding look(JobSpec job) {
    Checked<SourceFinding> finding =
        sources
            .look(job.input())
            .then(
                source ->
                    targets
                        .look(source, job.output(), job.container(), job.overwrite())
                        .then(target -> Checked.of(found(source, target))));
    return finding.ok() ? finding.value() : new SourceFinding(0, null, null, finding.failure());
  }

  private SourceFinding found(Source source, Target target) {
    return new SourceFinding(source.bytes(), target.path().toString(), staging, null);
  }
}
