package reelyard.cli;

import picocli.CommandLine.Option;
import reelyard.bus.Json;

/** The option that shows an answer as the manager gave it. */
final class JsonOption {

  @Option(names = "--json", description = "Print the manager's answer as JSON, for programs.")
  private boolean json;

  /** Whether the answer was printed so. */
  boolean print(Object answer) {
    if (json) {
      System.out.println(Json.write(answer));
    }
    return json;
  }
}
