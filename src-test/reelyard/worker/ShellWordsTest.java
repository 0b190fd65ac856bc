package reelyard.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reelyard.model.ShellWords;

final class ShellWordsTest {

  @Test
  void leaves_plain_words_alone() {
    assertThat(ShellWords.join(List.of("a", "--b=c/d.e", "x y", "")))
        .isEqualTo("a --b=c/d.e 'x y' ''");
  }

  @Test
  void writes_one_line_that_bash_reads_back() {
    List<String> words =
        List.of("it's", "a\nb\tc", "'\n\\'", "$HOME `id` \"q\" !", "zwölf \uD83C\uDFAC", "-o", "");
    String line = ShellWords.join(words);
    assertThat(line).doesNotContain("\n");

    List<String> command = new ArrayList<>(List.of("bash", "-c", "printf '%s\\0' " + line));
    ShortRun.Answer answer =
        ShortRun.start(command, Path.of("/"), Duration.ofSeconds(20))
            .answer()
            .toCompletableFuture()
            .join();

    assertThat(answer.stdout()).isEqualTo(String.join("\0", words) + "\0");
  }
}
