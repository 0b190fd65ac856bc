package bench;

import java.util.List;
import reelyard.scheduler.Simulation;

/**
 * A long run of the scheduler's simulation: {@code ./reelyard bench simulate --seed N --steps M}. A
 * seed that fails prints what led there, and fails again in the same way.
 */
public final class SimulateBench {

  private static final long STEPS = 1_000_000;

  private SimulateBench() {}

  public static void main(String[] args) {
    List<String> words = List.of(args);
    long seed = number(words, "--seed", System.nanoTime() & 0xFFFFFF);
    long steps = number(words, "--steps", STEPS);
    System.out.printf("simulating: seed %d, %,d steps%n", seed, steps);
    long begin = System.nanoTime();
    Simulation.Outcome outcome = Simulation.run(seed, steps);
    double seconds = (System.nanoTime() - begin) / 1e9;
    if (outcome.problem() != null) {
      System.out.println(outcome.problem());
    }
    System.out.printf(
        "%s: seed %d, %,d steps, %,d jobs, %,d completed, %d managers killed, %d times at peace;"
            + " %.1f s, %,.0f steps/s%n",
        outcome.problem() == null ? "all held" : "FAILED",
        seed,
        outcome.steps(),
        outcome.jobs(),
        outcome.completed(),
        outcome.kills(),
        outcome.peaces(),
        seconds,
        outcome.steps() / seconds);
    if (outcome.problem() != null) {
      System.exit(1);
    }
  }

  private static long number(List<String> words, String name, long otherwise) {
    int at = words.indexOf(name);
    if (at < 0) {
      return otherwise;
    }
    if (at + 1 == words.size() || !words.get(at + 1).matches("[0-9]{1,18}")) {
      System.err.println(name + " needs a number, such as: reelyard bench simulate --seed 7");
      System.exit(2);
    }
    return Long.parseLong(words.get(at + 1));
  }
}
