package reelyard.web;

/**
 * The group "web.limits" of the configuration: what one client may take of the server.
 *
 * @param connections in all
 * @param connectionsPerAddress of strangers at one address, this machine's own and a proxy's
 *     excepted
 * @param idleSeconds how long a connection may be without a request, and a request's body without
 *     progress
 * @param requestsPerSecond of one visitor who had to log in, over HTTP and at the bridge together;
 *     ten times as many at once
 */
public record WebLimits(
    int connections, int connectionsPerAddress, int idleSeconds, int requestsPerSecond) {

  static final WebLimits DEFAULT = new WebLimits(2_000, 200, 60, 200);

  public WebLimits {
    check("connections", connections, 10, 100_000);
    check("connectionsPerAddress", connectionsPerAddress, 1, 100_000);
    check("idleSeconds", idleSeconds, 1, 3_600);
    check("requestsPerSecond", requestsPerSecond, 1, 100_000);
  }

  private static void check(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "limits.%s must be %d to %d, not %d".formatted(name, least, most, value));
    }
  }
}
