package bench;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;

/** What shall go wrong on a wire, and when; every choice comes from a seed. */
final class WireFaults {

  /** What becomes of a data connection. */
  enum Kind {
    /** It works. */
    NONE,
    /** It ends as if the sender had no more to say. */
    END,
    /** It is reset. */
    RESET,
    /** It is reset, the control connection with it. */
    RESET_ALL,
    /** It stays, and nothing moves any more. */
    STALL,
    /** One bit comes out wrong. */
    FLIP,
    /** Something happens elsewhere, then it is reset. */
    EVENT
  }

  /**
   * @param at after so many of its bytes
   * @param event null, or what happens then
   */
  record Data(Kind kind, long at, Runnable event) {}

  private static final Data NONE = new Data(Kind.NONE, Long.MAX_VALUE, null);
  private static final Kind[] CUTS = {Kind.END, Kind.RESET, Kind.RESET_ALL};

  private final Random random;
  private final Deque<Data> planned = new ArrayDeque<>();
  private int replyDelayMillis;
  private int swaps;
  private int happened;

  WireFaults(long seed) {
    random = new Random(seed);
  }

  /** One more data connection is cut, somewhere in so many bytes. */
  WireFaults cut(int withinBytes) {
    return plan(CUTS[random.nextInt(CUTS.length)], withinBytes, null);
  }

  WireFaults plan(Kind kind, int withinBytes, Runnable event) {
    planned.add(new Data(kind, 1 + random.nextInt(withinBytes), event));
    return this;
  }

  /** Replies come late by up to so much, and those to so many transfers in the wrong order. */
  WireFaults replies(int delayMillis, int mixedUp) {
    replyDelayMillis = delayMillis;
    swaps = mixedUp;
    return this;
  }

  /** Whether the end of the transfer that begins now shall be told before its beginning. */
  synchronized boolean swapsReplies() {
    return swaps > 0 && swaps-- > 0;
  }

  synchronized int nextReplyDelay() {
    return replyDelayMillis == 0 ? 0 : random.nextInt(replyDelayMillis);
  }

  /** For the data connection that begins now. */
  synchronized Data nextData() {
    Data next = planned.poll();
    return next == null ? NONE : next;
  }

  synchronized void happened() {
    happened++;
  }

  /** How many faults came about; a connection may end before its own. */
  synchronized int count() {
    return happened;
  }
}
