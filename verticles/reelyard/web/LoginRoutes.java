package reelyard.web;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reelyard.bus.Json;
import reelyard.login.Gate;
import reelyard.login.Login;
import reelyard.login.Pass;
import reelyard.login.User;
import reelyard.message.Ack;
import reelyard.model.UserRole;

/** Logging in and out, and who one is. */
final class LoginRoutes {

  static final String LOGIN = "/api/v1/login";
  static final String LOGOUT = "/api/v1/logout";
  static final String ME = "/api/v1/me";

  private static final Logger log = LoggerFactory.getLogger(LoginRoutes.class);

  private static final int MOST_BODY_BYTES = 4 << 10;

  /** Checking a password takes a processor for a tenth of a second, on purpose. */
  private static final int CHECKED_AT_ONCE = 2;

  private static final int MOST_WAITING = 50;

  private final Login login;
  private final Gate gate;
  private final SessionCookie cookie;
  private final SessionBegin sessions;
  private final Callers callers;
  private final WorkerExecutor checking;
  private int waiting;

  /** What is sent to log in. */
  record Credentials(String name, String password) {

    Credentials {
      if (name == null || password == null) {
        throw new IllegalArgumentException("name and password must both be there");
      }
    }

    /** Without the password. */
    @Override
    public String toString() {
      return "Credentials[" + name + "]";
    }
  }

  /** What is sent to log out: everywhere, or here. */
  record Logout(boolean everywhere) {}

  /**
   * Who one is.
   *
   * @param name empty for whom nobody knows
   * @param role null for whom nobody knows
   * @param csrf what each change needs in the header X-CSRF-Token; empty where none does
   * @param login whether logging in is a thing here
   */
  record Me(String name, UserRole role, String csrf, boolean login) {

    static Me of(Pass pass) {
      if (pass == null) {
        return new Me("", null, "", true);
      }
      return new Me(
          pass.visitor().name(),
          pass.visitor().role(),
          pass.csrf() == null ? "" : pass.csrf(),
          pass.visitor().login());
    }
  }

  /**
   * @param login null, as gate, where nobody has to log in
   */
  LoginRoutes(Vertx vertx, Login login, Gate gate, SessionCookie cookie, Callers callers) {
    this.login = login;
    this.gate = gate;
    this.cookie = cookie;
    this.sessions = new SessionBegin(gate, cookie);
    this.callers = callers;
    this.checking = vertx.createSharedWorkerExecutor("reelyard-login", CHECKED_AT_ONCE);
  }

  /** What is there for people whom nobody knows yet. */
  void mountForAll(Router router, Handler<RoutingContext> meet) {
    router.get(LOGIN).handler(meet).handler(c -> Answers.ok(c, Me.of(Doorkeeper.pass(c))));
    router.post(LOGIN).handler(body()).handler(this::logIn);
  }

  /** What is there for those who are known. */
  void mountForKnown(Router router) {
    router.get(ME).handler(c -> Answers.ok(c, Me.of(Doorkeeper.pass(c))));
    router.post(LOGOUT).handler(body()).handler(this::logOut);
    router
        .post(PasswordRoute.PASSWORD)
        .handler(body())
        .handler(new PasswordRoute(login, sessions, callers, checking)::change);
  }

  private static BodyHandler body() {
    return BodyHandler.create(false).setBodyLimit(MOST_BODY_BYTES);
  }

  private void logIn(RoutingContext c) {
    if (login == null) {
      Answers.problem(c, Problem.of(409, "nobody has to log in here: go on without"));
      return;
    }
    Credentials sent;
    try {
      sent = Json.readStrictly(String.valueOf(c.body().asString()), Credentials.class);
    } catch (IllegalArgumentException e) {
      // Without its message: that may quote the password.
      Answers.problem(
          c, Problem.of(400, "the body must be {\"name\": \"...\", \"password\": \"...\"}"));
      return;
    }
    String from = callers.of(c.request());
    long pause = login.pauseMillis(sent.name(), from);
    if (pause > 0) {
      LoginRefusals.tooMany(c, "logins", pause);
      return;
    }
    if (waiting >= MOST_WAITING) {
      LoginRefusals.crowded(c);
      return;
    }
    waiting++;
    checking
        .executeBlocking(() -> login.login(sent.name(), sent.password(), from), false)
        .onComplete(done -> waiting--)
        .onSuccess(user -> answer(c, sent, user, from))
        .onFailure(e -> Doorkeeper.cannotTell(c, e));
  }

  private void answer(RoutingContext c, Credentials sent, Optional<User> user, String from) {
    long pause = login.pauseMillis(sent.name(), from);
    if (user.isPresent()) {
      log.info("{} logged in from {}", user.get().name(), from);
      sessions.begin(c, user.get());
    } else if (pause > 0) {
      LoginRefusals.tooMany(c, "logins", pause);
    } else {
      Answers.problem(c, Problem.of(401, "name or password is wrong"));
    }
  }

  private void logOut(RoutingContext c) {
    Logout sent;
    try {
      String text = c.body().asString();
      sent =
          text == null || text.isBlank()
              ? new Logout(false)
              : Json.readStrictly(text, Logout.class);
    } catch (IllegalArgumentException e) {
      Answers.problem(c, Problem.of(400, e.getMessage()));
      return;
    }
    Pass pass = Doorkeeper.pass(c);
    if (pass.proof() == Pass.Proof.SESSION) {
      gate.end(pass, sent.everywhere());
      log.info("{} logged out", pass.visitor().name());
    }
    c.response().addCookie(cookie.ended()).putHeader("clear-site-data", "\"cookies\", \"storage\"");
    Answers.ok(c, new Ack());
  }

  Future<Void> close() {
    return checking.close();
  }
}
