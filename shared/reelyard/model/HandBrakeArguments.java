package reelyard.model;

import java.util.ArrayList;
import java.util.List;

/** HandBrakeCLI's arguments for a job, without program name, input, output and preset file. */
public final class HandBrakeArguments {

  private HandBrakeArguments() {}

  /** The preset, the container, and then the user's own options, which may override both. */
  public static List<String> of(JobSpec spec) {
    List<String> arguments = new ArrayList<>();
    arguments.add("--preset");
    arguments.add(spec.preset());
    arguments.add("--format");
    arguments.add(spec.container().format());
    arguments.addAll(spec.options());
    return List.copyOf(arguments);
  }
}
