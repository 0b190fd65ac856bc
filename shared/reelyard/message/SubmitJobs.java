package reelyard.message;

import java.util.List;
import java.util.Objects;
import reelyard.model.JobSpec;

/**
 * New jobs.
 *
 * @param key chosen by the asker: the same key with the same jobs (whenever they may begin) gets
 *     the same answer, and no second jobs; null for none
 */
public record SubmitJobs(String key, List<JobSpec> jobs) {

  /** How many a message may hold; the configuration may allow fewer. */
  public static final int MOST = 100_000;

  public SubmitJobs {
    if (jobs == null
        || jobs.isEmpty()
        || jobs.size() > MOST
        || jobs.stream().anyMatch(Objects::isNull)) {
      throw new IllegalArgumentException(
          "jobs must be a list of 1 to " + MOST + " jobs, none null");
    }
    if (key != null && (key.isBlank() || key.length() > 128)) {
      throw new IllegalArgumentException("key must be 1 to 128 characters");
    }
    jobs = List.copyOf(jobs);
  }

  /** Without a key. */
  public static SubmitJobs of(List<JobSpec> jobs) {
    return new SubmitJobs(null, jobs);
  }
}
