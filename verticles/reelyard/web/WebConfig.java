package reelyard.web;

import java.util.Set;
import reelyard.message.WebAddress;

/** The section "web" of the configuration; config/reelyard.yaml explains each key. */
public record WebConfig(String host, int port) {

  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "::1", "localhost");

  public WebConfig {
    if (!LOOPBACK.contains(host)) {
      throw new IllegalArgumentException(
          "host must be loopback (127.0.0.1, ::1 or localhost), not "
              + host
              + ": Reelyard has no login yet; to open it, put a proxy with a login in front, which"
              + " sets Host to localhost, checks Origin itself and removes it");
    }
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("port must be 0 to 65535, not " + port);
    }
  }

  /** Where the page is, once this port is ours. */
  WebAddress address(int actualPort) {
    String name = host.contains(":") ? "[" + host + "]" : host;
    return new WebAddress("http://" + name + ":" + actualPort + "/");
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
