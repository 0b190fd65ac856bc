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
  private int toCome;
  private int happened;
  private int late;

  WireFaults(long seed) {
    random = new Random(seed);
  }

  /**
   * So many data connections are cut, one after another, at random bytes of a file. Together they
   * carry most of it: who began anew each time would need it nearly twice.
   */
  WireFaults cuts(int count, int fileBytes) {
    int before = 0;
    for (int at : random.ints(1, fileBytes).distinct().limit(count).sorted().toArray()) {
      plan(new Data(CUTS[random.nextInt(CUTS.length)], at - before, null));
      before = at;
    }
    return this;
  }

  /** Something at a random byte of a file's later half: who begins anew shall be told by it. */
  WireFaults late(Kind kind, int fileBytes, Runnable event) {
    return plan(new Data(kind, fileBytes / 2 + random.nextInt(fileBytes / 2), event));
  }

  /** A bit somewhere in a file. */
  WireFaults flip(int fileBytes) {
    return plan(new Data(Kind.FLIP, random.nextInt(fileBytes), null));
  }

  private WireFaults plan(Data fault) {
    planned.add(fault);
    toCome++;
    return this;
  }

  /** Replies come late by up to so much, and those to so many transfers in the wrong order. */
  WireFaults replies(int delayMillis, int mixedUp) {
    replyDelayMillis = delayMillis;
    swaps = mixedUp;
    toCome += mixedUp;
    return this;
  }

  /** Whether the end of the transfer that begins now shall be told before its beginning. */
  synchronized boolean swapsReplies() {
    return swaps > 0 && swaps-- > 0;
  }

  /** The end did not come in time to be told first: another one has to. */
  synchronized void notSwapped() {
    swaps++;
  }

  synchronized int nextReplyDelay() {
    int millis = replyDelayMillis == 0 ? 0 : random.nextInt(replyDelayMillis);
    if (millis > 0) {
      late++;
    }
    return millis;
  }

  /** For the data connection that begins now. */
  synchronized Data nextData() {
    Data next = planned.poll();
    return next == null ? NONE : next;
  }

  /** The connection ended before its fault: it is the next one's. */
  synchronized void notYet(Data fault) {
    if (fault.kind() != Kind.NONE) {
      planned.addFirst(fault);
    }
  }

  synchronized void happened() {
    happened++;
  }

  /** How many faults were to come about, the late replies left out. */
  int planned() {
    return toCome;
  }

  /** How many of them did. */
  synchronized int count() {
    return happened;
  }

  synchronized int lateReplies() {
    return late;
  }
}
