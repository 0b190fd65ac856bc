package reelyard.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class BlockParserTest {

  private final List<String> blocks = new ArrayList<>();
  private final BlockParser parser =
      new BlockParser(
          (label, json, length) -> blocks.add(label + " " + new String(json, 0, length, UTF_8)));

  static List<String> stdouts() {
    return Samples.names(".stdout.txt");
  }

  @Test
  void hears_the_same_wherever_the_output_is_split() {
    byte[] stdout = Samples.bytes("encode-json-twopass.stdout.txt");
    List<Report> whole = Samples.reports(stdout, 0);

    assertThat(whole).hasSize(12).first().isEqualTo(new Report.Version("1.6.1"));
    assertThat(whole).last().isEqualTo(new Report.WorkDone(0));
    for (int cut = 1; cut <= stdout.length; cut++) {
      assertThat(Samples.reports(stdout, cut)).as("cut at %d", cut).isEqualTo(whole);
    }
  }

  @ParameterizedTest
  @MethodSource("stdouts")
  void hears_every_block_of_every_recording(String name) {
    byte[] stdout = Samples.bytes(name);
    long openings =
        new String(stdout, UTF_8)
            .lines()
            .filter(line -> line.matches("(Progress|Version): \\{"))
            .count();

    List<Report> reports = Samples.reports(stdout, stdout.length / 2);

    assertThat(reports).hasSize((int) openings);
  }

  @Test
  void skips_what_stands_between_blocks() {
    feed("junk\n}\n{\nProgress\nProgress: {\r\n}\r\nlibdvdread: no LF yet. Progress: {\n  1\n}\nx");

    assertThat(blocks).containsExactly("Progress {\n}\r", "Progress {\n  1\n}");
  }

  @Test
  void begins_anew_when_the_end_of_a_block_got_lost() {
    feed("Progress: {\n  lost\nVersion: {\n  kept\n}\n");

    assertThat(blocks).containsExactly("Version {\n  kept\n}");
  }

  @Test
  void drops_a_block_over_the_limit_and_hears_the_next() {
    feed("Progress: {\n");
    for (int i = 0; i < BlockParser.BLOCK_LIMIT / 10; i++) {
      feed("  \"a\": 12345,\n");
    }
    feed("}\nProgress: {\n" + "x".repeat(BlockParser.BLOCK_LIMIT + 5) + "\n}\nVersion: {\n}\n");

    assertThat(blocks).containsExactly("Version {\n}");
  }

  @Test
  void survives_any_bytes() {
    Random random = new Random(7);
    byte[] some = "Progress: {}\n\r \"\u0000".getBytes(UTF_8);
    byte[] bytes = new byte[3_000_000];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = some[random.nextInt(some.length)];
    }
    parser.feed(ByteBuffer.wrap(bytes));
    blocks.clear();

    feed("\n}\nVersion: {\n}\n");

    assertThat(blocks).containsExactly("Version {\n}");
  }

  private void feed(String text) {
    parser.feed(ByteBuffer.wrap(text.getBytes(UTF_8)));
  }
}
