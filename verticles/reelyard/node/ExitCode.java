package reelyard.node;

/** What a process that runs verticles exits with. */
public final class ExitCode {

  /** Stopped as asked. */
  public static final int STOPPED = 0;

  /** The command line or the configuration is wrong. */
  public static final int USAGE = 2;

  /** Something is missing on this machine. */
  public static final int MISSING = 3;

  /** Vert.x or the cluster did not start. */
  public static final int CLUSTER = 11;

  /** A verticle did not start. */
  public static final int DEPLOYMENT = 15;

  private ExitCode() {}
}
