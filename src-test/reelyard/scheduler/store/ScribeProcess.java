package reelyard.scheduler.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A {@link Scribe} as its parent sees it. */
final class ScribeProcess implements AutoCloseable {

  private final Process process;
  private final ConcurrentLinkedQueue<String> kept = new ConcurrentLinkedQueue<>();
  private final BlockingQueue<String> others = new LinkedBlockingQueue<>();
  private final Thread reader;

  ScribeProcess(StoreConfig config, String prefix, int inFlight) {
    try {
      process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  Scribe.class.getName(),
                  config.url(),
                  config.user(),
                  config.password(),
                  Integer.toString(config.leaseSeconds()),
                  prefix,
                  Integer.toString(inFlight))
              .redirectErrorStream(true)
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    reader = new Thread(this::read, "scribe-reader");
    reader.start();
  }

  /** The ids acknowledged so far. */
  List<String> kept() {
    return List.copyOf(kept);
  }

  /** The next line that begins so; what else it says meanwhile is skipped. */
  String awaitLine(String beginning) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
    StringBuilder said = new StringBuilder();
    while (true) {
      String line = others.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (line == null) {
        throw new AssertionError("it never said " + beginning + ", but:\n" + said);
      }
      if (line.startsWith(beginning)) {
        return line;
      }
      said.append(line).append('\n');
    }
  }

  void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  /** As kill -9 does, and waits until it is gone and all that it said was heard. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
    reader.join(10_000);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("kept ")) {
          kept.add(line.substring(5));
        } else {
          others.add(line);
        }
      }
    } catch (IOException e) {
      others.add(e.toString());
    }
  }
}
