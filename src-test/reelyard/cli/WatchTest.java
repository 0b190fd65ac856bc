package reelyard.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WatchTest {

  private static Show unread() {
    PrintStream out = new PrintStream(new ClosedPipe(), true, StandardCharsets.UTF_8);
    return new PlainShow(out, System.err, System::nanoTime);
  }

  @Test
  void ends_when_nobody_reads_it() throws Exception {
    try (FakeManager manager = new FakeManager(request -> new FakeManager.Answer(404, ""));
        Watch watch =
            new Watch(ManagerClient.of(manager.url()), new FarmSubject("http://farm/"), unread())) {
      watch.start();

      assertThatThrownBy(() -> Watch.join(watch.broken().orTimeout(60, TimeUnit.SECONDS)))
          .isInstanceOf(CommandFailure.class)
          .extracting(e -> ((CommandFailure) e).exitStatus())
          .isEqualTo(ExitStatus.UNREAD);
    }
  }

  @Test
  void a_run_goes_on_unread_since_its_exit_status_tells_as_well() {
    assertThat(new RunSubject(1, "http://farm/").endsUnread()).isFalse();
  }
}
