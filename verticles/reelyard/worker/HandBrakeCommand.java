package reelyard.worker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The command line of one run. */
final class HandBrakeCommand {

  private HandBrakeCommand() {}

  /**
   * HandBrakeCLI with all its arguments.
   *
   * @throws IOException when a sidecar cannot be read
   */
  static List<String> of(Path handbrake, TranscodeOrder order) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(handbrake.toString());
    command.add("--json");
    command.addAll(List.of("-i", absolute(order.film()), "-o", absolute(order.result())));
    if (order.presetFile() != null) {
      command.addAll(List.of("--preset-import-file", absolute(order.presetFile())));
    }
    command.addAll(order.arguments());
    List<Sidecar> sidecars = new ArrayList<>();
    for (Path file : order.subtitles()) {
      sidecars.add(Sidecar.of(file.toAbsolutePath()));
    }
    List<Sidecar> srt = sidecars.stream().filter(s -> !s.ssa()).toList();
    if (!srt.isEmpty()) {
      command.addAll(List.of("--srt-file", list(srt, s -> s.file().toString())));
      command.addAll(List.of("--srt-codeset", list(srt, Sidecar::codeset)));
      command.addAll(List.of("--srt-lang", list(srt, Sidecar::language)));
    }
    List<Sidecar> ssa = sidecars.stream().filter(Sidecar::ssa).toList();
    if (!ssa.isEmpty()) {
      command.addAll(List.of("--ssa-file", list(ssa, s -> s.file().toString())));
      command.addAll(List.of("--ssa-lang", list(ssa, Sidecar::language)));
    }
    return command;
  }

  /**
   * The same as it is run: out of the way of other programs, and its stdout flushed line by line,
   * which HandBrakeCLI 1.6 does not do on a pipe.
   */
  static List<String> wrapped(List<String> command, int nice) {
    List<String> wrapped =
        new ArrayList<>(List.of("nice", "-n", Integer.toString(nice), "stdbuf", "-oL", "--"));
    wrapped.addAll(command);
    return wrapped;
  }

  /** Absolute, so that a name with a leading dash is not an option. */
  private static String absolute(Path path) {
    return path.toAbsolutePath().toString();
  }

  private static String list(List<Sidecar> sidecars, Function<Sidecar, String> part) {
    return sidecars.stream().map(part).collect(Collectors.joining(","));
  }
}
