package reelyard.login;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets users in by name and password, one for all doors of a process. Takes as long for a name that
 * nobody has as for a wrong password; whoever guesses wrong, and the name that was guessed at, have
 * to wait before the next try. Guesses of others keep nobody out where he logged in before.
 * Guessing takes no more than two processors.
 */
public final class Login {

  private static final Logger log = LoggerFactory.getLogger(Login.class);

  private static final int AT_ONCE = 2;

  private static final RefusalLog REFUSALS = new RefusalLog();

  /** From which wrong password on, in a row, it is told, and how often then. */
  private static final int TOLD_EACH = 5;

  /** Networks where users logged in rightly, of which so many are remembered. */
  private static final int MOST_KNOWN = 10_000;

  private static final Map<Path, Login> ALL = new ConcurrentHashMap<>();

  private final UserFile users;
  private final LongSupplier clock;
  private final Pauses pauses = new Pauses();
  private final Semaphore turns = new Semaphore(AT_ONCE, true);
  private final String nobody = PasswordHash.ofNobody();

  private final Set<String> known =
      Collections.newSetFromMap(
          Collections.synchronizedMap(
              new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                  return size() > MOST_KNOWN;
                }
              }));

  /** The one for these users: whoever guesses at one door has to wait at each. */
  public static Login at(UserFile users) {
    return ALL.computeIfAbsent(
        users.path().toAbsolutePath().normalize(), path -> new Login(users, Login::steadyMillis));
  }

  /**
   * @param clock milliseconds of a clock that never jumps
   */
  Login(UserFile users, LongSupplier clock) {
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

  /**
   * Gives the user another password, who proves himself by the old one; none if that is wrong or a
   * pause is on.
   *
   * @throws IllegalArgumentException saying what makes it a bad one
   * @throws UserFileException when it cannot be kept
   */
  public Optional<User> change(String name, String old, String password, String from)
      throws InterruptedException {
    String kept = NewPassword.kept(name, password);
    if (old.equals(password)) {
      throw new IllegalArgumentException("the new password is the old one");
    }
    Optional<User> user = login(name, old, from);
    if (user.isEmpty()) {
      return user;
    }
    users.change(
        all -> all.stream().map(u -> u.equals(user.get()) ? u.withPassword(kept) : u).toList());
    return users.user(name).filter(now -> now.password().equals(kept));
  }

  /** How long this name, or that address, has to wait before its next try, in milliseconds. */
  public long pauseMillis(String name, String from) {
    long now = clock.getAsLong();
    return isKnown(name, from)
        ? pauses.left(here(name, from), now)
        : Math.max(pauses.left("user " + name, now), pauses.left(place(from), now));
  }

  /**
   * Whoever logged in from there before waits for his own guesses only, and others not for his: one
   * program with an old password must not keep out all who share its address.
   */
  private boolean isKnown(String name, String from) {
    return known.contains(here(name, from));
  }

  private static String here(String name, String from) {
    return "user " + name + " " + place(from);
  }

  private static String place(String from) {
    return "at " + Network.of(from);
  }

  private boolean isPaused(String name, String from) {
    return pauseMillis(name, from) > 0;
  }

  private Optional<User> checked(String name, String password, String from) {
    Optional<User> user = users.user(name);
    boolean right = PasswordHash.matches(password, user.map(User::password).orElse(nobody));
    if (right && user.isPresent()) {
      if (isKnown(name, from)) {
        pauses.right(here(name, from));
      } else {
        pauses.right("user " + name);
        pauses.right(place(from));
        known.add(here(name, from));
      }
      return user;
    }
    long now = clock.getAsLong();
    // A name that nobody has may be a password, typed into the wrong field.
    REFUSALS.refused(
        from,
        user.map(u -> "a login as " + u.name() + ": wrong password")
            .orElse("a login by a name that nobody has"));
    int times = countWrong(name, from, now);
    if (times % TOLD_EACH == 0) {
      log.warn(
          "{} wrong logins in a row from {}: it has to wait before each further one", times, from);
    }
    return Optional.empty();
  }

  /** How often in a row now. */
  private int countWrong(String name, String from, long now) {
    if (isKnown(name, from)) {
      return pauses.wrong(here(name, from), now);
    }
    pauses.wrong("user " + name, now);
    return pauses.wrong(place(from), now);
  }

  private static long steadyMillis() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }
}
