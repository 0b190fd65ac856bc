package reelyard.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reelyard.login.Gate;
import reelyard.login.Login;
import reelyard.login.Sessions;
import reelyard.login.TokenFile;
import reelyard.login.UserFile;
import reelyard.login.UserFileException;
import reelyard.login.UsersConfig;
import reelyard.model.UserFolders;
import reelyard.tls.Identity;

/**
 * What stands at the door as the configuration says: who the server is, and who checks logins.
 *
 * @param identity null for a door that does not encrypt
 * @param login null, as gate, where nobody has to log in
 * @param machine this machine's name
 */
record Entrance(WebConfig web, Identity identity, Login login, Gate gate, String machine) {

  private static final Logger log = LoggerFactory.getLogger(Entrance.class);

  /**
   * Reads files and looks names up; may take seconds where a certificate is made.
   *
   * @param users may be null where nobody has to log in
   * @throws IllegalStateException in one sentence that names the key to change
   */
  static Entrance open(String farm, WebConfig web, UsersConfig users) {
    String machine = thisMachine();
    Identity identity =
        web.tls()
            .identity(
                "web",
                web.host(),
                web.reachedAt(machine),
                UserFolders.ofThisUser().state().resolve("reelyard/web").resolve(farm + "-tls"),
                Instant.now());
    if (!web.asksForLogin()) {
      return new Entrance(web, identity, null, null, machine);
    }
    UserFile file = new UserFile(users.path(farm));
    Gate gate =
        new Gate(
            file,
            new TokenFile(users.tokens(farm)),
            new Sessions(
                TimeUnit.MINUTES.toMillis(web.session().idleMinutes()),
                TimeUnit.HOURS.toMillis(web.session().hours())),
            System::currentTimeMillis,
            Entrance::steadyMillis);
    try {
      if (gate.isDeserted()) {
        log.warn(
            "nobody can log in yet: make the first user, on this machine and as {}, by"
                + " ./reelyard user add NAME --role admin (with the same --conf; it goes to {})",
            System.getProperty("user.name"),
            file.path());
      }
    } catch (UserFileException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
    return new Entrance(web, identity, Login.at(file), gate, machine);
  }

  boolean encrypts() {
    return identity != null;
  }

  /** Whether browsers see it encrypted, by itself or by the proxy in front. */
  boolean isSecure() {
    return encrypts() || web.origin().startsWith("https:");
  }

  RequestGuard guard() {
    Set<String> names = new TreeSet<>();
    if (!web.isLoopback()) {
      names.add(machine);
      names.add(machine.replaceFirst("\\..*", ""));
      names.add(machine.replaceFirst("\\..*", "") + ".local");
      if (!web.isEverywhere()) {
        names.add(web.host().toLowerCase(Locale.ROOT));
      }
    }
    return new RequestGuard(encrypts(), web.origin(), names);
  }

  /** Tells where the farm is to be seen, and how to know it. */
  void tell(String url) {
    log.info("the farm is to be seen at {}", !web.origin().isEmpty() ? web.origin() + "/" : url);
    if (encrypts() && web.tls().certificate().isEmpty()) {
      log.info(
          "nobody vouches for its certificate, so browsers will warn: compare the SHA-256 that they"
              + " show with {}",
          identity.fingerprint().toUpperCase(Locale.ROOT).replaceAll("(..)(?!$)", "$1:"));
    }
    if (encrypts() && identity.endsSoon(Instant.now())) {
      log.warn("the certificate of the page ends on {}: renew it", identity.ends());
    }
  }

  private static long steadyMillis() {
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
