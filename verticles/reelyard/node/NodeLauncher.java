package reelyard.node;

import java.util.List;

/** Runs the verticles of one process until it is told to stop. */
public final class NodeLauncher {

  private NodeLauncher() {}

  /** Returns one of {@link ExitCode}. */
  public static int run(List<String> args) {
    return args.isEmpty() ? ExitCode.USAGE : ExitCode.STOPPED;
  }
}
