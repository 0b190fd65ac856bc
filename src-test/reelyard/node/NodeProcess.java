package reelyard.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import reelyard.Main;
import reelyard.NeverBlocked;

/** A JVM of its own that runs reelyard.Main on the test's class path, and what it says. */
final class NodeProcess implements AutoCloseable {

  private final Process process;
  private final List<String> lines = new ArrayList<>();
  private final long startedNanos = System.nanoTime();
  private boolean ended;
  private int heard;

  private NodeProcess(Process process) {
    this.process = process;
    Thread reader = new Thread(this::read, "output of " + process.pid());
    reader.setDaemon(true);
    reader.start();
  }

  static NodeProcess start(String... args) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
                "--add-opens=java.management/sun.management=ALL-UNNAMED",
                "--add-opens=jdk.management/com.sun.management.internal=ALL-UNNAMED",
                "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("REELYARD_"));
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    return new NodeProcess(builder.start());
  }

  private void read() {
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        hear(line);
      }
    } catch (IOException e) {
      hear("output broke off: " + e);
    }
    synchronized (this) {
      ended = true;
      notifyAll();
    }
  }

  private synchronized void hear(String line) {
    lines.add(line);
    notifyAll();
  }

  /** Waits for a line that holds these words after the last one so found; returns that line. */
  String await(String words, Duration patience) throws InterruptedException {
    return await(line -> line.contains(words), words, patience);
  }

  /** Waits for a line that equals these words after the last one so found. */
  void awaitExactly(String words, Duration patience) throws InterruptedException {
    assertThat(await(words::equals, words, patience)).isEqualTo(words);
  }

  private synchronized String await(Predicate<String> wanted, String words, Duration patience)
      throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      while (heard < lines.size()) {
        String line = lines.get(heard++);
        if (wanted.test(line)) {
          return line;
        }
      }
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (ended || left <= 0) {
        return fail("no \"" + words + "\" within " + patience + " in\n" + output());
      }
      wait(left);
    }
  }

  /** Forgets what was said so far. */
  synchronized void skip() {
    heard = lines.size();
  }

  /** Whether nothing is said for so long. */
  synchronized boolean isSilentFor(Duration time) throws InterruptedException {
    int before = lines.size();
    long deadline = System.nanoTime() + time.toNanos();
    for (long left = time.toMillis();
        left > 0 && lines.size() == before;
        left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())) {
      wait(left);
    }
    return lines.size() == before;
  }

  /** Waits for its end and returns the exit status. */
  int exit(Duration patience) throws InterruptedException {
    assertThat(process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS))
        .as("ended within %s: %s", patience, output())
        .isTrue();
    synchronized (this) {
      while (!ended) {
        wait(1000);
      }
    }
    return process.exitValue();
  }

  /** Sends a signal such as TERM. */
  void signal(String name) throws IOException, InterruptedException {
    int status =
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    assertThat(status).isZero();
  }

  synchronized String output() {
    return String.join("\n", lines);
  }

  /** Since the start of the process. */
  Duration age() {
    return Duration.ofNanos(System.nanoTime() - startedNanos);
  }

  @Override
  public void close() {
    process.destroyForcibly();
    assertThat(NeverBlocked.isToldIn(output())).as(output()).isFalse();
  }
}
