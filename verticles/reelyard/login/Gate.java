package reelyard.login;

import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import reelyard.login.Pass.Proof;

/**
 * Tells who somebody is by a session or a token, as the files of users and tokens stand at that
 * moment. Reads files: to be asked where waiting does no harm.
 */
public final class Gate {

  private final UserFile users;
  private final TokenFile tokens;
  private final Sessions sessions;
  private final LongSupplier clock;
  private final LongSupplier steady;

  /**
   * @param clock milliseconds since 1970, by which tokens end
   * @param steady milliseconds of a clock that never jumps, by which sessions do
   */
  public Gate(
      UserFile users,
      TokenFile tokens,
      Sessions sessions,
      LongSupplier clock,
      LongSupplier steady) {
    this.users = users;
    this.tokens = tokens;
    this.sessions = sessions;
    this.clock = clock;
    this.steady = steady;
  }

  /** Whether nobody at all could log in as one who may do everything. */
  public boolean isDeserted() {
    return users.users().isEmpty() && tokens.tokens().isEmpty();
  }

  /**
   * Begins a session for who has just proven himself.
   *
   * @param before the id of the one that his browser had, which ends; or null
   */
  public Sessions.Begun begin(User user, String before) {
    if (before != null) {
      sessions.end(Token.hash(before));
    }
    return sessions.begin(user, steady.getAsLong());
  }

  /** Who has the session of this id. */
  public Optional<Pass> ofSession(String id) {
    String key = Token.hash(id);
    return sessions.use(key, steady.getAsLong()).flatMap(session -> pass(key, session));
  }

  /** Who has the token of this secret. */
  public Optional<Pass> ofToken(String secret) {
    return tokens.find(secret, clock.getAsLong()).flatMap(Gate::pass);
  }

  /** Those of them that hold no longer. */
  public Set<Pass> ended(Set<Pass> passes) {
    return passes.stream().filter(pass -> !holds(pass)).collect(Collectors.toSet());
  }

  /** Whether the proof still holds; asking keeps no session alive. */
  public boolean holds(Pass pass) {
    return switch (pass.proof()) {
      case PLACE -> true;
      case SESSION ->
          sessions
              .look(pass.key(), steady.getAsLong())
              .flatMap(session -> pass(pass.key(), session))
              .isPresent();
      case TOKEN ->
          tokens
              .ofHash(pass.key(), clock.getAsLong())
              .flatMap(Gate::pass)
              .equals(Optional.of(pass));
    };
  }

  /**
   * Ends the session.
   *
   * @param everywhere all of the same user's
   */
  public void end(Pass pass, boolean everywhere) {
    if (everywhere) {
      sessions.endAll(pass.visitor().name());
    }
    sessions.end(pass.key());
  }

  /** A user who is gone, or has another password or role, has to log in anew. */
  private Optional<Pass> pass(String key, Session session) {
    User then = session.user();
    boolean same =
        users
            .user(then.name())
            .filter(now -> now.role() == then.role() && now.password().equals(then.password()))
            .isPresent();
    if (!same) {
      sessions.end(key);
      return Optional.empty();
    }
    Visitor visitor = new Visitor(then.name(), then.role(), true);
    return Optional.of(new Pass(visitor, Proof.SESSION, key, session.csrf()));
  }

  private static Optional<Pass> pass(Token token) {
    return token
        .speaksAs()
        .map(
            role ->
                new Pass(new Visitor(token.name(), role, true), Proof.TOKEN, token.hash(), null));
  }
}
