package reelyard.scheduler;

import java.util.List;
import reelyard.model.JobSpec;
import reelyard.model.Needs;

/**
 * What decides at which workers a job may run: jobs of one demand may all run at the same.
 *
 * @param sharer the user whose share of a worker it counts for, so that jobs beyond it do not stand
 *     before other users' ones; null for nobody's
 * @param staging where the files lie
 * @param proof whether the worker must be able to prove a result
 */
record Demand(
    Needs needs,
    String pool,
    List<String> tags,
    List<String> workers,
    String sharer,
    String staging,
    boolean proof) {

  static Demand of(Needs needs, String pool, JobSpec spec, String staging) {
    return new Demand(
        needs,
        pool,
        spec.tags(),
        spec.workers(),
        spec.ignoreShare() ? null : spec.user(),
        staging,
        spec.replaceSource());
  }
}
