package reelyard.staging.media;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import reelyard.bus.RefusedException;
import reelyard.message.OpenMedia;
import reelyard.message.Refusal;

/**
 * Tokens that open the door once, within half a minute, for the one thing they were given for. Safe
 * to use from several threads.
 */
final class Tickets {

  static final long VALID_MILLIS = 30_000;

  static final int MOST = 10_000;

  private static final int TOKEN_BYTES = 32;

  private record Ticket(OpenMedia use, long endMillis) {}

  private final SecureRandom random = new SecureRandom();
  private final Map<String, Ticket> tickets = new LinkedHashMap<>();
  private final LongSupplier clock;

  /**
   * @param clock milliseconds since 1970
   */
  Tickets(LongSupplier clock) {
    this.clock = clock;
  }

  /** A new token. */
  synchronized String give(OpenMedia use) {
    long now = clock.getAsLong();
    // They end in the order in which they were given.
    tickets.values().removeIf(ticket -> ticket.endMillis < now);
    if (tickets.size() >= MOST) {
      throw new RefusedException(
          new Refusal(Refusal.UNAVAILABLE, "too many doors stand open: ask again in a minute"));
    }
    byte[] token = new byte[TOKEN_BYTES];
    random.nextBytes(token);
    String text = Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    tickets.put(text, new Ticket(use, now + VALID_MILLIS));
    return text;
  }

  /** What the header {@code Authorization} opens, null for nothing; it opens nothing again. */
  synchronized OpenMedia redeem(String authorization) {
    if (authorization == null || !authorization.startsWith("Bearer ")) {
      return null;
    }
    Ticket ticket = tickets.remove(authorization.substring("Bearer ".length()));
    return ticket == null || ticket.endMillis < clock.getAsLong() ? null : ticket.use;
  }
}
