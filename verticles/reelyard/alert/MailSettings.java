package reelyard.alert;

import java.util.List;
import java.util.Set;

/** How mails are sent, and to whom; without a host none are. */
public record MailSettings(
    String host,
    int port,
    String security,
    String user,
    String password,
    String from,
    List<String> to) {

  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "::1", "localhost");
  private static final int MOST_RECEIVERS = 20;

  public MailSettings {
    if (!host.matches("[A-Za-z0-9.:_-]*")) {
      throw new IllegalArgumentException("host must be the name of a machine, not " + host);
    }
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("port must be 1 to 65535, not " + port);
    }
    if (!Set.of("starttls", "tls", "none").contains(security)) {
      throw new IllegalArgumentException(
          "security must be starttls, tls or none, not " + Words.line(security, 40));
    }
    if (!user.isEmpty() && security.equals("none") && !LOOPBACK.contains(host)) {
      throw new IllegalArgumentException(
          "security: none would show the password to the network on its way to "
              + host
              + ": choose starttls or tls");
    }
    if (user.isEmpty() && !password.isEmpty()) {
      throw new IllegalArgumentException("a password needs a user");
    }
    if (!host.isEmpty()) {
      MailAddress.check("from", from);
    }
    if (host.isEmpty() && !to.isEmpty()) {
      throw new IllegalArgumentException("to needs a host that sends the mails");
    }
    if (to.size() > MOST_RECEIVERS) {
      throw new IllegalArgumentException(
          "to: at most "
              + MOST_RECEIVERS
              + " addresses, not "
              + to.size()
              + "; use a mailing list");
    }
    to.forEach(address -> MailAddress.check("to", address));
    to = List.copyOf(to);
  }

  boolean isOn() {
    return !host.isEmpty();
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "MailSettings[%s:%d, %s, from %s, to %s]".formatted(host, port, security, from, to);
  }
}
