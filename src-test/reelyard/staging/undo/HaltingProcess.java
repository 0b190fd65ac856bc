package reelyard.staging.undo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Does something in a process of its own, which is gone after so many steps as by kill -9. */
final class HaltingProcess {

  private static final int HALTED = 99;

  private HaltingProcess() {}

  /** Arguments: the folder, the result's name, what to do, and after how many steps to be gone. */
  public static void main(String[] args) throws IOException {
    int[] left = {Integer.parseInt(args[3])};
    new UndoScene(Path.of(args[0]), args[1])
        .run(
            args[2],
            () -> {
              left[0]--;
              if (left[0] == 0) {
                Runtime.getRuntime().halt(HALTED);
              }
            });
  }

  /** Whether it was halted before its end. */
  static boolean run(Path folder, String resultName, String what, int steps)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                HaltingProcess.class.getName()));
    command.addAll(List.of(folder.toString(), resultName, what, String.valueOf(steps)));
    Process process = new ProcessBuilder(command).inheritIO().start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("a process hangs: " + command);
    }
    int status = process.exitValue();
    if (status != 0 && status != HALTED) {
      throw new IOException("a process ended with " + status + ": " + command);
    }
    return status == HALTED;
  }
}
