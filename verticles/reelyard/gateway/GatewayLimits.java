package reelyard.gateway;

/**
 * The group "gateway.limits" of the configuration: what programs may take of the gateway.
 *
 * @param connections in all
 * @param connectionsPerAddress of one address, this machine's own excepted
 * @param megabytes that wait in the gateway, to be sent on or to be read, of all programs together
 * @param messagesPerSecond of one visitor; ten times as many at once
 */
public record GatewayLimits(
    int connections, int connectionsPerAddress, int megabytes, int messagesPerSecond) {

  public GatewayLimits {
    check("connections", connections, 1, 10_000);
    check("connectionsPerAddress", connectionsPerAddress, 1, 10_000);
    check("megabytes", megabytes, 16, 4_096);
    check("messagesPerSecond", messagesPerSecond, 1, 100_000);
  }

  private static void check(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "limits.%s must be %d to %d, not %d".formatted(name, least, most, value));
    }
  }

  long bytes() {
    return (long) megabytes << 20;
  }
}
