package reelyard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import reelyard.model.Receipt;

class ReceiptWordsTest {

  @Test
  void says_of_each_thing_whether_it_was_kept() {
    Receipt receipt =
        new Receipt(
            false,
            List.of(
                new Receipt.Line("video", "h264 320x180", "hevc 320x180", true),
                new Receipt.Line("audio languages", "deu, eng", "e\u001b[2Jng", false)),
            100,
            50,
            5,
            5,
            5,
            "00",
            "attic",
            1_000);

    assertThat(ReceiptWords.lines(receipt, ZoneOffset.UTC))
        .hasSize(3)
        .satisfies(
            lines -> assertThat(lines.get(0)).startsWith("  receipt: not good, made by attic "))
        .contains("    good video: h264 320x180 -> hevc 320x180")
        .satisfies(
            lines ->
                assertThat(lines.get(2))
                    .startsWith("    LOST audio languages: deu, eng -> e")
                    .doesNotContain("\u001b"));
  }

  @Test
  void says_nothing_of_no_receipt() {
    assertThat(ReceiptWords.lines(null, ZoneOffset.UTC)).isEmpty();
  }
}
