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
    said.forEach(text -> stream.writeBytes(Frames.of(text)));
    Random random = new Random(7);
    for (int round = 0; round < 500; round++) {
      Frames fresh = new Frames();
      List<String> found = new ArrayList<>();
      byte[] bytes = stream.toByteArray();
      for (int at = 0; at < bytes.length; ) {
        int end = Math.min(bytes.length, at + 1 + random.nextInt(round % 9 == 0 ? 3 : 4000));
        fresh.add(Arrays.copyOfRange(bytes, at, end));
        for (byte[] one = fresh.next(10_000); one != null; one = fresh.next(10_000)) {
          found.add(Frames.text(one));
        }
        at = end;
      }
      assertThat(found).isEqualTo(said);
    }
  }

  @Test
  void cuts_a_frame_only_when_asked_and_by_the_limit_of_then() {
    frames.add(Frames.of("{}"));
    frames.add(Frames.of("x".repeat(5000)));
    assertThat(frames.next(2)).hasSize(2);
    assertThat(frames.kept()).isEqualTo(5004);
    assertThat(frames.next(5000)).hasSize(5000);
    assertThat(frames.kept()).isZero();
  }

  @Test
  void keeps_no_more_than_about_twice_what_came() {
    frames.add(length(4 << 20));
    assertThat(frames.next(4 << 20)).isNull();
    assertThat(frames.kept()).isEqualTo(1024);
    frames.add(new byte[5000]);
    assertThat(frames.next(4 << 20)).isNull();
    assertThat(frames.kept()).isBetween(5000L, 10_000L);
  }

  @Test
  void refuses_a_frame_that_is_longer_than_it_may_be_before_it_comes() {
    frames.add(length(1001));
    assertThatThrownBy(() -> frames.next(1000))
        .hasMessageContaining("0 to 1000 here; this one is 1001");
  }

  @Test
  void refuses_a_length_below_zero() {
    frames.add(length(-1));
    assertThatThrownBy(() -> frames.next(1000)).hasMessageContaining("this one is -1");
  }

  @Test
  void refuses_what_was_never_meant_for_it() {
    frames.add("GET / HTTP/1.1\r\n".getBytes(UTF_8));
    assertThatThrownBy(() -> frames.next(1 << 20))
        .hasMessageContaining("a frame begins with its length");
  }

  @Test
  void refuses_what_is_no_text() {
    assertThatThrownBy(() -> Frames.text(new byte[] {(byte) 0xff}))
        .hasMessageContaining("not UTF-8");
  }

  static byte[] length(int bytes) {
    return ByteBuffer.allocate(4).putInt(bytes).array();
  }
}
