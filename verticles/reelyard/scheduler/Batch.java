package reelyard.scheduler;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import reelyard.model.JobSpec;

/** The jobs of one request, and how they name and await each other. */
final class Batch {

  private final List<JobSpec> specs;
  private final Map<String, Integer> byLabel = new HashMap<>();
  private final Set<String> doubled = new HashSet<>();
  private final List<List<Integer>> dependents = new ArrayList<>();
  private final List<Integer> order = new ArrayList<>();
  private final Set<Integer> stuck = new LinkedHashSet<>();

  Batch(List<JobSpec> specs) {
    this.specs = specs;
    for (int i = 0; i < specs.size(); i++) {
      dependents.add(new ArrayList<>());
      stuck.add(i);
      String label = specs.get(i).label();
      if (label != null && byLabel.put(label, i) != null) {
        doubled.add(label);
      }
    }
    sort();
  }

  /** By Kahn's algorithm: who waits for nobody any more comes next, earlier ones first. */
  private void sort() {
    int[] waitsFor = new int[specs.size()];
    for (int i = 0; i < specs.size(); i++) {
      for (String other : specs.get(i).after()) {
        Integer needed = byLabel.get(other);
        if (needed != null) {
          waitsFor[i]++;
          dependents.get(needed).add(i);
        }
      }
    }
    PriorityQueue<Integer> free = new PriorityQueue<>();
    for (int i = 0; i < waitsFor.length; i++) {
      if (waitsFor[i] == 0) {
        free.add(i);
      }
    }
    while (!free.isEmpty()) {
      int next = free.poll();
      order.add(next);
      stuck.remove(next);
      for (int dependent : dependents.get(next)) {
        if (--waitsFor[dependent] == 0) {
          free.add(dependent);
        }
      }
    }
  }

  /** Indices of jobs, each after those that it waits for; without {@link #stuck}. */
  List<Integer> order() {
    return order;
  }

  /** Indices of jobs that wait for themselves, by way of others or not, or for such. */
  Set<Integer> stuck() {
    return stuck;
  }

  /** The index of the job with this label, or null. */
  Integer labelled(String label) {
    return byLabel.get(label);
  }

  /** Whether several jobs bear the label. */
  boolean isDoubled(String label) {
    return doubled.contains(label);
  }
}
