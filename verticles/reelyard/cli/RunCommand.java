package reelyard.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;
import reelyard.node.NodeLauncher;

/** Stands in the list of commands; its arguments are the node launcher's. */
@Command(
    name = "run",
    description = "Run this machine's part of a farm; `reelyard run --help` lists its options.",
    customSynopsis =
        "reelyard run ROLE|CLASS... [--cluster] [--conf FILE] [OPTIONS]%n"
            + "Roles: manager (scheduler, staging, web, alert, dropbox and gateway), scheduler, staging,"
            + " web, alert, dropbox, gateway, worker.")
final class RunCommand implements Callable<Integer> {

  @Unmatched private List<String> arguments;

  @Override
  public Integer call() {
    return NodeLauncher.run(arguments == null ? List.of() : arguments);
  }
}
