package reelyard.web;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The latest numbered events of the farm without a gap, bounded, so that a watcher who was away for
 * a moment goes on where he was.
 */
final class EventTape {

  /** The number of an event in its epoch, as watchers name it. */
  record Mark(String epoch, long sequence) {

    /** Of its words; nothing when they are not a mark's. */
    static Optional<Mark> of(String words) {
      int colon = words == null ? -1 : words.lastIndexOf(':');
      return colon < 0 || !words.substring(colon + 1).matches("[0-9]{1,18}")
          ? Optional.empty()
          : Optional.of(
              new Mark(words.substring(0, colon), Long.parseLong(words.substring(colon + 1))));
    }

    /** Whether that one is the next. */
    boolean isBefore(Mark next) {
      return epoch.equals(next.epoch) && sequence + 1 == next.sequence;
    }

    @Override
    public String toString() {
      return epoch + ":" + sequence;
    }
  }

  /** One event: what it is, and its JSON. */
  record Event(Mark mark, String kind, String json) {}

  private final int mostEvents;
  private final long mostCharacters;
  private final Deque<Event> events = new ArrayDeque<>();
  private long characters;

  EventTape(int mostEvents, long mostCharacters) {
    this.mostEvents = mostEvents;
    this.mostCharacters = mostCharacters;
  }

  /** Takes the next one; where it does not follow on the one before, the tape begins with it. */
  void add(Event event) {
    if (!events.isEmpty() && !events.peekLast().mark().isBefore(event.mark())) {
      events.clear();
      characters = 0;
    }
    events.add(event);
    characters += event.json().length();
    while (events.size() > mostEvents || (characters > mostCharacters && events.size() > 1)) {
      characters -= events.remove().json().length();
    }
  }

  /** What happened after this one; nothing when that is not known any more, or not yet. */
  Optional<List<Event>> since(Mark seen) {
    if (events.isEmpty()) {
      return Optional.empty();
    }
    Mark first = events.peekFirst().mark();
    Mark last = events.peekLast().mark();
    return first.epoch().equals(seen.epoch())
            && seen.sequence() >= first.sequence() - 1
            && seen.sequence() <= last.sequence()
        ? Optional.of(
            events.stream().filter(event -> event.mark().sequence() > seen.sequence()).toList())
        : Optional.empty();
  }
}
