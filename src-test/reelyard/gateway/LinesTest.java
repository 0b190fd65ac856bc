package reelyard.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reelyard.login.Gate;
import reelyard.login.Sessions;
import reelyard.login.Token;
import reelyard.login.TokenFile;
import reelyard.login.UserFile;

/** What programs may take of the gateway, one by one and together. */
class LinesTest {

  private static final String PING = "{\"type\":\"ping\"}";
  private static final int MEGABYTE = 1 << 20;

  @TempDir private Path folder;
  private final HandEnds ends = new HandEnds();
  private final GatewayLimits limits = new GatewayLimits(3, 2, 16, 10);
  private final Lines lines = new Lines(limits, null, () -> now());
  private long now = 1_000;

  private long now() {
    return now;
  }

  // ---- hanging up

  @Test
  void hears_nothing_more_of_whom_it_hung_up_on_and_closes_in_the_end() {
    Line line = open(lines, ends);
    line.heard(Frames.of("nonsense"));
    assertThat(ends.hungUp).isTrue();

    for (int i = 0; i < 100; i++) {
      line.heard(new byte[MEGABYTE]);
    }

    assertThat(line.kept()).isLessThan(1_000);
    assertThat(ends.told).hasSize(1);
    assertThat(ends.closed).isFalse();
    ends.later.get(Line.HANG_UP_MILLIS).run();
    assertThat(ends.closed).isTrue();
    assertThat(lines.size()).isZero();
    assertThat(lines.budget().kept()).isZero();
  }

  // ---- the first frame

  @Test
  void a_large_frame_may_come_with_the_token_before_it() throws Exception {
    String secret = Token.newSecret();
    Lines guarded = guarded(secret);
    Line line = open(guarded, ends);
    byte[] large = Frames.of(send("r", "x".repeat(100_000)));

    line.heard(joined(Frames.of(hello(secret)), large));

    assertThat(ends.told).isEmpty();
    assertThat(ends.paused).isTrue();
    ends.aside.remove(0).run();
    assertThat(ends.forwarded).containsExactly(PING);
    ends.aside.remove(0).run();
    assertThat(ends.forwarded.get(1)).contains("xxx");
    assertThat(ends.paused).isFalse();
  }

  @Test
  void a_large_frame_is_refused_before_the_token_or_with_it() throws Exception {
    Line line = open(guarded(Token.newSecret()), ends);
    line.heard(FramesTest.length(Conversation.MOST_BYTES_BEFORE + 1));
    assertThat(ends.told.get(0)).contains("0 to 8192 here; this one is 8193");
    assertThat(ends.hungUp).isTrue();
  }

  // ---- what is under way

  @Test
  void a_line_asks_so_many_questions_at_once_and_more_once_they_are_answered() {
    Lines quick = new Lines(new GatewayLimits(3, 2, 16, 100_000), null, () -> now());
    Line line = open(quick, ends);
    for (int i = 0; i < Awaited.MOST; i++) {
      line.heard(Frames.of(send("r", "")));
    }
    assertThat(ends.told).isEmpty();

    line.heard(Frames.of(send("one too many", "")));

    assertThat(ends.forwarded).hasSize(Awaited.MOST);
    assertThat(ends.told.get(0))
        .contains("\"address\":\"one too many\"", "\"failureCode\":429", "1000 questions wait");
    line.toldByBus(Frames.of("{\"type\":\"message\",\"address\":\"other\",\"body\":{}}"));
    line.heard(Frames.of(send("r", "")));
    assertThat(ends.forwarded).hasSize(Awaited.MOST);
    line.toldByBus(Frames.of("{\"type\":\"err\",\"address\":\"r\",\"failureCode\":-1}"));
    line.heard(Frames.of(send("r", "")));
    assertThat(ends.forwarded).hasSize(Awaited.MOST + 1);
  }

  @Test
  void what_all_say_is_kept_until_it_is_answered_and_no_more_than_so_much() {
    List<HandEnds> all = new ArrayList<>();
    List<Line> open = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      all.add(new HandEnds());
      open.add(open(lines, all.get(i)));
    }
    for (int i = 0; i < 12; i++) {
      open.get(i % 3).heard(Frames.of(send("r" + i, "x".repeat(MEGABYTE))));
      all.get(i % 3).aside.remove(0).run();
    }
    assertThat(lines.budget().kept()).isBetween(12L * MEGABYTE, 13L * MEGABYTE);

    open.get(0).toldByBus(Frames.of("{\"type\":\"message\",\"address\":\"r0\",\"body\":{}}"));
    assertThat(lines.budget().kept()).isLessThan(12L * MEGABYTE);

    byte[] half = joined(FramesTest.length(Conversation.MOST_BYTES), new byte[3 * MEGABYTE]);
    open.get(1).heard(half);
    assertThat(all.get(1).hungUp).isFalse();
    open.get(0).heard(joined(FramesTest.length(Conversation.MOST_BYTES), new byte[2 * MEGABYTE]));
    assertThat(all.get(0).hungUp).isFalse();
    assertThat(all.get(1).told.get(0)).contains("503", "hands full");
    assertThat(all.get(1).hungUp).isTrue();
    assertThat(all.get(2).hungUp).isFalse();
  }

  @Test
  void who_keeps_most_is_sent_away_and_the_others_wait_until_he_was_answered() {
    Line hog = open(lines, ends);
    for (int i = 0; i < 16; i++) {
      hog.heard(Frames.of(send("r" + i, "x".repeat(MEGABYTE))));
      if (!ends.aside.isEmpty()) {
        ends.aside.remove(0).run();
      }
    }
    assertThat(ends.hungUp).isTrue();
    HandEnds modest = new HandEnds();
    Line other = open(lines, modest);

    other.heard(Frames.of(PING));
    other.heard(Frames.of(send("r", "x".repeat(2 * MEGABYTE))));
    other.heard(Frames.of(PING));
    ends.later.get(Line.HANG_UP_MILLIS).run();

    assertThat(ends.closed).isTrue();
    assertThat(modest.hungUp).isFalse();
    assertThat(modest.paused).isTrue();
    assertThat(modest.forwarded).containsExactly(PING);
    for (int i = 0; i < 15; i++) {
      assertThat(ends.busClosed).isFalse();
      hog.toldByBus(Frames.of("{\"type\":\"message\",\"address\":\"r%d\"}".formatted(i)));
    }
    modest.later.values().iterator().next().run();
    modest.aside.remove(0).run();
    assertThat(modest.forwarded).hasSize(3).last().isEqualTo(PING);
    assertThat(modest.paused).isFalse();
    assertThat(ends.busClosed).isTrue();
    assertThat(lines.budget().kept()).isLessThan(3 * MEGABYTE);
  }

  @Test
  void no_more_of_those_who_went_wait_for_answers_than_may_be_here() {
    List<HandEnds> went = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      HandEnds each = new HandEnds();
      went.add(each);
      Line line = open(lines, each);
      line.heard(Frames.of(send("r", "x")));
      line.end();
    }
    assertThat(went).extracting(each -> each.busClosed).containsExactly(false, false, false, true);
    assertThat(lines.budget().kept()).isPositive();

    went.forEach(each -> each.later.get(60_000L).run());

    assertThat(went).allMatch(each -> each.busClosed);
    assertThat(lines.budget().kept()).isZero();
  }

  @Test
  void what_is_in_work_counts_until_it_is_given_up_though_who_asked_is_gone() {
    Line line = open(lines, ends);
    line.heard(Frames.of(send("r", "x".repeat(MEGABYTE))));
    ends.aside.remove(0).run();

    line.end();

    assertThat(lines.size()).isZero();
    assertThat(lines.budget().kept()).isGreaterThan(MEGABYTE);
    ends.later.get(60_000L).run();
    assertThat(lines.budget().kept()).isZero();
    line.toldByBus(Frames.of("{\"type\":\"message\",\"address\":\"r\"}"));
    assertThat(lines.budget().kept()).isZero();
  }

  @Test
  void a_reply_that_is_not_asked_for_is_not_waited_for() {
    Line line = open(lines, ends);
    line.heard(Frames.of("{\"type\":\"send\",\"address\":\"reelyard.farm\",\"body\":{}}"));
    assertThat(ends.forwarded).hasSize(1);
    assertThat(lines.budget().kept()).isZero();
  }

  @Test
  void of_all_who_do_not_read_the_one_who_leaves_most_is_cut_off() {
    GatewayLimits many = new GatewayLimits(10, 10, 16, 10);
    Lines crowd = new Lines(many, null, () -> now());
    HandEnds worst = new HandEnds();
    worst.reads = false;
    Line first = open(crowd, worst);
    first.toldByBus(Frames.of("x".repeat(7 * MEGABYTE)));
    List<HandEnds> others = new ArrayList<>();
    List<Line> open = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      HandEnds other = new HandEnds();
      other.reads = false;
      others.add(other);
      open.add(open(crowd, other));
      open.get(i).toldByBus(Frames.of("x".repeat(5 * MEGABYTE / 2)));
    }
    assertThat(worst.closed).isTrue();
    open.get(0).toldByBus(Frames.of("x".repeat(MEGABYTE)));
    assertThat(others).as("what the worst left unread is gone").noneMatch(other -> other.closed);

    worst.gone.forEach(Runnable::run);
    for (int i = 0; i < 3; i++) {
      open.get(0).toldByBus(Frames.of("x".repeat(MEGABYTE)));
      open.get(1).toldByBus(Frames.of("x".repeat(MEGABYTE)));
    }
    assertThat(others.get(0).closed).as("nor does it count twice").isTrue();
  }

  // ---- the pace

  @Test
  void who_says_much_is_read_more_slowly_and_loses_nothing() {
    Line line = open(lines, ends);
    for (int i = 0; i < 150; i++) {
      line.heard(Frames.of(PING));
    }
    assertThat(ends.forwarded).hasSize(100);
    assertThat(ends.paused).isTrue();

    now += 2_000;
    ends.later.values().iterator().next().run();
    assertThat(ends.forwarded).hasSize(120);
    now += 10_000;
    ends.later.values().iterator().next().run();

    assertThat(ends.forwarded).hasSize(150);
    assertThat(ends.paused).isFalse();
  }

  @Test
  void all_lines_of_one_token_share_their_pace() throws Exception {
    String secret = Token.newSecret();
    Lines guarded = guarded(secret);
    HandEnds other = new HandEnds();
    for (HandEnds each : List.of(ends, other)) {
      Line line = open(guarded, each);
      line.heard(Frames.of(hello(secret)));
      each.aside.remove(0).run();
      for (int i = 0; i < 70; i++) {
        line.heard(Frames.of(PING));
      }
    }
    assertThat(ends.forwarded.size() + other.forwarded.size()).isEqualTo(100);
  }

  // ---- places

  @Test
  void one_address_gets_its_share_of_the_places() {
    assertThat(lines.open(ends, "192.0.2.1")).isPresent();
    Optional<Line> second = lines.open(new HandEnds(), "192.0.2.1");
    assertThat(second).isPresent();
    assertThat(lines.open(new HandEnds(), "192.0.2.1")).isEmpty();
    assertThat(lines.open(new HandEnds(), "192.0.2.2")).isPresent();
    second.get().end();
    assertThat(lines.open(new HandEnds(), "192.0.2.1")).isPresent();
    assertThat(lines.open(new HandEnds(), null)).as("all places are taken").isEmpty();
  }

  @Test
  void who_did_not_log_in_gives_way_to_who_comes() throws Exception {
    String secret = Token.newSecret();
    Lines guarded = guarded(secret);
    Line known = open(guarded, ends);
    known.heard(Frames.of(hello(secret)));
    ends.aside.remove(0).run();
    HandEnds older = new HandEnds();
    HandEnds newer = new HandEnds();
    open(guarded, older);
    open(guarded, newer);

    open(guarded, new HandEnds());

    assertThat(older.closed).isTrue();
    assertThat(newer.closed).isFalse();
    assertThat(ends.closed).isFalse();
    assertThat(guarded.size()).isEqualTo(3);
  }

  @Test
  void who_does_not_log_in_is_cut_off() throws Exception {
    Lines guarded = guarded(Token.newSecret());
    open(guarded, ends);
    now += Lines.LOGIN_MILLIS;
    guarded.check();
    assertThat(ends.closed).isFalse();
    now++;
    guarded.check();
    assertThat(ends.closed).isTrue();
  }

  private Lines guarded(String secret) {
    UserFile users = new UserFile(folder.resolve("users.jsonl"));
    TokenFile tokens = new TokenFile(folder.resolve("tokens.jsonl"));
    tokens.change(
        all -> List.of(new Token("anna", "submitter", Token.hash(secret), 1, Long.MAX_VALUE)));
    Gate gate = new Gate(users, tokens, new Sessions(1, 1), () -> now(), () -> now());
    return new Lines(limits, gate, () -> now());
  }

  private static Line open(Lines lines, HandEnds ends) {
    return lines.open(ends, null).orElseThrow();
  }

  private static String hello(String secret) {
    return "{\"type\":\"ping\",\"headers\":{\"authorization\":\"Bearer " + secret + "\"}}";
  }

  private static String send(String replyAddress, String words) {
    return "{\"type\":\"send\",\"address\":\"reelyard.farm\",\"replyAddress\":\"%s\",\"body\":{\"x\":\"%s\"}}"
        .formatted(replyAddress, words);
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] both = java.util.Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
