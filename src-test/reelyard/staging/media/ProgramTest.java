package reelyard.staging.media;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramTest {

  private static final Duration LONG = Duration.ofMinutes(5);
  private static final int MUCH = 1 << 20;

  @TempDir Path folder;

  @Test
  void what_it_said_is_kept() {
    Program program = shell("printf word; printf complaint >&2", LONG, MUCH);

    assertThat(new String(program.run(), UTF_8)).isEqualTo("word");
  }

  @Test
  void one_that_fails_or_is_not_there_says_nothing() {
    Program absent = new Program(0, List.of("no-such-program"), LONG, MUCH);

    assertThat(shell("echo word; exit 3", LONG, MUCH).run()).isNull();
    assertThat(absent.run()).isNull();
    assertThat(absent.isMissing()).isTrue();
  }

  @Test
  void one_that_says_too_much_or_takes_too_long_is_ended() {
    assertThat(shell("yes", LONG, 1000).run()).isNull();
    assertThat(shell("sleep 600", Duration.ofMillis(50), MUCH).run()).isNull();
  }

  @Test
  void one_that_is_stopped_may_clear_up_and_takes_along_what_it_started() throws Exception {
    Path cleared = folder.resolve("cleared");
    Path started = folder.resolve("started");
    String script =
        "trap 'touch %s; exit' TERM; sleep 600 & echo $! > %s.new; mv %s.new %s; wait"
            .formatted(cleared, started, started, started);
    Program program = shell(script, LONG, MUCH);
    CompletableFuture<byte[]> running = CompletableFuture.supplyAsync(program::run);
    until(() -> Files.exists(started));
    long grandchild = Long.parseLong(Files.readString(started).strip());

    program.stop();

    assertThat(running.get(60, TimeUnit.SECONDS)).isNull();
    assertThat(cleared).exists();
    until(() -> isOver(grandchild));
  }

  @Test
  void one_that_is_stopped_before_does_not_begin() {
    Path begun = folder.resolve("begun");
    Program program = shell("touch " + begun, LONG, MUCH);

    program.stop();

    assertThat(program.run()).isNull();
    assertThat(begun).doesNotExist();
  }

  private static Program shell(String script, Duration limit, int mostBytes) {
    return new Program(0, List.of("sh", "-c", script), limit, mostBytes);
  }

  /** Gone, or dead and not yet collected by whoever has to. */
  private static boolean isOver(long pid) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(pid), "stat")).contains(") Z ");
    } catch (IOException e) {
      return true;
    }
  }

  private static void until(BooleanSupplier there) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!there.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }
}
