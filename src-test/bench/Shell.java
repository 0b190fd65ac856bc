package bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** Runs commands to their end. */
final class Shell {

  private Shell() {}

  /** Seconds that the command took; its output goes to a file. */
  static double seconds(Path output, List<String> command) {
    long begin = System.nanoTime();
    run(output, command);
    return (System.nanoTime() - begin) / 1e9;
  }

  /**
   * Runs the command, its output and errors into a file.
   *
   * @throws IllegalStateException when it does not exit with 0
   */
  static void run(Path output, List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectOutput(output.toFile())
              .start();
      int exit = process.waitFor();
      if (exit != 0) {
        throw new IllegalStateException(command + " exited with " + exit + "; see " + output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
