package reelyard.worker;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.DoubleConsumer;
import reelyard.process.Child;
import reelyard.process.Daemons;
import reelyard.process.Exit;

/** Decodes a film from end to end with ffmpeg, and notices when that hangs. */
final class Decoding {

  /**
   * How it ended.
   *
   * @param seconds how much was decoded
   * @param complaint ffmpeg's first one, or null
   */
  record Outcome(Exit exit, double seconds, String complaint, boolean hung) {}

  private static final long WATCH_MILLIS = 250;
  private static final int MOST_LINE = 2_000;
  private static final double MICROSECONDS = 1e6;
  private static final String PROGRESS = "out_time_us=";

  /** What the muxer that throws all away says of variable frame rates; no decoder's complaint. */
  private static final String HARMLESS = "non monotonically increasing dts to muxer";

  private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
  private final LineSplitter progress = new LineSplitter(this::progressLine);
  private final LineSplitter complaints = new LineSplitter(this::complaintLine);
  private final AtomicBoolean looking = new AtomicBoolean();
  private final DoubleConsumer listener;
  private final Silence silence;
  private final Child child;
  private final ScheduledFuture<?> watch;
  private volatile boolean hung;
  private volatile double seconds;
  private volatile String complaint;

  private Decoding(List<String> command, Path folder, Duration limit, DoubleConsumer listener) {
    this.listener = listener;
    this.silence = new Silence(limit, System.nanoTime());
    this.child = Child.of(command, folder, Map.of(), new Output());
    this.watch =
        Daemons.TIMER.scheduleWithFixedDelay(
            this::watch, WATCH_MILLIS, WATCH_MILLIS, TimeUnit.MILLISECONDS);
  }

  /**
   * Starts it.
   *
   * @param limit after which it is killed when it does not get on
   * @param listener hears how many seconds are decoded, on a thread that must not wait
   */
  static Decoding start(
      Path ffmpeg, Path film, Path folder, int nice, Duration limit, DoubleConsumer listener) {
    List<String> command =
        new ArrayList<>(List.of("nice", "-n", Integer.toString(nice), ffmpeg.toString()));
    command.addAll(List.of("-nostdin", "-hide_banner", "-v", "error", "-xerror"));
    command.addAll(List.of("-progress", "pipe:1", "-i", "file:" + film.toAbsolutePath()));
    command.addAll(List.of("-map", "0:V", "-map", "0:a?", "-f", "null", "-"));
    Decoding decoding = new Decoding(command, folder, limit, listener);
    decoding.child.start();
    return decoding;
  }

  /** Completes when ffmpeg is gone, on a thread that may wait for a disk. */
  CompletionStage<Outcome> outcome() {
    return outcome;
  }

  /** Ends it now. */
  void kill() {
    child.kill();
  }

  private void watch() {
    if (silence.suspicious(System.nanoTime()) && looking.compareAndSet(false, true)) {
      Daemons.FILES.execute(this::lookForLife);
    }
  }

  private void lookForLife() {
    if (silence.hung(System.nanoTime(), child.cpu())) {
      hung = true;
      child.kill();
    }
    looking.set(false);
  }

  private void progressLine(String line) {
    String value = line.startsWith(PROGRESS) ? line.substring(PROGRESS.length()).strip() : "";
    if (value.matches("[0-9]{1,18}")) {
      double now = Long.parseLong(value) / MICROSECONDS;
      if (now > seconds) {
        seconds = now;
        silence.news(System.nanoTime());
        listener.accept(now);
      }
    }
  }

  private void complaintLine(String line) {
    if (complaint == null && !line.isBlank() && !line.contains(HARMLESS)) {
      String words = line.strip();
      complaint = words.length() > MOST_LINE ? words.substring(0, MOST_LINE) : words;
    }
  }

  private final class Output implements Child.Listener {

    @Override
    public void stdout(ByteBuffer bytes) {
      progress.feed(bytes);
    }

    @Override
    public void stderr(ByteBuffer bytes) {
      complaints.feed(bytes);
    }

    @Override
    public void exited(Exit exit) {
      progress.end();
      complaints.end();
      watch.cancel(false);
      Outcome all = new Outcome(exit, seconds, complaint, hung);
      Daemons.FILES.execute(() -> outcome.complete(all));
    }
  }
}
