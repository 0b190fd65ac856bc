package reelyard.scheduler;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which live jobs are to run after which others, whether they still wait for them or not. */
final class Dependents {

  private final Map<String, Set<JobEntry>> byNeeded = new HashMap<>();

  void add(JobEntry job) {
    for (String needed : job.spec().after()) {
      byNeeded.computeIfAbsent(needed, id -> new LinkedHashSet<>()).add(job);
    }
  }

  void remove(JobEntry job) {
    for (String needed : job.spec().after()) {
      Set<JobEntry> jobs = byNeeded.get(needed);
      if (jobs != null && jobs.remove(job) && jobs.isEmpty()) {
        byNeeded.remove(needed);
      }
    }
  }

  /** Live jobs that are to run after this one. */
  List<JobEntry> of(String needed) {
    return List.copyOf(byNeeded.getOrDefault(needed, Set.of()));
  }
}
