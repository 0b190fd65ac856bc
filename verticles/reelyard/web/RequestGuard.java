package reelyard.web;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Keeps other web sites away from a farm that has no login: only this machine's tools and the
 * farm's own page may speak to it.
 */
final class RequestGuard {

  // Any port: a tunnel may lead here from another one.
  private static final Pattern LOOPBACK =
      Pattern.compile("(localhost|127\\.0\\.0\\.1|\\[::1])(:[0-9]{1,5})?");

  private RequestGuard() {}

  /** Why this request must not be obeyed, if so. */
  static Optional<Problem> refuse(RequestHead head) {
    String host = head.hosts().size() == 1 ? head.hosts().get(0).toLowerCase(Locale.ROOT) : "";
    // A foreign name that resolves to 127.0.0.1 (DNS rebinding) makes any site look like this one.
    if (!LOOPBACK.matcher(host).matches()) {
      return Optional.of(
          Problem.of(
              403,
              "the Host header must be localhost, 127.0.0.1 or [::1]: open the page by one of"
                  + " these names, or let your proxy set Host to localhost, check Origin itself"
                  + " and remove it"));
    }
    // Browsers name the asking site for every WebSocket and every POST; tools name none.
    if (!head.origins().stream().allMatch(origin -> isOwn(origin, host))) {
      return Optional.of(
          Problem.of(
              403,
              "the Origin header names another site: only the own page may ask; a proxy in front"
                  + " must check Origin itself and remove it"));
    }
    // What an HTML form can send without asking first is never JSON, and never resumes an upload.
    if (Set.of("POST", "PUT").contains(head.method()) && !head.resumable() && !isJson(head)) {
      return Optional.of(
          Problem.of(
              415, "a " + head.method() + " needs the header content-type: application/json"));
    }
    return Optional.empty();
  }

  private static boolean isOwn(String origin, String host) {
    return origin.toLowerCase(Locale.ROOT).equals("http://" + host);
  }

  private static boolean isJson(RequestHead head) {
    return head.contentTypes().size() == 1
        && head.contentTypes()
            .get(0)
            .toLowerCase(Locale.ROOT)
            .replaceFirst(";.*", "")
            .strip()
            .equals("application/json");
  }
}
