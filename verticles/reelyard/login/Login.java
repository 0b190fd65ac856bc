package reelyard.login;

import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets users in by name and password. Takes as long for a name that nobody has as for a wrong
 * password; whoever guesses wrong, and the name that was guessed at, have to wait before the next
 * try. Guessing takes no more than two processors.
 */
public final class Login {

  private static final Logger log = LoggerFactory.getLogger(Login.class);

  private static final int AT_ONCE = 2;

  /** From which wrong password on, in a row, it is told, and how often then. */
  private static final int TOLD_EACH = 5;

  private final UserFile users;
  private final LongSupplier clock;
  private final Pauses pauses = new Pauses();
  private final Semaphore turns = new Semaphore(AT_ONCE, true);
  private final String nobody = PasswordHash.ofNobody();

  /**
   * @param clock milliseconds of a clock that never jumps
   */
  public Login(UserFile users, LongSupplier clock) {
    this.users = users;
    this.clock = clock;
  }

  /**
   * The user, if the password is right and no pause is on.
   *
   * @param from the address that asks
   * @throws UserFileException when nobody can be let in
   */
  public Optional<User> login(String name, String password, String from)
      throws InterruptedException {
    if (isPaused(name, from)) {
      return Optional.empty();
    }
    turns.acquire();
    try {
      // Those who waited for their turn may have been found wrong meanwhile.
      return isPaused(name, from) ? Optional.empty() : checked(name, password, from);
    } finally {
      turns.release();
    }
  }

  /** How long this name, or that address, has to wait before its next try, in milliseconds. */
  public long pauseMillis(String name, String from) {
    long now = clock.getAsLong();
    return Math.max(pauses.left("user " + name, now), pauses.left("at " + from, now));
  }

  private boolean isPaused(String name, String from) {
    return pauseMillis(name, from) > 0;
  }

  private Optional<User> checked(String name, String password, String from) {
    Optional<User> user = users.user(name);
    boolean right = PasswordHash.matches(password, user.map(User::password).orElse(nobody));
    if (right && user.isPresent()) {
      pauses.right("user " + name);
      pauses.right("at " + from);
      return user;
    }
    long now = clock.getAsLong();
    pauses.wrong("user " + name, now);
    int times = pauses.wrong("at " + from, now);
    if (times % TOLD_EACH == 0) {
      log.warn(
          "{} wrong logins in a row from {}: it has to wait before each further one", times, from);
    }
    return Optional.empty();
  }
}
