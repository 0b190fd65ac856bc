package reelyard.node;

import io.vertx.core.Vertx;
import io.vertx.launcher.application.VertxApplication;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** {@code run}: Vert.x's launcher with Reelyard's roles, configuration and cluster. */
public final class NodeLauncher {

  /** How long a process may take to stop before it is ended by force. */
  private static final int STOP_SECONDS = 9;

  private static final int KILLED_BY_TERM = 143;

  // What these tell of a failed start, with stack traces, the hooks tell in one line. Held here,
  // since the logging system itself holds loggers only weakly.
  private static final List<Logger> QUIET_AT_START =
      Stream.of(
              VertxApplication.class.getName(),
              "io.vertx.core.impl.VertxImpl",
              "com.hazelcast.instance.AddressPicker")
          .map(Logger::getLogger)
          .toList();

  private NodeLauncher() {}

  /**
   * Runs what the arguments name until the process is told to stop.
   *
   * @return {@link ExitCode#STOPPED} when it started and later stopped as asked, another {@link
   *     ExitCode} when it did not start or had to give up; why stands on stderr
   */
  public static int run(List<String> args) {
    PrintStream err = System.err;
    RunArguments arguments;
    FarmConfig config;
    try {
      arguments = RunArguments.parse(args);
      if (arguments.helpRequested()) {
        System.out.print(RunArguments.usage());
        return ExitCode.STOPPED;
      }
      config = arguments.config(System.getenv());
      if (arguments.clustered()) {
        if (arguments.verticles().roles().contains(Role.STAGING)) {
          Membership.checkStaging(config);
        }
        Membership.check(config.cluster());
      }
    } catch (UsageException e) {
      err.println("reelyard: " + e.getMessage());
      err.print(RunArguments.usage());
      return ExitCode.USAGE;
    } catch (BadConfigException e) {
      err.println("reelyard: " + e.getMessage());
      return ExitCode.USAGE;
    }
    return launch(arguments, config, err);
  }

  private static int launch(RunArguments arguments, FarmConfig config, PrintStream err) {
    QUIET_AT_START.forEach(logger -> logger.setFilter(NodeLauncher::isNoError));
    NodeHooks hooks = new NodeHooks(arguments, config, NodeLauncher::endByForceUnlessStopped);
    int code = new Application(arguments.forVertx(), hooks).launch();
    FarmStartException failure = hooks.failure();
    if (code == 0 && failure == null) {
      QUIET_AT_START.forEach(logger -> logger.setFilter(null));
      hooks.stopped().join();
      return hooks.status();
    }
    err.println("reelyard: " + (failure == null ? "it did not start" : failure.getMessage()));
    close(hooks.vertx());
    return failure == null ? code : failure.exitCode();
  }

  private static boolean isNoError(LogRecord event) {
    return event.getLevel().intValue() < Level.SEVERE.intValue();
  }

  /** A verticle that hangs must not keep the process alive: service managers kill harder. */
  private static void endByForceUnlessStopped(NodeHooks hooks) {
    Executor later = CompletableFuture.delayedExecutor(STOP_SECONDS, TimeUnit.SECONDS);
    later.execute(
        () -> {
          if (!hooks.stopped().isDone()) {
            System.err.println(
                "reelyard: not everything stopped within " + STOP_SECONDS + " s: ended by force");
            Runtime.getRuntime()
                .halt(hooks.status() == ExitCode.STOPPED ? KILLED_BY_TERM : hooks.status());
          }
        });
  }

  private static void close(Vertx vertx) {
    if (vertx == null) {
      return;
    }
    try {
      vertx.close().toCompletionStage().toCompletableFuture().get(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      System.err.println("reelyard: not everything stopped: " + e.getMessage());
    }
  }

  /** Vert.x's launcher, which neither prints its own usage nor exits the JVM. */
  private static final class Application extends VertxApplication {
    Application(String[] args, NodeHooks hooks) {
      super(args, hooks, false, false);
    }
  }
}
