package reelyard.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reelyard.Clips;
import reelyard.model.FailureReason;
import reelyard.model.Phase;

/** Real films through the real HandBrakeCLI. */
final class TranscodeTest {

  private static final String[] FAST = {"--preset", "Fast 480p30", "--format", "av_mp4"};

  @TempDir Path folder;

  private final Heard heard = new Heard();

  @Test
  void makes_a_good_result_of_a_good_film() {
    TranscodeOutcome outcome = run(Clips.film("good.mkv", 4));

    assertThat(outcome.failure()).isNull();
    assertThat(outcome.stopped()).isFalse();
    assertThat(folder.resolve("result.mp4")).hasSize(outcome.resultBytes());
    assertThat(heard.points)
        .extracting(ProgressTrack.Point::phase)
        .startsWith(Phase.SCANNING)
        .contains(Phase.ENCODING)
        .endsWith(Phase.CHECKING);
    assertThat(heard.lines.get(0)).isEqualTo(outcome.command()).contains("--json -i /");
    assertThat(folder.resolve("logs/handbrake.log")).hasContent(String.join("\n", heard.lines));
  }

  @Test
  void names_a_film_cut_in_half() {
    Path cut = Clips.cut(Clips.film("whole.mkv", 10), "cut.mkv", 0.5);

    TranscodeOutcome outcome = run(cut);

    assertThat(outcome.failure().reason()).isEqualTo(FailureReason.SOURCE_INCOMPLETE);
    assertThat(outcome.failure().message()).contains("cut.mkv claims 10.").contains("but only ");
    assertThat(folder.resolve("result.mp4")).doesNotExist();
  }

  private TranscodeOutcome run(Path film, String... options) {
    String[] arguments = new String[FAST.length + options.length];
    System.arraycopy(FAST, 0, arguments, 0, FAST.length);
    System.arraycopy(options, 0, arguments, FAST.length, options.length);
    return heard.run(Heard.order(folder, film, "result.mp4", arguments), Heard.config());
  }
}
