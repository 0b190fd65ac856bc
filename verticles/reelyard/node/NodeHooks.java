package reelyard.node;

import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.json.JsonObject;
import io.vertx.launcher.application.HookContext;
import io.vertx.launcher.application.VertxApplicationHooks;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reelyard.bus.Metering;
import reelyard.scheduler.store.Stores;

/** What Reelyard adds to Vert.x's launcher at each step of a process's life. */
final class NodeHooks implements VertxApplicationHooks {

  private static final Logger log = LoggerFactory.getLogger(NodeHooks.class);

  private final RunArguments arguments;
  private final FarmConfig config;
  private final Consumer<NodeHooks> whenStopping;
  private final CompletableFuture<Void> stopped = new CompletableFuture<>();
  private volatile Vertx vertx;
  private volatile FarmStartException failure;
  private volatile boolean stopping;
  private volatile int status = ExitCode.STOPPED;
  private DeploymentOptions forClasses = new DeploymentOptions();

  /**
   * @param whenStopping called when the process begins to stop
   */
  NodeHooks(RunArguments arguments, FarmConfig config, Consumer<NodeHooks> whenStopping) {
    this.whenStopping = whenStopping;
    this.arguments = arguments;
    this.config = config;
  }

  @Override
  public JsonObject afterVertxOptionsParsed(JsonObject none) {
    return arguments.vertxJson();
  }

  @Override
  public JsonObject afterDeploymentOptionsParsed(JsonObject none) {
    return arguments.deploymentJson();
  }

  @Override
  public JsonObject afterConfigParsed(JsonObject none) {
    return config.toJson();
  }

  @Override
  public VertxBuilder createVertxBuilder(VertxOptions options) {
    VertxBuilder builder = Vertx.builder().with(options);
    if (arguments.verticles().roles().contains(Role.WEB)) {
      Metering.switchOn(builder, options);
    }
    if (!arguments.clustered()) {
      return builder;
    }
    EventBusOptions bus = options.getEventBusOptions();
    bus.setHost(config.cluster().host()).setPort(config.cluster().busPort());
    config.cluster().tls().encrypt(bus);
    return builder.withClusterManager(
        Membership.manager(config.farm(), config.cluster(), seenMembers(), this::leftCluster));
  }

  /** Others find the manager by their configuration; it must remember them by itself. */
  private Path seenMembers() {
    return arguments.verticles().roles().contains(Role.SCHEDULER)
        ? Stores.beside(config.scheduler().store(), config.farm(), ".members")
        : null;
  }

  /** Hazelcast leaves last when the process stops; unasked, it has given up. */
  private void leftCluster() {
    if (stopping || vertx == null) {
      stopped.complete(null);
      return;
    }
    log.error(
        "Hazelcast has shut itself down, so this process is out of the farm and ends: start it"
            + " again; the lines above may tell why");
    status = ExitCode.CLUSTER;
    vertx.close().onComplete(closed -> stopped.complete(null));
  }

  @Override
  public void afterVertxStarted(HookContext context) {
    vertx = context.vertx();
    if (!arguments.clustered()) {
      ((VertxInternal) vertx).closeFuture().future().onComplete(closed -> stopped.complete(null));
    }
  }

  @Override
  public void afterFailureToStartVertx(HookContext context, Throwable cause) {
    failure =
        new FarmStartException(
            ExitCode.CLUSTER,
            arguments.clustered()
                ? "the cluster did not start: " + Membership.explain(config.cluster(), cause)
                : "Vert.x did not start: " + FarmStartException.inOneLine(cause),
            cause);
  }

  @Override
  public Supplier<? extends Deployable> verticleSupplier() {
    return () -> new NodeVerticle(parts(), mayStandBy(), this::up, code -> status = code);
  }

  /** The options are for the verticles of the user's own, not for the one that deploys them. */
  @Override
  public void beforeDeployingVerticle(HookContext context) {
    forClasses = new DeploymentOptions(context.deploymentOptions());
    context.deploymentOptions().setInstances(1).setThreadingModel(ThreadingModel.EVENT_LOOP);
  }

  private boolean mayStandBy() {
    return config.scheduler().store().shared()
        && arguments.verticles().roles().contains(Role.SCHEDULER);
  }

  private List<Part> parts() {
    VerticleNames verticles = arguments.verticles();
    return Stream.concat(
            verticles.roles().stream()
                .filter(this::isWanted)
                .map(role -> Part.of(role, role.word(), config)),
            verticles.classes().stream().map(type -> Part.of(type, forClasses)))
        .toList();
  }

  /**
   * A manager has a drop box and a gateway where they are configured; named themselves they start.
   */
  private boolean isWanted(Role role) {
    return switch (role) {
          case DROPBOX -> config.dropbox().watchesAny();
          case GATEWAY -> config.gateway().on();
          default -> true;
        }
        || arguments.verticles().named().contains(role);
  }

  private void up() {
    log.info(
        "farm {}: this process is up{}",
        config.farm(),
        arguments.clustered() ? "" : " (without --cluster: no other process can join)");
  }

  @Override
  public void afterFailureToDeployVerticle(HookContext context, Throwable cause) {
    failure =
        cause instanceof FarmStartException known
            ? known
            : FarmStartException.of("this process", cause);
  }

  @Override
  public void beforeStoppingVertx(HookContext context) {
    stopping = true;
    whenStopping.accept(this);
  }

  /** Completes when the verticles are down and the cluster is left. */
  CompletableFuture<Void> stopped() {
    return stopped;
  }

  /** What the process shall exit with once it has stopped: one of {@link ExitCode}. */
  int status() {
    return status;
  }

  /** Null before Vert.x started. */
  Vertx vertx() {
    return vertx;
  }

  /** Null unless the start failed. */
  FarmStartException failure() {
    return failure;
  }
}
