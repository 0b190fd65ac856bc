package reelyard.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FramesTest {

  private final Frames frames = new Frames();

  @Test
  void finds_frames_however_the_network_cuts_them() {
    List<String> said = List.of("{}", "", "{\"a\":\"ä€😀\"}", "x".repeat(5000), "[1]");
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    said.forEach(text -> stream.writeBytes(framed(text)));
    Random random = new Random(7);
    for (int round = 0; round < 500; round++) {
      Frames fresh = new Frames();
      List<String> found = new ArrayList<>();
      byte[] bytes = stream.toByteArray();
      for (int at = 0; at < bytes.length; ) {
        int end = Math.min(bytes.length, at + 1 + random.nextInt(round % 9 == 0 ? 3 : 4000));
        found.addAll(fresh.take(Arrays.copyOfRange(bytes, at, end), 10_000));
        at = end;
      }
      assertThat(found).isEqualTo(said);
    }
  }

  @Test
  void refuses_a_frame_that_is_longer_than_it_may_be_before_it_comes() {
    assertThatThrownBy(() -> frames.take(length(1001), 1000))
        .hasMessageContaining("0 to 1000 here; this one is 1001");
  }

  @Test
  void refuses_a_length_below_zero() {
    assertThatThrownBy(() -> frames.take(length(-1), 1000)).hasMessageContaining("this one is -1");
  }

  @Test
  void refuses_what_was_never_meant_for_it() {
    assertThatThrownBy(() -> frames.take("GET / HTTP/1.1\r\n".getBytes(UTF_8), 1 << 20))
        .hasMessageContaining("a frame begins with its length");
  }

  @Test
  void refuses_what_is_no_text() {
    byte[] bytes = ByteBuffer.allocate(5).putInt(1).put((byte) 0xff).array();
    assertThatThrownBy(() -> frames.take(bytes, 1000)).hasMessageContaining("not UTF-8");
  }

  static byte[] framed(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    return ByteBuffer.allocate(4 + bytes.length).putInt(bytes.length).put(bytes).array();
  }

  private static byte[] length(int bytes) {
    return ByteBuffer.allocate(4).putInt(bytes).array();
  }
}
