package reelyard;

import java.util.Arrays;
import reelyard.cli.Cli;
import reelyard.node.NodeLauncher;

/** What {@code java -jar reelyard.jar} starts: a node's verticles, or a command. */
public final class Main {

  private Main() {}

  public static void main(String[] args) {
    boolean node = args.length > 0 && args[0].equals("run");
    System.exit(
        node ? NodeLauncher.run(Arrays.asList(args).subList(1, args.length)) : Cli.run(args));
  }
}
