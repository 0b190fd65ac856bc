package reelyard.scheduler;

import java.util.List;
import reelyard.model.JobSpec;
import reelyard.model.Needs;

/** What decides at which workers a job may run: jobs of one demand may all run at the same. */
record Demand(Needs needs, String pool, List<String> tags, List<String> workers) {

  static Demand of(Needs needs, String pool, JobSpec spec) {
    return new Demand(needs, pool, spec.tags(), spec.workers());
  }
}
