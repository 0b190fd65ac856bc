package reelyard.gateway;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import reelyard.login.Gate;
import reelyard.login.Sessions;
import reelyard.login.TokenFile;
import reelyard.login.UserFile;
import reelyard.login.UsersConfig;
import reelyard.model.UserFolders;
import reelyard.tls.Identity;

/**
 * What stands at the door as the configuration says: who the gateway is, and who looks at tokens.
 *
 * @param identity null for a door that does not encrypt
 * @param gate null where nobody has to log in
 * @param machine this machine's name
 */
record Entrance(Identity identity, Gate gate, String machine) {

  /**
   * Reads files and looks names up; may take seconds where a certificate is made.
   *
   * @param users may be null where nobody has to log in
   * @throws IllegalStateException in one sentence that names the key to change
   */
  static Entrance open(String farm, GatewayConfig config, UsersConfig users) {
    String machine = thisMachine();
    Identity identity =
        config
            .tls()
            .identity(
                "gateway",
                config.host(),
                config.reachedAt(machine),
                UserFolders.ofThisUser().state().resolve("reelyard/gateway").resolve(farm + "-tls"),
                Instant.now());
    if (!config.asksForToken()) {
      return new Entrance(identity, null, machine);
    }
    Gate gate =
        new Gate(
            new UserFile(users.path(farm)),
            new TokenFile(users.tokens(farm)),
            // Programs have none.
            new Sessions(1, 1),
            System::currentTimeMillis,
            Entrance::steadyMillis);
    return new Entrance(identity, gate, machine);
  }

  boolean encrypts() {
    return identity != null;
  }

  /** The SHA-256 of its certificate; null for a door that does not encrypt. */
  String fingerprint() {
    return encrypts() ? identity.fingerprint() : null;
  }

  /** Of a clock that never jumps. */
  static long steadyMillis() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }

  private static String thisMachine() {
    try {
      return InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT);
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
