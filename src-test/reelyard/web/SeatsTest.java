package reelyard.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeatsTest {

  private final Seats seats = new Seats(3);
  private final List<String> cut = new ArrayList<>();

  @Test
  void who_holds_the_most_loses_the_oldest() {
    take("ann", "a1");
    take("bob", "b1");
    take("bob", "b2");

    assertThat(take("cid", "c1")).isNotNull();

    assertThat(cut).containsExactly("b1");
  }

  @Test
  void one_who_takes_them_all_takes_from_himself() {
    take("ann", "a1");
    for (int i = 1; i <= 5; i++) {
      take("bob", "b" + i);
    }

    assertThat(cut).containsExactly("b1", "b2", "b3");
  }

  @Test
  void where_each_has_one_the_next_has_to_wait() {
    Seats.Seat first = take("ann", "a1");
    take("bob", "b1");
    take("cid", "c1");

    assertThat(take("dan", "d1")).isNull();
    assertThat(take("bob", "b2")).isNotNull();
    assertThat(cut).containsExactly("b1");
    first.leave();
    assertThat(take("dan", "d1")).isNotNull();
  }

  @Test
  void what_is_given_back_twice_is_free_once() {
    Seats.Seat first = take("ann", "a1");
    take("ann", "a2");
    take("ann", "a3");

    first.leave();
    first.leave();
    take("ann", "a4");
    assertThat(cut).isEmpty();
    take("ann", "a5");
    assertThat(cut).containsExactly("a2");
  }

  @Test
  void each_staging_has_its_own() {
    for (int i = 0; i < 3; i++) {
      take("ann", "a" + i);
      assertThat(seats.take("attic", "ann", () -> cut.add("attic"))).isNotNull();
    }

    assertThat(cut).isEmpty();
  }

  private Seats.Seat take(String visitor, String name) {
    return seats.take("nas", visitor, () -> cut.add(name));
  }
}
