package reelyard.scheduler;

import java.util.List;
import java.util.concurrent.CompletionStage;
import reelyard.model.Job;

/** Keeps jobs. What is acknowledged is kept; saves take effect in the order of the calls. */
interface JobStore {

  /** Keeps these jobs as they are now, all or none. */
  CompletionStage<Void> save(List<Job> jobs);
}
