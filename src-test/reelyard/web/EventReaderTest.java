package reelyard.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;
import reelyard.web.EventTape.Event;
import reelyard.web.EventTape.Mark;

class EventReaderTest {

  private static final String JOB = "j".repeat(1_000);
  private static final int TOO_MANY = (Outbox.MOST_UNDER_WAY + Outbox.MOST_WAITING) / 1_000 + 10;

  private final List<String> written = new ArrayList<>();
  private final Deque<LongConsumer> callbacks = new ArrayDeque<>();
  private int hungUp;
  private final EventReader reader =
      new EventReader(
          new Outbox(
              (text, taken) -> {
                written.add(text);
                callbacks.add(taken);
              },
              () -> hungUp++),
          () -> {});

  @Test
  void is_not_cut_off_by_more_events_than_it_reads_and_asks_for_the_whole_then() {
    reader.snapshot(new Mark("e", 0), "{}", 0);

    List<Integer> missing = tell(1, TOO_MANY);

    assertThat(hungUp).isZero();
    assertThat(missing).hasSize(1);
  }

  @Test
  void is_told_the_whole_instead_of_the_events_before_it() {
    reader.snapshot(new Mark("e", 0), "{}", 0);
    int gap = tell(1, TOO_MANY).get(0);
    reader.snapshot(new Mark("e", TOO_MANY), "{\"first\": 1}", 0);
    reader.snapshot(new Mark("e", TOO_MANY), "{\"second\": 2}", 0);
    assertThat(tell(TOO_MANY + 1, 2)).isEmpty();

    while (!callbacks.isEmpty()) {
      callbacks.remove().accept(0);
    }

    String all = String.join("", written);
    assertThat(all).contains("{\"second\": 2}").doesNotContain("first", "id: e:" + gap + "\n");
    assertThat(all.indexOf("second")).isLessThan(all.indexOf("id: e:" + (TOO_MANY + 1)));
  }

  private List<Integer> tell(int from, int count) {
    List<Integer> missing = new ArrayList<>();
    for (int i = from; i < from + count; i++) {
      if (reader.misses(new Event(new Mark("e", i), "job", JOB), 0)) {
        missing.add(i);
      }
    }
    return missing;
  }
}
