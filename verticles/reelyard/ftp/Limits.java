package reelyard.ftp;

/**
 * What clients may ask of an FTP server before it says 421 or 530.
 *
 * @param connections control connections in all
 * @param connectionsPerWorker of the accounts of one worker together
 * @param connectionsPerAccount of one account
 * @param waitingPerAddress connections of one address that have not logged in
 * @param loginSeconds in which a connection must log in
 * @param loginsPerSecond connections of one address that come to log in; those that succeed do not
 *     count
 * @param commandsPerSecond of one connection
 * @param commandBytes of one command line
 * @param idleSeconds for which a control connection may be silent
 * @param dataIdleSeconds for which a data connection may be silent, or not come at all
 * @param portSeconds to wait for a passive port while all are in use
 */
public record Limits(
    int connections,
    int connectionsPerWorker,
    int connectionsPerAccount,
    int waitingPerAddress,
    int loginSeconds,
    int loginsPerSecond,
    int commandsPerSecond,
    int commandBytes,
    int idleSeconds,
    int dataIdleSeconds,
    int portSeconds) {

  private static final int MOST = 1_000_000;
  private static final int SHORTEST_COMMAND = 128;
  private static final int A_DAY = 86_400;

  public Limits {
    check("connections", connections, 1, 10_000);
    check("connectionsPerWorker", connectionsPerWorker, 1, MOST);
    check("connectionsPerAccount", connectionsPerAccount, 1, MOST);
    check("waitingPerAddress", waitingPerAddress, 1, MOST);
    check("loginSeconds", loginSeconds, 1, A_DAY);
    check("loginsPerSecond", loginsPerSecond, 1, MOST);
    check("commandsPerSecond", commandsPerSecond, 1, MOST);
    check("commandBytes", commandBytes, SHORTEST_COMMAND, MOST);
    check("idleSeconds", idleSeconds, 1, A_DAY);
    check("dataIdleSeconds", dataIdleSeconds, 1, A_DAY);
    check("portSeconds", portSeconds, 0, 60);
  }

  private static void check(String key, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s must be %d to %d, not %d".formatted(key, least, most, value));
    }
  }
}
