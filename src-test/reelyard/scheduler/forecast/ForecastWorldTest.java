package reelyard.scheduler.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Forecasts against worlds whose true speeds are known. */
class ForecastWorldTest {

  /** What nobody can foresee: the median of |exp(0.2 z) - 1| for a standard normal z. */
  private static final double NOISE_MEDIAN = 0.135;

  private final Forecast forecast = new Forecast();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void after_fifty_jobs_the_median_error_is_hardly_more_than_the_noise(long seed) {
    World world = new World(seed);
    learn(world, 50);

    double[] errors = new double[200];
    Arrays.setAll(errors, i -> error(world.next(forecast)));

    assertThat(median(errors)).isLessThan(NOISE_MEDIAN + 0.06);
  }

  @Test
  void four_out_of_five_of_the_next_jobs_end_within_the_range() {
    double[] shares = new double[20];
    for (int world = 0; world < shares.length; world++) {
      shares[world] = shareWithin(new World(world));
    }

    assertThat(Arrays.stream(shares).average().orElseThrow()).isBetween(0.70, 0.90);
    assertThat(Arrays.stream(shares).boxed()).allMatch(share -> share > 0.65 && share < 0.98);
  }

  private static double shareWithin(World world) {
    Forecast forecast = new Forecast();
    IntStream.range(0, 50).forEach(i -> forecast.learn(world.next(forecast).attempt()));
    int within = 0;
    for (int i = 0; i < 200; i++) {
      Ended ended = world.next(forecast);
      Work work = new Work(ended.kind(), ended.inputBytes());
      Estimate estimate = forecast.estimate(ended.workerId(), work);
      within += ended.seconds() > estimate.low() && ended.seconds() < estimate.high() ? 1 : 0;
      forecast.learn(ended.attempt());
    }
    return within / 200.0;
  }

  @Test
  void a_machine_that_becomes_half_as_fast_is_followed_within_twenty_of_its_jobs() {
    List<Double> misses = new ArrayList<>();
    for (long seed = 1; seed <= 20; seed++) {
      World world = new World(seed);
      Forecast changing = new Forecast();
      IntStream.range(0, 200).forEach(i -> changing.learn(world.next(changing).attempt()));
      world.workerFactor[1] /= 2;
      IntStream.range(0, 20).forEach(i -> changing.learn(world.next(changing, 1).attempt()));
      Ended next = world.next(changing, 1);
      misses.add(Math.log(next.seconds() / next.expectedSeconds()));
    }

    assertThat(misses.stream().mapToDouble(Double::doubleValue).average().orElseThrow())
        .as("mean of ln(actual / expected), ln 2 = 0.69 when nothing is followed")
        .isBetween(-0.12, 0.12);
  }

  @Test
  void the_error_that_people_read_is_the_error_that_was_made() {
    World world = new World(1);
    learn(world, 300);
    double[] errors = new double[50];
    for (int i = 0; i < 50; i++) {
      Ended ended = world.next(forecast);
      errors[i] = error(ended);
      forecast.learn(ended.attempt());
    }

    assertThat(forecast.basis(null))
        .isEqualTo("last 50 jobs: median error " + Math.round(median(errors) * 100) + " %");
  }

  private void learn(World world, int jobs) {
    for (int i = 0; i < jobs; i++) {
      forecast.learn(world.next(forecast).attempt());
    }
  }

  private static double error(Ended ended) {
    return Math.abs(ended.seconds() - ended.expectedSeconds()) / ended.seconds();
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }
}
