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

  public StoreConfig {
    if (leaseSeconds < 2 || leaseSeconds > 60) {
      throw new IllegalArgumentException("leaseSeconds must be 2 to 60, not " + leaseSeconds);
    }
  }

  /** Whether other managers may use the same database, standing by. */
  public boolean shared() {
    return url.startsWith("jdbc:postgresql:");
  }

  @Override
  public String toString() {
    return "StoreConfig[url=" + url + ", user=" + user + "]";
  }
}
