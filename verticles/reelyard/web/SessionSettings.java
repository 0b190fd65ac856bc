package reelyard.web;

/**
 * The group "web.session" of the configuration: when people have to log in again.
 *
 * @param idleMinutes after so long without a request
 * @param hours after so long in any case
 */
public record SessionSettings(int idleMinutes, int hours) {

  static final SessionSettings DEFAULT = new SessionSettings(30, 12);

  public SessionSettings {
    if (idleMinutes < 1 || idleMinutes > 10_080) {
      throw new IllegalArgumentException(
          "session.idleMinutes must be 1 to 10080, not " + idleMinutes);
    }
    if (hours < 1 || hours > 720) {
      throw new IllegalArgumentException("session.hours must be 1 to 720, not " + hours);
    }
  }
}
