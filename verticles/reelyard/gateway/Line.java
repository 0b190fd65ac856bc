package reelyard.gateway;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reelyard.login.Allowance;
import reelyard.login.Pass;

/**
 * One program's line to the bus: does what it says in the order in which it was said, and reads no
 * faster than that is done. Belongs to one thread.
 */
final class Line {

  /** Bytes that a program may leave unread before it is cut off. */
  static final long MOST_UNREAD = 8 << 20;

  static final long HANG_UP_MILLIS = 5_000;

  /** Characters of a frame that are looked at elsewhere, while others are served. */
  private static final int LARGE = 32 << 10;

  private static final long PACE_MILLIS = 50;

  private static final Logger log = LoggerFactory.getLogger(Line.class);

  private final Ends ends;
  private final Lines all;
  private final String network;
  private final long begunMillis;
  private final Conversation conversation;
  private Frames frames = new Frames();
  private final Awaited awaited = new Awaited();
  private final Unread unread;
  private Allowance pace;
  private byte[] inHand;
  private long kept;
  private boolean waits;
  private boolean over;
  private boolean closed;
  private boolean forgotten;

  /**
   * @param network where it comes from; null for this machine
   * @param pass as whom it speaks from the beginning, or null where a token must come first
   */
  Line(Ends ends, Lines all, String network, Pass pass, long now) {
    this.ends = ends;
    this.all = all;
    this.network = network;
    this.begunMillis = now;
    this.unread = new Unread(ends, all);
    this.conversation = new Conversation(pass);
    this.pace = pass == null ? null : all.pace(pass);
  }

  String network() {
    return network;
  }

  /** As whom it speaks; null as long as nobody knows. */
  Pass pass() {
    return conversation.pass();
  }

  long begunMillis() {
    return begunMillis;
  }

  boolean isOver() {
    return over;
  }

  long unread() {
    return unread.bytes();
  }

  /** The program said this. */
  void heard(byte[] bytes) {
    if (over) {
      return;
    }
    frames.add(bytes);
    goOn();
  }

  private void goOn() {
    try {
      while (!over && !waits && hasRoom() && next()) {
        one();
      }
    } catch (IllegalArgumentException e) {
      hangUp(Conversation.error(400, e.getMessage(), null));
    }
    if (over) {
      return;
    }
    count();
    if (waits) {
      ends.pause();
    } else {
      ends.resume();
    }
  }

  /** Where there is none, it waits until others were answered. */
  private boolean hasRoom() {
    count();
    boolean room = all.hasRoom();
    if (!room && !over) {
      waits = true;
      ends.later(PACE_MILLIS, this::goOnAgain);
    }
    return room && !over;
  }

  private boolean next() {
    if (inHand == null) {
      inHand = frames.next(conversation.mostBytes());
    }
    return inHand != null;
  }

  private void one() {
    if (pace != null && !pace.take(all.now())) {
      waits = true;
      ends.later(PACE_MILLIS, this::goOnAgain);
      return;
    }
    byte[] frame = inHand;
    if (frame.length <= LARGE) {
      follow(conversation.take(Frames.text(frame)));
      return;
    }
    waits = true;
    ends.aside(
        () -> conversation.take(Frames.text(frame)),
        (step, e) -> {
          waits = false;
          if (over) {
            return;
          }
          if (e == null) {
            follow(step);
          } else {
            hangUp(broken(e));
          }
          goOn();
        });
  }

  private static String broken(Throwable e) {
    if (e instanceof IllegalArgumentException) {
      return Conversation.error(400, e.getMessage(), null);
    }
    log.error("a frame could not be looked at, and its program is sent away", e);
    return Conversation.error(500, "the gateway broke: its log says more", null);
  }

  private void goOnAgain() {
    waits = false;
    goOn();
  }

  private void follow(Step step) {
    if (step instanceof Step.LogIn login) {
      waits = true;
      ends.aside(() -> all.gate().ofToken(login.token()), this::admit);
      return;
    }
    int size = inHand.length;
    inHand = null;
    if (step instanceof Step.Forward forward) {
      forward(forward, size);
    } else if (step instanceof Step.Tell told) {
      if (told.refused() != null) {
        all.refused(pass().visitor(), told.refused());
      }
      tell(Frames.of(told.frame()));
    } else if (step instanceof Step.HangUp last) {
      hangUp(last.frame());
    }
  }

  private void forward(Step.Forward step, int size) {
    if (step.asked() != null) {
      if (awaited.isFull()) {
        String words = "%d questions wait for answers: wait as well".formatted(Awaited.MOST);
        tell(Frames.of(Conversation.error(429, words, step.asked())));
        return;
      }
      awaited.add(step.asked().replyAddress(), size, all.now() + step.timeoutMillis());
    }
    if (!ends.forward(Frames.of(step.frame()), this::goOnAgain)) {
      waits = true;
    }
  }

  private void admit(Optional<Pass> pass, Throwable e) {
    waits = false;
    if (over) {
      return;
    }
    if (e != null) {
      log.error("nobody can log in at the gateway: {}", e.getMessage());
    }
    if (e != null || pass.isEmpty()) {
      all.refusals().refused(ends.whom(), "a login: its token is none, or ended");
      hangUp(Conversation.error(401, "not_logged_in: there is no such token, or it ended", null));
      return;
    }
    conversation.admit(pass.get());
    pace = all.pace(pass.get());
    goOn();
  }

  /** The bus said this. */
  void toldByBus(byte[] bytes) {
    awaited.heard(bytes);
    tell(bytes);
    count();
    if (closed && awaited.isEmpty()) {
      forget();
    }
  }

  private void tell(byte[] bytes) {
    if (over) {
      return;
    }
    unread.tell(bytes);
    if (unread.bytes() > MOST_UNREAD) {
      cut("it does not read what it hears");
    } else {
      all.cutWhoReadsLeast();
    }
  }

  /** Bytes that it said and that are not done with. */
  long kept() {
    return awaited.bytes() + frames.kept() + (inHand == null ? 0 : inHand.length);
  }

  private void count() {
    long now = forgotten ? 0 : kept();
    if (over) {
      all.budget().keepOfGone(now - kept);
    } else {
      all.budget().keep(now - kept);
    }
    kept = now;
  }

  /** Of all programs it keeps most, and that is too much. */
  void sendAway() {
    all.complain(
        "{} is sent away: of all it keeps most, and the gateway holds all it may (gateway.limits)",
        ends.whom());
    hangUp(
        Conversation.error(
            503,
            "the gateway has its hands full, and most of it is yours: say less at once",
            null));
  }

  private void hangUp(String frame) {
    leave();
    ends.tellLast(Frames.of(frame));
    ends.later(HANG_UP_MILLIS, this::end);
  }

  void cut(String why) {
    all.complain("the program at {} is cut off: {}", ends.whom(), why);
    end();
  }

  /** Nothing of it is taken in any more. What was handed on is still in the hands of others. */
  private void leave() {
    if (over) {
      return;
    }
    frames = new Frames();
    inHand = null;
    all.budget().keep(-kept);
    kept = 0;
    over = true;
    count();
  }

  /** It is gone, or has to go. */
  void end() {
    leave();
    if (closed) {
      return;
    }
    closed = true;
    ends.close();
    unread.end();
    all.closed(this);
    if (awaited.isEmpty()) {
      forget();
      return;
    }
    ends.later(Math.max(1, awaited.untilMillis() - all.now()), this::forget);
    if (!all.mayWait(this)) {
      ends.closeBus();
    }
  }

  private void forget() {
    if (forgotten) {
      return;
    }
    forgotten = true;
    count();
    ends.closeBus();
    all.waited(this);
  }
}
