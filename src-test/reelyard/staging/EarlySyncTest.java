package reelyard.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EarlySyncTest {

  private static final int MEBIBYTE = 1 << 20;

  @TempDir Path folder;
  private final Queue<Runnable> work = new ArrayDeque<>();
  private final List<IOException> lost = new ArrayList<>();

  private EarlySync of(Path part) {
    return new EarlySync(part, work::add, lost::add);
  }

  private void write(EarlySync sync, int mebibytes) {
    for (int i = 0; i < mebibytes; i++) {
      sync.wrote(MEBIBYTE);
    }
  }

  @Test
  void asks_the_disk_now_and_then_and_never_twice_at_once() throws IOException {
    EarlySync sync = of(Files.createFile(folder.resolve("part")));

    write(sync, 31);
    assertThat(work).isEmpty();
    write(sync, 100);
    assertThat(work).hasSize(1);
    work.remove().run();
    write(sync, 1);

    assertThat(work).hasSize(1);
    assertThat(lost).isEmpty();
  }

  @Test
  void asks_at_the_end_for_what_is_left() throws IOException {
    EarlySync sync = of(Files.createFile(folder.resolve("part")));
    sync.end();
    assertThat(work).isEmpty();

    write(sync, 1);
    sync.end();

    assertThat(work).hasSize(1);
  }

  @Test
  void takes_a_part_that_is_gone_for_placed() {
    EarlySync sync = of(folder.resolve("part"));
    write(sync, 32);

    work.remove().run();

    assertThat(lost).isEmpty();
  }

  /** As a folder does, a result that has its final looks may forbid to be opened to write. */
  @Test
  void needs_no_right_to_write() throws IOException {
    EarlySync sync = of(Files.createDirectory(folder.resolve("part")));
    write(sync, 32);

    work.remove().run();

    assertThat(lost).isEmpty();
  }

  /** A file that knows no disk cannot be brought there. */
  @Test
  void tells_what_did_not_come_to_the_disk_and_lets_no_commit_pass() throws IOException {
    EarlySync sync = of(Path.of("/dev/null"));
    write(sync, 32);
    sync.check();

    work.remove().run();

    assertThat(lost).hasSize(1);
    assertThatThrownBy(sync::check).isSameAs(lost.get(0));
    sync.forget();
    sync.check();
  }
}
