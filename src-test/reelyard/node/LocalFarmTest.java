package reelyard.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import reelyard.bus.MissingOnMachineException;

final class LocalFarmTest {

  private final List<String> events = new CopyOnWriteArrayList<>();

  @Test
  void starts_its_parts_in_order_and_stops_them_in_reverse() throws Exception {
    try (LocalFarm farm = LocalFarm.start(List.of(part("a"), part("b"), part("c")))) {
      assertThat(farm.web()).isNull();
      assertThat(events).containsExactly("a up", "b up", "c up");
    }

    assertThat(events).containsExactly("a up", "b up", "c up", "c down", "b down", "a down");
  }

  @Test
  void closes_at_once_and_may_be_closed_again() throws Exception {
    LocalFarm farm = LocalFarm.start(List.of(part("a")));
    long begun = System.nanoTime();

    farm.close();
    farm.close();

    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(9));
    assertThat(events).containsExactly("a up", "a down");
  }

  @Test
  void a_part_that_hangs_leaves_the_others_their_turn() throws Exception {
    Part hanging = new Part("hangs", Hanging::new, new DeploymentOptions(), false);
    LocalFarm farm = LocalFarm.start(List.of(part("a"), hanging, part("c")));
    long begun = System.nanoTime();

    farm.close();

    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofMillis(4500));
    assertThat(events).containsExactly("a up", "c up", "c down", "a down");
  }

  @Test
  void leaves_nothing_running_when_a_part_does_not_start() {
    Part broken =
        new Part(
            "worker-1",
            () -> new Told("x", new MissingOnMachineException("HandBrakeCLI is missing")),
            new DeploymentOptions(),
            false);

    assertThatThrownBy(() -> LocalFarm.start(List.of(part("a"), broken, part("c"))))
        .isInstanceOf(FarmStartException.class)
        .hasMessage("worker-1 did not start: HandBrakeCLI is missing")
        .extracting(e -> ((FarmStartException) e).exitCode())
        .isEqualTo(ExitCode.MISSING);
    assertThat(events).containsExactly("a up", "a down");
  }

  private Part part(String name) {
    return new Part(name, () -> new Told(name, null), new DeploymentOptions(), false);
  }

  private static final class Hanging extends VerticleBase {

    @Override
    public Future<?> stop() {
      return Promise.promise().future();
    }
  }

  private final class Told extends VerticleBase {

    private final String name;
    private final RuntimeException failure;

    Told(String name, RuntimeException failure) {
      this.name = name;
      this.failure = failure;
    }

    @Override
    public Future<?> start() {
      if (failure != null) {
        return Future.failedFuture(failure);
      }
      events.add(name + " up");
      return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
      events.add(name + " down");
      return Future.succeededFuture();
    }
  }
}
