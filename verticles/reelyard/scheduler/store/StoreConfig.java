package reelyard.scheduler.store;

/**
 * Where the farm is kept.
 *
 * @param url jdbc:postgresql://host/database, the path of a SQLite file, or memory for nothing
 *     beyond this process; empty for the default file
 * @param user of PostgreSQL, else empty
 * @param password of PostgreSQL, else empty
 * @param leaseSeconds how long a silent manager leads (PostgreSQL)
 */
public record StoreConfig(String url, String user, String password, int leaseSeconds) {

  /** The url that keeps nothing beyond this process. */
  public static final String MEMORY = "memory";

  static final String POSTGRESQL = "jdbc:postgresql:";

  public StoreConfig {
    url = url == null ? "" : url.strip();
    user = user == null ? "" : user;
    password = password == null ? "" : password;
    if ((url.startsWith("jdbc:") && !url.startsWith(POSTGRESQL))
        || url.startsWith("postgres")
        || url.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          "url must be jdbc:postgresql://host/database, the path of a SQLite file, memory, or"
              + " empty, not "
              + safe(url));
    }
    if (leaseSeconds < 2 || leaseSeconds > 60) {
      throw new IllegalArgumentException("leaseSeconds must be 2 to 60, not " + leaseSeconds);
    }
  }

  /** Whether other managers may use the same database, standing by. */
  public boolean shared() {
    return url.startsWith(POSTGRESQL);
  }

  /** The url without what may hold a password. */
  String safeUrl() {
    return safe(url);
  }

  @Override
  public String toString() {
    return "StoreConfig[url=" + safeUrl() + ", user=" + user + "]";
  }

  private static String safe(String url) {
    return url.replaceAll("(?s)\\?.*", "").replaceAll("//[^/]*@", "//");
  }
}
