package reelyard.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random histories of the core, 200,000 steps together; {@code ./reelyard bench simulate}: more.
 */
class SimulationTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void every_invariant_holds_whatever_happens(long seed) {
    Simulation.Outcome outcome = Simulation.run(seed, 25_000);
    assertThat(outcome.problem()).isNull();
    assertThat(outcome.steps()).isGreaterThanOrEqualTo(25_000);
    assertThat(outcome.completed()).as("jobs that were completed").isGreaterThan(100);
    assertThat(outcome.kills()).as("managers that were killed").isPositive();
    assertThat(outcome.peaces()).as("times that all jobs ended").isPositive();
  }

  @Test
  void a_seed_replays_exactly() {
    assertThat(Simulation.run(42, 8_000)).isEqualTo(Simulation.run(42, 8_000));
  }
}
