package reelyard.web;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reelyard.login.Gate;
import reelyard.login.Pass;
import reelyard.login.RefusalLog;
import reelyard.login.UserFileException;
import reelyard.login.Visitor;
import reelyard.model.UserRole;

/**
 * Lets nobody on who did not prove who he is, and nobody where his role does not suffice. A token
 * counts more than a cookie; a cookie, which browsers send by themselves, changes nothing without
 * what only the own page knows.
 */
final class Doorkeeper {

  static final String CSRF_HEADER = "X-CSRF-Token";

  private static final Logger log = LoggerFactory.getLogger(Doorkeeper.class);

  private static final String PASS = "reelyard.pass";
  private static final String BEARER = "bearer ";
  private static final Set<HttpMethod> LOOKING =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  private final Vertx vertx;
  private final Gate gate;
  private static final RefusalLog REFUSALS = new RefusalLog();

  private final String cookieName;
  private final Allowances allowances;
  private final Callers callers;

  /**
   * @param gate null where nobody has to log in
   */
  Doorkeeper(Vertx vertx, Gate gate, String cookieName, Allowances allowances, Callers callers) {
    this.vertx = vertx;
    this.gate = gate;
    this.cookieName = cookieName;
    this.allowances = allowances;
    this.callers = callers;
  }

  /** Tells the log. */
  static void refused(String who, String what) {
    REFUSALS.refused(who, what);
  }

  /** The same of one who is known. */
  static void refused(Visitor visitor, String what) {
    refused(visitor.name() + ", a " + visitor.role().word() + ",", what);
  }

  /** Who asks, where a doorkeeper stood before. */
  static Visitor visitor(RoutingContext c) {
    return pass(c).visitor();
  }

  /** What he proved himself by; null where no doorkeeper stood before. */
  static Pass pass(RoutingContext c) {
    return c.get(PASS);
  }

  /** Goes on for who proves himself by a token or by a session's cookie. */
  void identify(RoutingContext c) {
    identify(c, token(c.request()));
  }

  /** The same for programs that cannot set headers: the token may come in the query as well. */
  void identifyAtBridge(RoutingContext c) {
    List<String> queried = c.queryParam("token");
    String token = token(c.request());
    identify(c, token == null && queried.size() == 1 ? queried.get(0) : token);
  }

  /** Goes on for everybody; who proves nothing has no pass then. */
  void meet(RoutingContext c) {
    identify(c, token(c.request()), c::next);
  }

  private void identify(RoutingContext c, String token) {
    identify(c, token, () -> refuseUnknown(c, token));
  }

  private void identify(RoutingContext c, String token, Runnable unknown) {
    if (gate == null) {
      admit(c, Pass.LOCAL);
      return;
    }
    Cookie cookie = c.request().getCookie(cookieName);
    if (token != null) {
      look(c, () -> gate.ofToken(token), unknown);
    } else if (cookie != null) {
      look(c, () -> gate.ofSession(cookie.getValue()), unknown);
    } else {
      unknown.run();
    }
  }

  private void look(RoutingContext c, Callable<Optional<Pass>> question, Runnable unknown) {
    HttpServerRequest request = c.request();
    if (!request.isEnded()) {
      // Else the body would be over before anybody listens.
      request.pause();
    }
    vertx
        .executeBlocking(question, false)
        .onComplete(
            pass -> {
              if (!request.isEnded()) {
                request.resume();
              }
              if (pass.failed()) {
                cannotTell(c, pass.cause());
              } else {
                pass.result().ifPresentOrElse(known -> admit(c, known), unknown);
              }
            });
  }

  /** Says the same to everybody, and why to whoever reads the log. */
  static void cannotTell(RoutingContext c, Throwable e) {
    if (e instanceof UserFileException) {
      log.error("nobody can log in: {}", e.getMessage());
      Answers.problem(
          c, Problem.of(503, "nobody can log in at the moment: the manager's log says why"));
    } else {
      c.fail(e);
    }
  }

  private void admit(RoutingContext c, Pass pass) {
    if (!allowances.take(pass.visitor())) {
      refused(pass.visitor(), c.request().method() + ": too many requests");
      c.response().putHeader(HttpHeaders.RETRY_AFTER, "1");
      Answers.problem(
          c,
          Problem.of(
              429,
              "too many requests of %s: ask less often (web.limits.requestsPerSecond)"
                  .formatted(pass.visitor().name())));
      return;
    }
    if (pass.csrf() != null && !LOOKING.contains(c.request().method()) && !isProven(c, pass)) {
      refused(pass.visitor(), c.request().method() + ": " + CSRF_HEADER + " is missing or wrong");
      Answers.problem(
          c,
          Problem.of(
              403,
              "the header %s is missing or wrong: send what /api/v1/me tells"
                  .formatted(CSRF_HEADER)));
      return;
    }
    c.put(PASS, pass);
    c.next();
  }

  private static boolean isProven(RoutingContext c, Pass pass) {
    List<String> sent = c.request().headers().getAll(CSRF_HEADER);
    return sent.size() == 1
        && MessageDigest.isEqual(
            sent.get(0).getBytes(StandardCharsets.UTF_8),
            pass.csrf().getBytes(StandardCharsets.UTF_8));
  }

  private void refuseUnknown(RoutingContext c, String token) {
    if (token != null) {
      refused(callers.of(c.request()), "a token that is unknown or has ended");
    }
    c.response().putHeader("WWW-Authenticate", "Bearer");
    Answers.problem(
        c,
        Problem.of(
            401,
            "log in first, or send a token that has not ended: Authorization: Bearer ry_... (see"
                + " ./reelyard token)"));
  }

  /** Goes on for whoever is at least that. */
  static Handler<RoutingContext> atLeast(UserRole role) {
    return c -> {
      Visitor visitor = visitor(c);
      if (visitor.role().includes(role)) {
        c.next();
        return;
      }
      refused(visitor, c.request().method() + " " + c.currentRoute().getPath());
      Answers.problem(
          c,
          Problem.of(
              403,
              "%s is %s: this takes %s"
                  .formatted(visitor.name(), visitor.role().one(), role.one())));
    };
  }

  private static String token(HttpServerRequest request) {
    String header = request.getHeader(HttpHeaders.AUTHORIZATION);
    return header != null && header.toLowerCase(Locale.ROOT).startsWith(BEARER)
        ? header.substring(BEARER.length()).strip()
        : null;
  }
}
