package reelyard.web;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Keeps other web sites away: only tools and the farm's own page may speak to it, by a name that is
 * the farm's.
 */
final class RequestGuard {

  // Any port: a tunnel may lead here from another one.
  private static final Pattern LOOPBACK =
      Pattern.compile("(localhost|127\\.0\\.0\\.1|\\[::1])(:[0-9]{1,5})?");

  /** No name of another site's: nobody can make a number resolve to something else. */
  private static final Pattern NUMERIC =
      Pattern.compile("([0-9]{1,3}(\\.[0-9]{1,3}){3}|\\[[0-9a-f:.]{2,45}])(:[0-9]{1,5})?");

  /** The own page, or somebody who typed the address. */
  private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

  private final String scheme;
  private final String origin;
  private final String authority;
  private final Set<String> names;
  private final boolean loopback;

  /**
   * @param origin the page's public address where a proxy is in front, or empty
   * @param names of this machine, where others than itself may come; empty for loopback alone
   */
  RequestGuard(boolean encrypted, String origin, Set<String> names) {
    this.scheme = encrypted ? "https://" : "http://";
    this.origin = origin;
    this.authority = origin.isEmpty() ? null : URI.create(origin).getRawAuthority();
    this.names = names;
    this.loopback = names.isEmpty();
  }

  /** Why this request must not be obeyed, if so. */
  Optional<Problem> refuse(RequestHead head) {
    String host = head.hosts().size() == 1 ? head.hosts().get(0).toLowerCase(Locale.ROOT) : "";
    // A foreign name that resolves to this machine (DNS rebinding) makes any site look like this
    // one.
    if (!isOwnName(host)) {
      return Optional.of(Problem.of(403, "the Host header must be " + ownNames()));
    }
    // Browsers name the asking site for every WebSocket and every POST; tools name none.
    if (!head.origins().stream().allMatch(asking -> isOwn(asking, host))) {
      return Optional.of(
          Problem.of(
              403,
              "the Origin header names another site: only the own page may ask; a proxy in front"
                  + " must be named in web.origin, or check Origin itself and remove it"));
    }
    // For a picture or a link of another site's, browsers name no origin but this.
    if (!head.fetchSites().stream().allMatch(OWN_SITES::contains)) {
      return Optional.of(
          Problem.of(
              403, "another site's page asks (Sec-Fetch-Site): open this address by itself"));
    }
    // What an HTML form can send without asking first is never JSON, and never resumes an upload.
    if (Set.of("POST", "PUT", "PATCH").contains(head.method())
        && !head.resumable()
        && !isJson(head)) {
      return Optional.of(
          Problem.of(
              415, "a " + head.method() + " needs the header content-type: application/json"));
    }
    return Optional.empty();
  }

  private boolean isOwnName(String host) {
    return LOOPBACK.matcher(host).matches()
        || host.equals(authority)
        || (!loopback
            && (NUMERIC.matcher(host).matches()
                || names.contains(host.replaceFirst(":[0-9]{1,5}$", ""))));
  }

  private String ownNames() {
    if (!loopback) {
      return "an IP address of this machine or one of its names, %s: open the page by one of these, or name another in web.origin"
          .formatted(String.join(", ", names));
    }
    return "localhost, 127.0.0.1 or [::1]"
        + (authority == null
            ? ": open the page by one of these names, or name in web.origin the address at which"
                + " your proxy is reached"
            : ", or " + authority + " as web.origin says");
  }

  private boolean isOwn(String asking, String host) {
    String lower = asking.toLowerCase(Locale.ROOT);
    return lower.equals(host.equals(authority) ? origin : scheme + host)
        || (authority != null && lower.equals(origin));
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
