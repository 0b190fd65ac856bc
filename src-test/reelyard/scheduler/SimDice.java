package reelyard.scheduler;

import java.util.List;
import java.util.SplittableRandom;

/** The simulation's only source of chance: the same seed throws the same numbers. */
final class SimDice {

  private final SplittableRandom random;

  SimDice(long seed) {
    random = new SplittableRandom(seed);
  }

  /** True once in so many throws. */
  boolean onceIn(int count) {
    return random.nextInt(count) == 0;
  }

  /** 0 up to, not including, this. */
  int below(int bound) {
    return random.nextInt(bound);
  }

  /** Both ends included. */
  long between(long least, long most) {
    return random.nextLong(least, most + 1);
  }

  <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  @SafeVarargs
  final <T> T oneOf(T... values) {
    return values[random.nextInt(values.length)];
  }
}
