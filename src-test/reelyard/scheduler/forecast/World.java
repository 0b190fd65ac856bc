package reelyard.scheduler.forecast;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A farm whose true speeds are known: three workers, four presets, noise of 20 % on every job. */
final class World {

  static final List<String> WORKERS = List.of("attic", "nas", "tower");
  static final List<String> KINDS =
      List.of("Fast 1080p30 < mkv", "HQ 1080p30 < mkv", "Very Fast 480p30 < vob", "H.265 < mkv");

  private static final double NOISE = 0.2;
  private static final double[] KIND_BYTES_PER_SECOND = {4e6, 1.2e6, 9e6, 0.5e6};

  final double[] workerFactor = {0.4, 1, 3};
  private final double[][] liking = new double[WORKERS.size()][KINDS.size()];
  private final Random random;

  World(long seed) {
    random = new Random(seed);
    for (double[] likings : liking) {
      Arrays.setAll(likings, kind -> Math.exp(0.25 * random.nextGaussian()));
    }
  }

  /** Any job at any worker, with what the forecast says before it runs. */
  Ended next(Forecast forecast) {
    return next(forecast, random.nextInt(WORKERS.size()));
  }

  Ended next(Forecast forecast, int worker) {
    int kind = random.nextInt(KINDS.size());
    long bytes = Math.round(Math.exp(20 + random.nextGaussian()));
    double noise = Math.exp(NOISE * random.nextGaussian());
    double seconds = 1 + bytes / (bytesPerSecond(worker, kind) * noise);
    String workerId = WORKERS.get(worker);
    double expected = forecast.estimate(workerId, new Work(KINDS.get(kind), bytes)).seconds();
    return Ended.complete(workerId, KINDS.get(kind), bytes, seconds).expected(Math.round(expected));
  }

  double bytesPerSecond(int worker, int kind) {
    return KIND_BYTES_PER_SECOND[kind] * workerFactor[worker] * liking[worker][kind];
  }
}
