package reelyard.node;

import io.vertx.launcher.application.ExitCodes;

/** What a process that runs verticles exits with. */
public final class ExitCode {

  /** Stopped as asked. */
  public static final int STOPPED = 0;

  /** The command line or the configuration is wrong. */
  public static final int USAGE = ExitCodes.USAGE;

  /** Something is missing on this machine. */
  public static final int MISSING = 3;

  /** Vert.x or the cluster did not start, or Hazelcast gave up later. */
  public static final int CLUSTER = ExitCodes.VERTX_INITIALIZATION;

  /** A verticle did not start, or left by itself with a failure. */
  public static final int DEPLOYMENT = ExitCodes.VERTX_DEPLOYMENT;

  private ExitCode() {}
}
