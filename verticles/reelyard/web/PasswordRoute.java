package reelyard.web;

import io.vertx.core.WorkerExecutor;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reelyard.bus.Json;
import reelyard.login.Login;
import reelyard.login.Pass;
import reelyard.login.User;

/**
 * Gives people another password, who prove themselves by the old one: all their sessions end, and
 * one begins anew.
 */
final class PasswordRoute {

  static final String PASSWORD = "/api/v1/password";

  private static final Logger log = LoggerFactory.getLogger(PasswordRoute.class);

  private static final int MOST_WAITING = 20;

  private final Login login;
  private final SessionBegin sessions;
  private final Callers callers;
  private final WorkerExecutor checking;
  private int waiting;

  /** What is sent. */
  record Change(String old, String password) {

    Change {
      if (old == null || password == null) {
        throw new IllegalArgumentException("old and password must both be there");
      }
    }

    /** Without the passwords. */
    @Override
    public String toString() {
      return "Change[]";
    }
  }

  /**
   * @param login null where nobody has to log in
   * @param checking where checking a password may take its time
   */
  PasswordRoute(Login login, SessionBegin sessions, Callers callers, WorkerExecutor checking) {
    this.login = login;
    this.sessions = sessions;
    this.callers = callers;
    this.checking = checking;
  }

  void change(RoutingContext c) {
    Pass pass = Doorkeeper.pass(c);
    if (pass.proof() != Pass.Proof.SESSION) {
      Answers.problem(c, Problem.of(409, "only who logged in with a password can change it"));
      return;
    }
    Change sent;
    try {
      sent = Json.readStrictly(String.valueOf(c.body().asString()), Change.class);
    } catch (IllegalArgumentException e) {
      // Without its message: that may quote a password.
      Answers.problem(
          c, Problem.of(400, "the body must be {\"old\": \"...\", \"password\": \"...\"}"));
      return;
    }
    String name = pass.visitor().name();
    String from = callers.of(c.request());
    long pause = login.pauseMillis(name, from);
    if (pause > 0) {
      LoginRefusals.tooMany(c, "passwords", pause);
      return;
    }
    if (waiting >= MOST_WAITING) {
      LoginRefusals.crowded(c);
      return;
    }
    waiting++;
    checking
        .executeBlocking(() -> login.change(name, sent.old(), sent.password(), from), false)
        .onComplete(done -> waiting--)
        .onSuccess(user -> answer(c, user, from))
        .onFailure(e -> refuse(c, e));
  }

  private void answer(RoutingContext c, Optional<User> user, String from) {
    if (user.isEmpty()) {
      Answers.problem(c, Problem.of(403, "the old password is wrong"));
      return;
    }
    log.info("{} changed the password from {}", user.get().name(), from);
    sessions.begin(c, user.get());
  }

  private static void refuse(RoutingContext c, Throwable e) {
    if (e instanceof IllegalArgumentException) {
      Answers.problem(c, Problem.of(400, e.getMessage()));
    } else {
      Doorkeeper.cannotTell(c, e);
    }
  }
}
