package reelyard.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Stands in the list of commands for one that the launcher script does by itself. */
abstract sealed class ScriptCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Unmatched private List<String> arguments;

  @Override
  public Integer call() throws CommandFailure {
    String words = arguments == null ? "" : " " + String.join(" ", arguments);
    throw CommandFailure.usage(
        "only the script can do that: type ./reelyard "
            + spec.name()
            + words
            + " in the folder of the sources");
  }

  /** The build. */
  @Command(
      name = "test",
      description = "Run the whole build with its tests; arguments go to Maven.",
      customSynopsis = "reelyard test [MAVEN_OPTIONS...]")
  static final class Test extends ScriptCommand {}

  /** The benchmarks. */
  @Command(
      name = "bench",
      description = "Run a benchmark, such as: reelyard bench overhead.",
      customSynopsis = "reelyard bench NAME [OPTIONS...]",
      footer = {
        "Without a NAME that exists it lists those that do.",
        "Most take --short, to see only that they work. transfer exits with 1 when any target is",
        "missed, breaks when any transfer ends otherwise than it should."
      })
  static final class Bench extends ScriptCommand {}
}
