package reelyard;

import java.util.Arrays;
import java.util.List;
import reelyard.cli.Cli;
import reelyard.node.Logging;
import reelyard.node.NodeLauncher;

/** What {@code java -jar reelyard.jar} starts: a node's verticles, or a command. */
public final class Main {

  private Main() {}

  public static void main(String[] args) {
    Logging.start();
    System.exit(run(Arrays.asList(args)));
  }

  private static int run(List<String> args) {
    return !args.isEmpty() && args.get(0).equals("run")
        ? NodeLauncher.run(args.subList(1, args.size()))
        : Cli.run(args.toArray(String[]::new));
  }
}
