package reelyard.login;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Who is logged in, by the hash of a random id that only the browser knows. A session begins with a
 * right password and never before, so nobody can be made to use one that another knows. It ends
 * after a time without a request, after a time in any case, when told to, and when a user has too
 * many of them.
 */
public final class Sessions {

  static final int MOST_OF_ONE_USER = 50;
  static final int MOST = 10_000;

  private static final int RANDOM_BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final long idleMillis;
  private final long longestMillis;
  private final Map<String, Session> sessions = new HashMap<>();

  /** A session that has begun: its id for the browser, and what to prove changes by. */
  public record Begun(String id, String csrf) {}

  /**
   * @param idleMillis how long without a request
   * @param longestMillis how long in any case
   */
  public Sessions(long idleMillis, long longestMillis) {
    this.idleMillis = idleMillis;
    this.longestMillis = longestMillis;
  }

  /**
   * Begins one.
   *
   * @param now milliseconds of a clock that never jumps
   */
  synchronized Begun begin(User user, long now) {
    sessions.values().removeIf(session -> isOver(session, now));
    makeRoom(session -> session.user().name().equals(user.name()), MOST_OF_ONE_USER);
    makeRoom(session -> true, MOST);
    Begun begun = new Begun(random(), random());
    sessions.put(Token.hash(begun.id()), new Session(user, begun.csrf(), now, now));
    return begun;
  }

  /** The oldest go, so that one more is not too many. */
  private void makeRoom(Predicate<Session> kind, int most) {
    while (sessions.values().stream().filter(kind).count() >= most) {
      sessions.entrySet().stream()
          .filter(entry -> kind.test(entry.getValue()))
          .min(Comparator.comparingLong(entry -> entry.getValue().seenMillis()))
          .ifPresent(oldest -> sessions.remove(oldest.getKey()));
    }
  }

  /**
   * The session with this key, which is the hash of its id; being looked at keeps nothing alive.
   */
  synchronized Optional<Session> look(String key, long now) {
    return Optional.ofNullable(sessions.get(key)).filter(session -> !isOver(session, now));
  }

  /** The same for a request of its user: the time without one begins anew. */
  synchronized Optional<Session> use(String key, long now) {
    sessions.computeIfPresent(key, (k, session) -> isOver(session, now) ? null : session.seen(now));
    return Optional.ofNullable(sessions.get(key));
  }

  /** Ends it. */
  synchronized void end(String key) {
    sessions.remove(key);
  }

  /** Ends all of this user's. */
  synchronized void endAll(String user) {
    sessions.values().removeIf(session -> session.user().name().equals(user));
  }

  synchronized int size() {
    return sessions.size();
  }

  private boolean isOver(Session session, long now) {
    return now - session.seenMillis() >= idleMillis || now - session.beganMillis() >= longestMillis;
  }

  private static String random() {
    byte[] random = new byte[RANDOM_BYTES];
    RANDOM.nextBytes(random);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }
}
