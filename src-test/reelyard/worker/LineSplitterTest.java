package reelyard.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LineSplitterTest {

  private final List<String> lines = new ArrayList<>();
  private final LineSplitter splitter = new LineSplitter(lines::add);

  @Test
  void cuts_at_line_feeds_and_returns() {
    feed("a\nb\r\nc\rd\n\ne");
    assertThat(lines).containsExactly("a", "b", "c", "d", "");

    splitter.end();
    assertThat(lines).endsWith("e");
  }

  @Test
  void reads_the_same_wherever_it_is_split() {
    byte[] bytes = "zwölf\r\n\uD83C\uDFAC film\rend\n".getBytes(UTF_8);
    for (int cut = 0; cut <= bytes.length; cut++) {
      lines.clear();
      splitter.feed(ByteBuffer.wrap(bytes, 0, cut));
      splitter.feed(ByteBuffer.wrap(bytes, cut, bytes.length - cut));
      assertThat(lines).as("cut at %d", cut).containsExactly("zwölf", "\uD83C\uDFAC film", "end");
    }
  }

  @Test
  void cuts_long_lines() {
    feed("x".repeat(1_000_000) + "\nnext\n");

    assertThat(lines).containsExactly("x".repeat(LineSplitter.LIMIT) + " …", "next");
  }

  @Test
  void replaces_what_is_not_text() {
    splitter.feed(ByteBuffer.wrap(new byte[] {'a', (byte) 0xff, 27, '[', 'm', '\t', 0, '\n'}));

    assertThat(lines).containsExactly("a\uFFFD\uFFFD[m\t\uFFFD");
  }

  private void feed(String text) {
    splitter.feed(ByteBuffer.wrap(text.getBytes(UTF_8)));
  }
}
