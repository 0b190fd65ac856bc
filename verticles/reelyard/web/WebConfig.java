package reelyard.web;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import reelyard.login.Network;
import reelyard.message.WebAddress;
import reelyard.tls.TlsSettings;

/**
 * The section "web" of the configuration; config/reelyard.yaml explains each key. Whoever can reach
 * the page from elsewhere has to log in, and is not asked for a password in the clear.
 *
 * @param login auto (unless only this machine reaches the page) or always
 * @param origin the page's address as browsers see it, where a proxy is in front; or empty
 * @param proxies numeric addresses of proxies on other machines, which say for whom they ask
 */
public record WebConfig(
    String host,
    int port,
    String login,
    String origin,
    List<String> proxies,
    TlsSettings tls,
    SessionSettings session,
    WebLimits limits) {

  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "::1", "localhost");

  public WebConfig {
    login = login == null ? "auto" : login;
    origin = origin == null ? "" : origin;
    proxies = proxies == null ? List.of() : List.copyOf(proxies);
    tls = tls == null ? new TlsSettings("auto", "", "") : tls;
    session = session == null ? SessionSettings.DEFAULT : session;
    limits = limits == null ? WebLimits.DEFAULT : limits;
    if (host == null || !host.matches("[A-Za-z0-9.-]+|[0-9A-Fa-f:.]+")) {
      throw new IllegalArgumentException("host must be a name or an IP address, not " + host);
    }
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("port must be 0 to 65535, not " + port);
    }
    if (!login.equals("auto") && !login.equals("always")) {
      throw new IllegalArgumentException("login must be auto or always, not " + login);
    }
    if (!origin.isEmpty() && !isOrigin(origin)) {
      throw new IllegalArgumentException(
          "origin must be such as https://farm.example, without a path, not " + origin);
    }
    proxies.stream()
        .filter(proxy -> !Network.isNumeric(proxy))
        .findFirst()
        .ifPresent(
            wrong -> {
              throw new IllegalArgumentException(
                  "proxies must be numeric addresses such as 10.0.0.2, not " + wrong);
            });
    if (!LOOPBACK.contains(host) && tls.mode().equals("never") && origin.isEmpty()) {
      throw new IllegalArgumentException(
          "host %s without TLS would take passwords in the clear: let tls.mode be auto, or name in"
                  .formatted(host)
              + " origin the address at which browsers reach the proxy in front (or this host, if"
              + " everybody in that network may be trusted)");
    }
  }

  private static boolean isOrigin(String text) {
    try {
      URI uri = URI.create(text);
      return text.equals(text.toLowerCase(Locale.ROOT))
          && uri.getHost() != null
          && text.matches("https?://[^/?#@]+");
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Whether people and programs have to prove who they are. */
  public boolean asksForLogin() {
    return login.equals("always") || !isLoopback() || !origin.isEmpty();
  }

  /** The same on this machine alone, where nobody has to log in. */
  public WebConfig onlyHere() {
    return new WebConfig(
        "127.0.0.1", port, "auto", "", List.of(), new TlsSettings("auto", "", ""), session, limits);
  }

  boolean isLoopback() {
    return LOOPBACK.contains(host);
  }

  boolean isEverywhere() {
    return host.equals("0.0.0.0") || host.equals("::");
  }

  /** Who is at the other end; where an origin is named, this machine's own proxy may be. */
  Callers callers() {
    return new Callers(proxies, !origin.isEmpty());
  }

  /** The name in its certificate and address. */
  String reachedAt(String machine) {
    return isEverywhere() ? machine : host;
  }

  /**
   * Where the page is, once this port is ours.
   *
   * @param machine this machine's name
   */
  WebAddress address(boolean encrypted, String machine, int actualPort) {
    String reached = reachedAt(machine);
    String name = reached.contains(":") ? "[" + reached + "]" : reached;
    return new WebAddress((encrypted ? "https://" : "http://") + name + ":" + actualPort + "/");
  }

  /** Why the page cannot be served there, and what to do. */
  String cannotListen(Throwable e) {
    String why =
        String.valueOf(e.getMessage()).contains("in use")
            ? "port %d on %s is taken by another program".formatted(port, host)
            : "port %d on %s cannot be opened (%s)".formatted(port, host, e.getMessage());
    return why + ": choose a free one with --port or the key web.port (0 takes any)";
  }
}
