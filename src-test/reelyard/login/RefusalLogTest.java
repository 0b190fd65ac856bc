package reelyard.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefusalLogTest {

  private final List<String> lines = new ArrayList<>();
  private long now = 1_000;
  private final RefusalLog log = new RefusalLog(lines::add, () -> now);

  @Test
  void tells_so_many_and_then_how_many_it_left_out() {
    for (int i = 0; i < 1_000; i++) {
      log.refused("10.0.0.1", "number " + i);
    }
    assertThat(lines).hasSize(RefusalLog.MOST);

    now += 60_000;
    log.refused("10.0.0.1", "one more");

    assertThat(lines)
        .endsWith("940 refusals more were not told one by one", "10.0.0.1 was refused one more");
  }

  @Test
  void makes_no_lines_of_what_a_client_sent() {
    log.refused("anna", "POST /a\nb\u001b[2J\u2028 " + "x".repeat(500));

    assertThat(lines).singleElement().asString().hasSizeLessThan(130);
    assertThat(lines.get(0)).startsWith("anna was refused POST /a?b?[2J? xxx");
  }
}
