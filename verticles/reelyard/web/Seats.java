package reelyard.web;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Shares out the connections to each staging: where all are taken, whoever holds the most of them
 * loses his oldest. So who reads films slowly, or not at all, takes room from himself. Belongs to
 * one thread.
 */
final class Seats {

  private final int most;
  private final Map<String, Map<String, Deque<Seat>>> places = new LinkedHashMap<>();

  /** One connection; {@link #leave} gives it back. */
  final class Seat {

    private final String place;
    private final String visitor;
    private final Runnable cut;

    private Seat(String place, String visitor, Runnable cut) {
      this.place = place;
      this.visitor = visitor;
      this.cut = cut;
    }

    /** It is free again; may be called more than once. */
    void leave() {
      Map<String, Deque<Seat>> visitors = places.getOrDefault(place, Map.of());
      Deque<Seat> own = visitors.get(visitor);
      if (own != null && own.remove(this) && own.isEmpty()) {
        visitors.remove(visitor);
        if (visitors.isEmpty()) {
          places.remove(place);
        }
      }
    }
  }

  /**
   * @param most at each place
   */
  Seats(int most) {
    this.most = most;
  }

  /**
   * Another one.
   *
   * @param place which staging
   * @param cut takes it from him
   * @return null when all are taken and nobody has more than one
   */
  Seat take(String place, String visitor, Runnable cut) {
    Map<String, Deque<Seat>> visitors = places.getOrDefault(place, Map.of());
    if (visitors.values().stream().mapToInt(Collection::size).sum() >= most) {
      Deque<Seat> own = visitors.getOrDefault(visitor, new ArrayDeque<>());
      Deque<Seat> largest =
          visitors.values().stream().max(Comparator.comparingInt(Collection::size)).orElse(own);
      Deque<Seat> loser = own.size() < largest.size() ? largest : own;
      if (loser != own && loser.size() < 2) {
        return null;
      }
      Seat lost = loser.getFirst();
      lost.leave();
      lost.cut.run();
    }
    Seat seat = new Seat(place, visitor, cut);
    places
        .computeIfAbsent(place, made -> new LinkedHashMap<>())
        .computeIfAbsent(visitor, made -> new ArrayDeque<>())
        .addLast(seat);
    return seat;
  }
}
