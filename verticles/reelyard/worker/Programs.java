package reelyard.worker;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds programs as a shell would. */
final class Programs {

  private static final Pattern SEPARATOR = Pattern.compile(Pattern.quote(File.pathSeparator));

  private Programs() {}

  /** The absolute path of a program given by path or, without a slash, by its name on PATH. */
  static Optional<Path> find(String program) {
    return find(program, System.getenv().getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin"));
  }

  static Optional<Path> find(String program, String searchPath) {
    Stream<Path> candidates =
        program.contains("/")
            ? Stream.of(Path.of(program))
            : SEPARATOR
                .splitAsStream(searchPath)
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, program));
    return candidates
        .filter(path -> !program.isEmpty() && Files.isRegularFile(path) && Files.isExecutable(path))
        .findFirst()
        .map(Path::toAbsolutePath);
  }

  /** One sentence for a program that is not there or does not run, with the remedy. */
  static String missing(String program, String key) {
    String name = "handbrake".equals(key) ? "handbrake-cli" : "ffmpeg";
    return program
        + " cannot be run on this worker: install it (apt-get install "
        + name
        + ") or set worker."
        + key
        + " to its path";
  }
}
