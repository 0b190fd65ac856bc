package bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A JVM of its own, with the options that the farm's processes have, and a class path. */
final class JavaProcess implements AutoCloseable {

  private static final Duration START = Duration.ofSeconds(60);

  private final Process process;
  private final Path log;
  private final BufferedReader answers;
  private final Writer questions;

  private JavaProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
    this.answers = process.inputReader(StandardCharsets.UTF_8);
    this.questions = process.outputWriter(StandardCharsets.UTF_8);
  }

  /** Starts one that answers lines by lines; what it logs goes to a file. */
  static JavaProcess talking(Path log, String classPath, Class<?> main, String... arguments)
      throws IOException {
    List<String> command = command(classPath, main.getName());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
    JavaProcess started = new JavaProcess(builder.start(), log);
    started.hear();
    return started;
  }

  /** Starts a staging of this name; returns when it serves. */
  static JavaProcess staging(
      Path log, String classPath, Path config, String name, Map<String, String> settings)
      throws IOException {
    List<String> command = command(classPath, "reelyard.Main");
    command.addAll(List.of("run", "staging", "--cluster", "--conf", config.toString()));
    Files.deleteIfExists(log);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(log.toFile());
    builder.environment().keySet().removeIf(key -> key.startsWith("REELYARD_"));
    builder.environment().put("REELYARD_STAGING_NAME", name);
    builder.environment().put("XDG_STATE_HOME", log.resolveSibling("state").toString());
    builder.environment().putAll(settings);
    JavaProcess started = new JavaProcess(builder.start(), log);
    started.awaitLog("this process is up");
    return started;
  }

  private static List<String> command(String classPath, String main) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(OverheadBench.JAVA_OPTIONS);
    command.add("-Dreelyard.home=" + System.getProperty("reelyard.home", "."));
    command.addAll(List.of("-cp", classPath, main));
    return command;
  }

  private void awaitLog(String words) throws IOException {
    long end = System.nanoTime() + START.toNanos();
    while (!Files.readString(log).contains(words)) {
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new IOException("a process did not start; it said\n" + Files.readString(log));
      }
      Pause.millis(20);
    }
  }

  /** Asks, and waits for the answer. */
  String ask(Object... words) throws IOException {
    List<String> line = new ArrayList<>();
    for (Object word : words) {
      line.add(word.toString());
    }
    questions.write(String.join("\t", line) + "\n");
    questions.flush();
    return hear();
  }

  private String hear() throws IOException {
    String answer = answers.readLine();
    if (answer == null || !answer.startsWith("ok")) {
      throw new IOException("a process answers " + answer + "; see " + log);
    }
    return answer.substring(2).strip();
  }

  double processorSeconds() throws IOException {
    return ProcessFacts.processorSeconds(process.pid());
  }

  double residentMebibytes() throws IOException {
    return ProcessFacts.residentMebibytes(process.pid());
  }

  /** What is on its heap, the garbage included. */
  double heapMebibytes() throws IOException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process asked =
        new ProcessBuilder(jcmd.toString(), "" + process.pid(), "GC.heap_info")
            .redirectErrorStream(true)
            .start();
    String said = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    double used = 0;
    for (String line : said.lines().filter(line -> line.contains("generation")).toList()) {
      used += Long.parseLong(line.replaceFirst(".* used (\\d+)K.*", "$1")) / 1024.0;
    }
    return used;
  }

  /** Ends it with -9. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
