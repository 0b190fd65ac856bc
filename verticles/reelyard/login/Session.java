package reelyard.login;

/**
 * Somebody who logged in by a password, and did so as the users' file stood then.
 *
 * @param csrf what the own page repeats with each change; other sites do not know it
 */
record Session(User user, String csrf, long beganMillis, long seenMillis) {

  Session seen(long now) {
    return new Session(user, csrf, beganMillis, now);
  }
}
