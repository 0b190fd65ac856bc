package reelyard.cli;

import java.util.Locale;

/**
 * What a manager is known by, and by what we are.
 *
 * @param certificate its certificate's SHA-256, hexadecimal; empty: authorities vouch for it
 * @param token what we prove ourselves by; empty where nobody asks
 */
record ManagerAccess(String certificate, String token) {

  /** For a manager on this machine that asks nobody. */
  static final ManagerAccess NONE = new ManagerAccess("", "");

  /** As people copy it from the manager's log. */
  String fingerprint() {
    return certificate.replace(":", "").toLowerCase(Locale.ROOT);
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "ManagerAccess[" + certificate + "]";
  }
}
