package reelyard.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import reelyard.web.EventTape.Event;
import reelyard.web.EventTape.Mark;

class EventTapeTest {

  private final EventTape tape = new EventTape(3, 1_000);

  private void add(String epoch, long... sequences) {
    for (long sequence : sequences) {
      tape.add(new Event(new Mark(epoch, sequence), "job", "{}"));
    }
  }

  private Optional<List<Long>> since(String epoch, long sequence) {
    return tape.since(new Mark(epoch, sequence))
        .map(events -> events.stream().map(event -> event.mark().sequence()).toList());
  }

  @Test
  void tells_what_came_after() {
    add("a", 5, 6, 7);

    assertThat(since("a", 4)).contains(List.of(5L, 6L, 7L));
    assertThat(since("a", 6)).contains(List.of(7L));
    assertThat(since("a", 7)).contains(List.of());
  }

  @Test
  void knows_nothing_of_what_it_lost_and_of_what_is_still_to_come() {
    add("a", 5, 6, 7, 8);

    assertThat(since("a", 4)).isEmpty();
    assertThat(since("a", 9)).isEmpty();
    assertThat(since("b", 6)).isEmpty();
    assertThat(new EventTape(3, 10).since(new Mark("a", 0))).isEmpty();
  }

  @Test
  void begins_anew_after_a_gap_and_after_a_start_of_the_scheduler() {
    add("a", 5, 7);
    assertThat(since("a", 5)).isEmpty();
    assertThat(since("a", 6)).contains(List.of(7L));

    add("b", 8);
    assertThat(since("a", 7)).isEmpty();
    assertThat(since("b", 7)).contains(List.of(8L));
  }

  @Test
  void forgets_the_oldest_when_there_is_too_much_to_keep() {
    EventTape small = new EventTape(100, 10);
    for (long i = 1; i <= 3; i++) {
      small.add(new Event(new Mark("a", i), "job", "12345"));
    }
    assertThat(small.since(new Mark("a", 0))).isEmpty();
    assertThat(small.since(new Mark("a", 1))).get().satisfies(e -> assertThat(e).hasSize(2));
  }

  @Test
  void reads_the_marks_that_it_wrote() {
    Mark mark = new Mark("2026:x", 12);
    assertThat(Mark.of(mark.toString())).contains(mark);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", ":", "a", "a:", "a:-1", "a:1.5", "a:99999999999999999999", "a:1\n"})
  void takes_no_other_words_for_a_mark(String words) {
    assertThat(Mark.of(words)).isEmpty();
  }
}
