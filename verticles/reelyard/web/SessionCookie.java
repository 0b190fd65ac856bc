package reelyard.web;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;

/**
 * The cookie by which a browser proves its session: no script reads it, no other site's request
 * carries it, and where all is encrypted no other host of the domain can have set it.
 */
record SessionCookie(String name, boolean secure) {

  static SessionCookie of(boolean secure) {
    return new SessionCookie(secure ? "__Host-reelyard" : "reelyard", secure);
  }

  Cookie of(String id) {
    return Cookie.cookie(name, id)
        .setPath("/")
        .setHttpOnly(true)
        .setSecure(secure)
        .setSameSite(CookieSameSite.STRICT);
  }

  /** Makes the browser forget it. */
  Cookie ended() {
    return of("").setMaxAge(0);
  }
}
