package reelyard.web;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.LongConsumer;
import java.util.function.Predicate;

/**
 * What one watcher has not read yet, bounded: of values that replace each other only the latest
 * waits, of events too many to wait only the newest, whose number tells the watcher to ask for the
 * whole; and who reads nothing at all is let go.
 *
 * <p>The bridge itself would go on writing to a socket that nobody reads until memory ends.
 */
final class Outbox {

  /** Characters handed to the socket and not yet taken by the network. */
  static final int MOST_UNDER_WAY = 256 * 1024;

  /** Characters that wait here; one message more may exceed it. */
  static final int MOST_WAITING = 4 * 1024 * 1024;

  /** How long the network may take nothing at all. */
  static final long PATIENCE_MILLIS = 20_000;

  // No address begins with a blank.
  private static final String MESSAGE = " m";
  private static final String EVENT = " e";
  private static final String WHOLE = " w";

  private final BiConsumer<String, LongConsumer> writer;
  private final Runnable hangUp;
  private final Map<String, String> waiting = new LinkedHashMap<>();
  private long waitingCharacters;
  private long underWay;
  private long takenMillis;
  private long unnamed;
  private String newestEvent = "";
  private boolean leftOut;
  private boolean writing;
  private boolean closed;

  /**
   * @param writer writes a text and tells the callback when (in milliseconds) the network took it
   * @param hangUp cuts the connection at once; called at most once
   */
  Outbox(BiConsumer<String, LongConsumer> writer, Runnable hangUp) {
    this.writer = writer;
    this.hangUp = hangUp;
  }

  /** Sends a message that must not be left out. */
  void send(String text, long nowMillis) {
    put(MESSAGE + unnamed++, text, nowMillis);
  }

  /**
   * Sends a numbered event, which may be left out when a later one is not: the gap shows. Ten
   * thousand jobs can be submitted at once, which nobody reads as fast.
   *
   * @return whether some before it were left out since the last one
   */
  boolean sendEvent(String text, long nowMillis) {
    newestEvent = EVENT + unnamed++;
    put(newestEvent, text, nowMillis);
    boolean gap = leftOut;
    leftOut = false;
    return gap;
  }

  /** Sends the state of all, in which everything that an event told before is contained. */
  void sendWhole(String text, long nowMillis) {
    newestEvent = "";
    drop(name -> name.startsWith(EVENT) || name.equals(WHOLE));
    leftOut = false;
    put(WHOLE, text, nowMillis);
  }

  /** Sends a message that replaces the one of the same name if that still waits. */
  void sendLatest(String name, String text, long nowMillis) {
    put(name, text, nowMillis);
  }

  /** Nobody is there any more: nothing else is written. */
  void end() {
    closed = true;
    waiting.clear();
    waitingCharacters = 0;
  }

  /** Cuts the connection when the network took nothing for {@link #PATIENCE_MILLIS}. */
  void check(long nowMillis) {
    if (underWay > 0 && nowMillis - takenMillis > PATIENCE_MILLIS) {
      close();
    }
  }

  private void put(String name, String text, long nowMillis) {
    if (closed) {
      return;
    }
    if (waiting.isEmpty() && underWay < MOST_UNDER_WAY) {
      write(text, nowMillis);
      return;
    }
    if (waitingCharacters > MOST_WAITING) {
      drop(event -> event.startsWith(EVENT) && !event.equals(newestEvent));
    }
    if (waitingCharacters > MOST_WAITING) {
      close();
      return;
    }
    String replaced = waiting.put(name, text);
    waitingCharacters += text.length() - (replaced == null ? 0 : replaced.length());
  }

  private void drop(Predicate<String> names) {
    Iterator<Map.Entry<String, String>> each = waiting.entrySet().iterator();
    while (each.hasNext()) {
      Map.Entry<String, String> entry = each.next();
      if (names.test(entry.getKey())) {
        waitingCharacters -= entry.getValue().length();
        leftOut = true;
        each.remove();
      }
    }
  }

  private void write(String text, long nowMillis) {
    if (underWay == 0) {
      takenMillis = nowMillis;
    }
    underWay += text.length();
    writer.accept(text, tookMillis -> taken(text.length(), tookMillis));
  }

  private void taken(int characters, long nowMillis) {
    if (closed) {
      return;
    }
    underWay -= characters;
    takenMillis = nowMillis;
    // A write to a socket that is gone is over at once, within the one that goes on below.
    if (!writing) {
      writing = true;
      try {
        writeWaiting(nowMillis);
      } finally {
        writing = false;
      }
    }
  }

  private void writeWaiting(long nowMillis) {
    while (!waiting.isEmpty() && underWay < MOST_UNDER_WAY) {
      String first = waiting.keySet().iterator().next();
      String text = waiting.remove(first);
      waitingCharacters -= text.length();
      write(text, nowMillis);
    }
  }

  private void close() {
    if (!closed) {
      end();
      hangUp.run();
    }
  }
}
