package reelyard.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BodyTurnsTest {

  private final List<String> begun = new ArrayList<>();
  private final BodyTurns turns = new BodyTurns(10);

  @Test
  void begins_what_fits_and_the_rest_in_its_order() {
    take("a", 6);
    take("b", 4);
    take("c", 5);
    take("d", 1);
    assertThat(begun).containsExactly("a", "b");

    turns.done(4);
    assertThat(begun).as("nobody overtakes").containsExactly("a", "b");
    turns.done(6);
    assertThat(begun).containsExactly("a", "b", "c", "d");
  }

  @Test
  void one_alone_may_be_larger_than_all() {
    take("large", 20);
    take("small", 1);
    assertThat(begun).containsExactly("large");

    turns.done(20);
    assertThat(begun).containsExactly("large", "small");
  }

  private void take(String name, long bytes) {
    turns.take(bytes, () -> begun.add(name));
  }
}
