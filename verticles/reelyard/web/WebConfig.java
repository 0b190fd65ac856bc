package reelyard.web;

import java.util.Set;

/** The section "web" of the configuration; config/reelyard.yaml explains each key. */
public record WebConfig(String host, int port) {

  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "::1", "localhost");

  public WebConfig {
    if (!LOOPBACK.contains(host)) {
      throw new IllegalArgumentException(
          "host must be loopback (127.0.0.1, ::1 or localhost), not "
              + host
              + ": Reelyard has no login yet; to open it, put a proxy with a login in front");
    }
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("port must be 0 to 65535, not " + port);
    }
  }
}
