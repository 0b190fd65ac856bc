package reelyard.dropbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EventsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private Path folder;

  @Test
  void tells_in_which_watched_folder_something_new_lies() throws Exception {
    Path watched = Files.createDirectory(folder.resolve("watched"));
    Path dropped = Files.createDirectory(folder.resolve("dropped"));
    try (Events events = new Events(folder)) {
      events.watch(List.of(watched, dropped, folder.resolve("missing")));
      events.watch(List.of(watched));
      Files.writeString(dropped.resolve("a.mkv"), "a");
      Files.writeString(watched.resolve("b.mkv"), "b");

      Set<Path> heard = new HashSet<>();
      long until = System.nanoTime() + PATIENCE.toNanos();
      while (heard.isEmpty() && System.nanoTime() < until) {
        heard.addAll(events.poll());
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
      }

      assertThat(heard).containsExactly(watched);
    }
  }
}
