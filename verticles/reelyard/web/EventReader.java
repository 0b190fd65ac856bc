package reelyard.web;

import reelyard.web.EventTape.Event;
import reelyard.web.EventTape.Mark;

/** One who reads the farm's events as a stream of text: each once, in order, after a snapshot. */
final class EventReader {

  private final Outbox outbox;
  private final Runnable end;
  private Mark seen;

  /**
   * @param end ends the stream, so that the reader comes again
   */
  EventReader(Outbox outbox, Runnable end) {
    this.outbox = outbox;
    this.end = end;
  }

  /** Nobody reads any more. */
  void left() {
    outbox.end();
  }

  /** Nothing can be told now. */
  void end() {
    end.run();
  }

  /** Begins, or begins again, with the whole farm as it was after that event. */
  void snapshot(Mark mark, String json, long nowMillis) {
    seen = mark;
    outbox.sendWhole("retry: 2000\n" + text("snapshot", mark, json), nowMillis);
  }

  /** Goes on after the last event that was seen. */
  void resume(Mark mark) {
    seen = mark;
  }

  /**
   * Tells an event, unless it was told or is part of what was shown.
   *
   * @return whether others before it were lost, or left out: then only a snapshot helps
   */
  boolean misses(Event event, long nowMillis) {
    if (seen == null) {
      return false;
    }
    if (seen.isBefore(event.mark())) {
      seen = event.mark();
      return outbox.sendEvent(text(event.kind(), event.mark(), event.json()), nowMillis);
    }
    return !seen.epoch().equals(event.mark().epoch()) || seen.sequence() < event.mark().sequence();
  }

  /** What replaces an earlier one of the same name that was not read yet. */
  void tellLatest(String name, String kind, String json, long nowMillis) {
    outbox.sendLatest(name, text(kind, null, json), nowMillis);
  }

  /** What is told whole, without a number. */
  void tell(String kind, String json, long nowMillis) {
    outbox.send(text(kind, null, json), nowMillis);
  }

  /** A sign of life; cuts who reads nothing. */
  void heartbeat(long nowMillis) {
    outbox.check(nowMillis);
    outbox.sendLatest("heartbeat", ": still here\n\n", nowMillis);
  }

  /** JSON has no line breaks of its own, so one line holds it. */
  private static String text(String kind, Mark id, String json) {
    return "event: " + kind + (id == null ? "" : "\nid: " + id) + "\ndata: " + json + "\n\n";
  }
}
