package reelyard.node;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Makes this process a member of a farm that runs elsewhere, for {@code ./reelyard bench queue}.
 */
public final class QueueMember {

  private static final long PATIENCE_SECONDS = 60;

  private QueueMember() {}

  /** Joins the farm of this configuration. */
  public static Vertx join(Path config) throws Exception {
    FarmConfig farm = FarmConfig.load(config, Map.of());
    VertxOptions options = new VertxOptions().setEventLoopPoolSize(1);
    options.getEventBusOptions().setHost(farm.cluster().host()).setPort(farm.cluster().busPort());
    return Vertx.builder()
        .with(options)
        .withClusterManager(Membership.manager(farm.farm(), farm.cluster(), null, () -> {}))
        .buildClustered()
        .toCompletionStage()
        .toCompletableFuture()
        .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }
}
