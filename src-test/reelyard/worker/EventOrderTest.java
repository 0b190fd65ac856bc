package reelyard.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** How events reach the listener. */
final class EventOrderTest {

  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private final List<String> heard = new ArrayList<>();

  @Test
  void keeps_the_order_and_survives_a_listener_that_fails() {
    InOrder inOrder = new InOrder(waiting::add);
    inOrder.execute(() -> heard.add("a"));
    inOrder.execute(
        () -> {
          inOrder.execute(() -> heard.add("c"));
          heard.add("b");
          throw new IllegalStateException("a listener's bug, on purpose");
        });
    assertThat(waiting).hasSize(1);

    waiting.remove().run();
    assertThat(heard).containsExactly("a", "b", "c");

    inOrder.execute(() -> heard.add("d"));
    waiting.remove().run();
    assertThat(heard).endsWith("d");
  }

  @Test
  void gathers_lines_and_numbers_them() {
    LogGatherer gatherer =
        new LogGatherer(waiting::add, (first, lines) -> heard.add(first + " " + lines));
    gatherer.add("a");
    gatherer.add("b");
    assertThat(waiting).hasSize(1);
    waiting.remove().run();
    gatherer.add("c");
    gatherer.flush();
    gatherer.flush();

    assertThat(heard).containsExactly("0 [a, b]", "2 [c]");
  }

  @Test
  void passes_on_the_end_of_a_flood() {
    LogGatherer gatherer =
        new LogGatherer(
            waiting::add,
            (first, lines) -> heard.add(first + " to " + lines.get(lines.size() - 1)));
    for (int i = 0; i < 10_000; i++) {
      gatherer.add("line " + i);
    }
    waiting.remove().run();

    assertThat(heard).containsExactly((10_000 - LogGatherer.MOST_LINES) + " to line 9999");
  }
}
