package reelyard.scheduler.forecast;

import java.util.ArrayDeque;
import java.util.Deque;

/** How far the latest predictions were off, each as a part of what the job really took. */
final class PastErrors {

  private static final int KEPT = 50;

  private final Deque<Double> errors = new ArrayDeque<>();

  /** A job took so long, and so long had been expected. */
  void add(double expectedSeconds, double actualSeconds) {
    if (errors.size() == KEPT) {
      errors.removeFirst();
    }
    errors.addLast(Math.abs(actualSeconds - expectedSeconds) / actualSeconds);
  }

  boolean none() {
    return errors.isEmpty();
  }

  /** For people: {@code last 50 jobs: median error 9 %}. */
  String words() {
    String percent = Math.round(Math.min(median(), 9.99) * 100) + " %";
    return errors.size() == 1
        ? "last job: error " + percent
        : "last " + errors.size() + " jobs: median error " + percent;
  }

  private double median() {
    double[] sorted = errors.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
