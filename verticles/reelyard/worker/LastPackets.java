package reelyard.worker;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import reelyard.process.Child;
import reelyard.process.Daemons;
import reelyard.process.Exit;

/** Finds where each stream's last packet ends, for files that do not tell; reads all of them. */
final class LastPackets {

  private static final Duration LIMIT = Duration.ofMinutes(30);

  private final Map<Integer, Double> ends = new HashMap<>();
  private final CompletableFuture<Map<Integer, Double>> answer = new CompletableFuture<>();
  private final LineSplitter lines = new LineSplitter(this::packet);
  private final Child child;

  private LastPackets(List<String> command, Path folder) {
    child = Child.spawn(command, folder, Map.of(), new Output());
    Daemons.later(LIMIT.toMillis(), child::kill);
  }

  /** Starts ffprobe. */
  static LastPackets start(Path ffprobe, Path film, Path folder) {
    return new LastPackets(
        List.of(
            ffprobe.toString(),
            "-v",
            "error",
            "-of",
            "csv=p=0",
            "-show_entries",
            "packet=stream_index,pts_time,duration_time",
            "-i",
            "file:" + film.toAbsolutePath()),
        folder);
  }

  /** By streams' numbers, in the file's own time; empty when it could not be read to its end. */
  CompletionStage<Map<Integer, Double>> answer() {
    return answer;
  }

  /** Ends it now. */
  void kill() {
    child.kill();
  }

  private void packet(String line) {
    String[] words = line.split(",", -1);
    try {
      double duration =
          words.length > 2 && !words[2].equals("N/A") ? Double.parseDouble(words[2]) : 0;
      ends.merge(Integer.valueOf(words[0]), Double.parseDouble(words[1]) + duration, Math::max);
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      // Not every packet has a time.
      return;
    }
  }

  private final class Output implements Child.Listener {

    @Override
    public void stdout(ByteBuffer bytes) {
      lines.feed(bytes);
    }

    @Override
    public void stderr(ByteBuffer bytes) {}

    @Override
    public void exited(Exit exit) {
      lines.end();
      Map<Integer, Double> all = exit.code() == 0 ? Map.copyOf(ends) : Map.of();
      Daemons.FILES.execute(() -> answer.complete(all));
    }
  }
}
