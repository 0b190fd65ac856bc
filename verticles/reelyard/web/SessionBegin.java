package reelyard.web;

import io.vertx.core.http.Cookie;
import io.vertx.ext.web.RoutingContext;
import reelyard.login.Gate;
import reelyard.login.Sessions;
import reelyard.login.User;

/** Begins the session of whoever proved himself by a password, in place of the one before. */
record SessionBegin(Gate gate, SessionCookie cookie) {

  /** Answers with who one is now, and what changes need. */
  void begin(RoutingContext c, User user) {
    Cookie old = c.request().getCookie(cookie.name());
    Sessions.Begun begun = gate.begin(user, old == null ? null : old.getValue());
    c.response().addCookie(cookie.of(begun.id()));
    Answers.ok(c, new LoginRoutes.Me(user.name(), user.role(), begun.csrf(), true));
  }
}
