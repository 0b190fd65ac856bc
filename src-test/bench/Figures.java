package bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Measured values, summed up in the ways that the tables use. */
final class Figures {

  private final double[] sorted;

  Figures(List<Double> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("nothing was measured");
    }
    sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
  }

  double median() {
    return percentile(50);
  }

  /** By the nearest rank. */
  double percentile(double percent) {
    int rank = (int) Math.ceil(percent / 100 * sorted.length);
    return sorted[Math.max(0, rank - 1)];
  }

  double max() {
    return sorted[sorted.length - 1];
  }

  int count() {
    return sorted.length;
  }

  @Override
  public String toString() {
    return Arrays.toString(sorted);
  }

  /** A number with so many decimals and a point, wherever one is. */
  static String decimals(double value, int places) {
    return String.format(Locale.ROOT, "%." + places + "f", value);
  }
}
