package reelyard.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BodyRoomTest {

  private static final long LARGE = BodyRoom.SMALL_BYTES + 1;
  private static final long SMALL = BodyRoom.SMALL_BYTES;

  private final BodyRoom room = new BodyRoom(2 * LARGE, SMALL);

  @Test
  void has_room_for_small_ones_while_large_ones_fill_theirs() {
    assertThat(room.take(LARGE)).isNotNull();
    assertThat(room.take(LARGE)).isNotNull();
    assertThat(room.take(LARGE)).isNull();
    assertThat(room.take(SMALL)).isNotNull();
    assertThat(room.take(SMALL)).isNull();
  }

  @Test
  void small_ones_take_nothing_from_large_ones() {
    BodyRoom.Share small = room.take(SMALL);

    assertThat(room.take(2 * LARGE)).isNotNull();
    small.free();
    assertThat(room.take(SMALL)).isNotNull();
    assertThat(room.take(LARGE)).isNull();
  }

  @Test
  void takes_another_when_all_who_need_one_let_it_go() {
    BodyRoom.Share share = room.take(2 * LARGE);
    share.use();

    share.free();
    assertThat(room.take(LARGE)).isNull();
    share.free();

    assertThat(room.take(LARGE)).isNotNull();
  }
}
