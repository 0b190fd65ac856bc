package reelyard.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reelyard.bus.MissingOnMachineException;

class NodeVerticleTest {

  private final Vertx vertx = Vertx.vertx();
  private final Promise<Void> start = Promise.promise();
  private final CompletableFuture<Integer> status = new CompletableFuture<>();
  private final CompletableFuture<Void> up = new CompletableFuture<>();

  @AfterEach
  void close() throws Exception {
    await(vertx.close());
  }

  @Test
  void tells_that_something_is_missing_also_after_it_stood_by() throws Exception {
    await(vertx.deployVerticle(node()));

    start.fail(new MissingOnMachineException("no HandBrakeCLI"));

    assertThat(status.get(60, TimeUnit.SECONDS)).isEqualTo(ExitCode.MISSING);
    assertThat(up).isNotDone();
  }

  @Test
  void is_up_when_its_parts_are_and_not_while_it_stands_by() throws Exception {
    await(vertx.deployVerticle(node()));
    assertThat(up).isNotDone();

    start.complete();

    up.get(60, TimeUnit.SECONDS);
  }

  private NodeVerticle node() {
    Part part = new Part("part", Standing::new, new DeploymentOptions(), true);
    return new NodeVerticle(List.of(part), true, () -> up.complete(null), status::complete);
  }

  private static void await(Future<?> future) throws Exception {
    future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  private final class Standing extends VerticleBase {

    @Override
    public Future<?> start() {
      return start.future();
    }
  }
}
