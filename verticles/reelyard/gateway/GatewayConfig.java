package reelyard.gateway;

import java.util.Set;
import reelyard.tls.TlsSettings;

/**
 * The section "gateway" of the configuration; config/reelyard.yaml explains each key.
 *
 * @param login auto (unless only this machine reaches it) or always
 */
public record GatewayConfig(
    boolean on, String host, int port, String login, TlsSettings tls, GatewayLimits limits) {

  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "::1", "localhost");

  public GatewayConfig {
    if (host == null || !host.matches("[A-Za-z0-9.-]+|[0-9A-Fa-f:.]+")) {
      throw new IllegalArgumentException("host must be a name or an IP address, not " + host);
    }
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("port must be 0 to 65535, not " + port);
    }
    if (!"auto".equals(login) && !"always".equals(login)) {
      throw new IllegalArgumentException("login must be auto or always, not " + login);
    }
    if (!LOOPBACK.contains(host) && tls.mode().equals("never")) {
      throw new IllegalArgumentException(
          "host %s without TLS would take tokens in the clear: let tls.mode be auto"
              .formatted(host));
    }
  }

  /** Whether programs have to send a token. */
  boolean asksForToken() {
    return login.equals("always") || !LOOPBACK.contains(host);
  }

  /**
   * The name by which programs reach it.
   *
   * @param machine this machine's name
   */
  String reachedAt(String machine) {
    return host.equals("0.0.0.0") || host.equals("::") ? machine : host;
  }

  /**
   * Where it is, once this port is ours.
   *
   * @param machine this machine's name
   */
  String url(boolean encrypted, String machine, int actualPort) {
    String reached = reachedAt(machine);
    String name = reached.contains(":") ? "[" + reached + "]" : reached;
    return "%s://%s:%d".formatted(encrypted ? "tls" : "tcp", name, actualPort);
  }

  /** Why it cannot listen there, and what to do. */
  String cannotListen(Throwable e) {
    return "port %d on %s cannot be opened for the bus's gateway (%s): choose another in gateway.port"
        .formatted(port, host, e.getMessage());
  }
}
