package reelyard.scheduler;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import reelyard.model.JobSpec;

/** Finds jobs of a request that would wait for themselves. */
final class Cycles {

  private Cycles() {}

  /**
   * Labels of jobs that wait for themselves, or for such, by Kahn's algorithm: what is left when
   * all have gone that wait for nobody any more.
   */
  static Set<String> of(List<JobSpec> specs) {
    Map<String, Integer> waitsFor = new HashMap<>();
    Map<String, List<String>> waitedForBy = new HashMap<>();
    for (JobSpec spec : specs) {
      if (spec.label() != null) {
        waitsFor.put(spec.label(), 0);
      }
    }
    for (JobSpec spec : specs) {
      for (String other : spec.after()) {
        if (spec.label() != null && waitsFor.containsKey(other)) {
          waitsFor.merge(spec.label(), 1, Integer::sum);
          waitedForBy.computeIfAbsent(other, label -> new ArrayList<>()).add(spec.label());
        }
      }
    }
    Deque<String> free = new ArrayDeque<>();
    waitsFor.forEach(
        (label, count) -> {
          if (count == 0) {
            free.add(label);
          }
        });
    Set<String> left = new HashSet<>(waitsFor.keySet());
    while (!free.isEmpty()) {
      String label = free.poll();
      left.remove(label);
      for (String other : waitedForBy.getOrDefault(label, List.of())) {
        if (waitsFor.merge(other, -1, Integer::sum) == 0) {
          free.add(other);
        }
      }
    }
    return left;
  }
}
