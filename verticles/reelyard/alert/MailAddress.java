package reelyard.alert;

import java.util.regex.Pattern;

/** What may stand as an address in a mail's envelope and header: plain, without a name. */
final class MailAddress {

  /** RFC 5322's dot-atom at a host, in ASCII, within RFC 5321's lengths. */
  private static final Pattern PLAIN =
      Pattern.compile(
          "(?=.{3,254}$)(?=[^@]{1,64}@)[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
              + "@[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*");

  private MailAddress() {}

  static boolean isGood(String address) {
    return address != null && PLAIN.matcher(address).matches();
  }

  /**
   * Checks an address of the configuration.
   *
   * @throws IllegalArgumentException naming the key
   */
  static void check(String key, String address) {
    if (!isGood(address)) {
      throw new IllegalArgumentException(
          key + " must be an address such as farm@example.org, not " + Words.line(address, 100));
    }
  }
}
