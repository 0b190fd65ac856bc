package reelyard.web;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/** What they are told whose password is not looked at now, and when to come again. */
final class LoginRefusals {

  private static final long FULL_SECONDS = 5;

  private LoginRefusals() {}

  /**
   * After wrong ones.
   *
   * @param what was wrong, such as logins
   */
  static void tooMany(RoutingContext c, String what, long pauseMillis) {
    long seconds = Math.max(1, (pauseMillis + 999) / 1_000);
    refuse(
        c,
        429,
        seconds,
        "too many wrong %s: wait %d s before the next one".formatted(what, seconds));
  }

  /** Without any fault of theirs. */
  static void crowded(RoutingContext c) {
    refuse(
        c,
        503,
        FULL_SECONDS,
        "many log in at the moment: try again in %d s".formatted(FULL_SECONDS));
  }

  private static void refuse(RoutingContext c, int status, long seconds, String detail) {
    c.response().putHeader(HttpHeaders.RETRY_AFTER, String.valueOf(seconds));
    Answers.problem(c, Problem.of(status, detail));
  }
}
