package reelyard.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShortRunTest {

  @TempDir Path folder;

  @Test
  void runs_programs_in_a_locale_whose_messages_can_be_read() throws Exception {
    List<String> command = List.of("/bin/sh", "-c", "echo $LC_ALL");

    ShortRun.Answer answer =
        ShortRun.start(command, folder, Duration.ofSeconds(20))
            .answer()
            .toCompletableFuture()
            .get(60, TimeUnit.SECONDS);

    assertThat(answer.stdout()).isEqualTo("C.UTF-8\n");
  }
}
