package reelyard;

import java.util.Arrays;
import java.util.List;
import reelyard.node.ExitCode;
import reelyard.node.Logging;
import reelyard.node.NodeLauncher;

/** What {@code java -jar reelyard.jar} starts. */
public final class Main {

  private Main() {}

  public static void main(String[] args) {
    Logging.start();
    System.exit(run(Arrays.asList(args)));
  }

  private static int run(List<String> args) {
    if (!args.isEmpty() && args.get(0).equals("run")) {
      return NodeLauncher.run(args.subList(1, args.size()));
    }
    System.err.println("usage: reelyard run ROLE|CLASS... [--cluster] [--conf FILE|JSON]");
    return ExitCode.USAGE;
  }
}
