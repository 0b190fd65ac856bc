package reelyard.scheduler.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the lead among managers of one database: a row that names who leads and until when, by the
 * server's clock. Who could not renew it for its whole length stops by itself; who sleeps through
 * that is stopped by the database, which asks for the epoch in every transaction.
 */
final class PostgresLease {

  private static final Logger LOG = LoggerFactory.getLogger(PostgresLease.class);

  private static final long POLL_MILLIS = 500;

  private static final String LOCK_EXPIRED =
      "SELECT epoch FROM lease WHERE expires < clock_timestamp() FOR UPDATE";

  /** Waits for the transaction that the manager before may still have open. */
  private static final String RAISE = "UPDATE leader SET epoch = epoch + 1 RETURNING epoch";

  /**
   * Ends the transaction of a manager that stands still in the middle of a statement, where none of
   * the server's own limits counts. Nobody else holds that lock: who takes the lead waits for it.
   */
  private static final String END_WRITERS =
      "SELECT pg_terminate_backend(pid) FROM pg_locks"
          + " WHERE locktype = 'relation' AND relation = 'leader'::regclass"
          + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
          + " AND mode = 'RowShareLock' AND granted AND pid <> pg_backend_pid()";

  private static final String TAKE =
      "UPDATE lease SET epoch = ?, holder = ?,"
          + " expires = clock_timestamp() + make_interval(secs => ?)";

  private static final String RENEW =
      "UPDATE lease SET expires = clock_timestamp() + make_interval(secs => ?) WHERE epoch = ?";

  private static final String RELEASE =
      "UPDATE lease SET expires = '-infinity', holder = '' WHERE epoch = ?";

  private final Postgres database;
  private final int seconds;
  private final String holder =
      "process " + ProcessHandle.current().pid() + " since " + System.currentTimeMillis();
  private final CompletableFuture<Long> leads = new CompletableFuture<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread lease = new Thread(task, "store-lease");
            lease.setDaemon(true);
            return lease;
          });

  private volatile Renewal renewed = new Renewal(0, 0);

  // All below belong to the thread.
  private Consumer<String> deposed = why -> {};
  private Connection connection;
  private ScheduledFuture<?> next;
  private long epoch;
  private boolean waitingTold;
  private boolean heldUp;
  private boolean over;

  /**
   * When the lead was last renewed: the steady clock stands still in sleep, the other may be set.
   */
  private record Renewal(long nanos, long millis) {
    static Renewal now() {
      return new Renewal(System.nanoTime(), System.currentTimeMillis());
    }

    boolean isWithin(int seconds) {
      return System.nanoTime() - nanos <= TimeUnit.SECONDS.toNanos(seconds)
          && System.currentTimeMillis() - millis <= TimeUnit.SECONDS.toMillis(seconds);
    }
  }

  PostgresLease(Postgres database, int seconds) {
    this.database = database;
    this.seconds = seconds;
  }

  /** Waits until the lead is free; fails at once when the database cannot be used at all. */
  CompletionStage<Long> take(Consumer<String> whenDeposed) {
    thread.execute(
        () -> {
          deposed = whenDeposed;
          try {
            database.prepare();
            tryToTake();
          } catch (SQLException | RuntimeException e) {
            leads.completeExceptionally(database.explain("opening it", e));
          } catch (Error e) {
            leads.completeExceptionally(StoreException.of(e));
          }
        });
    return leads;
  }

  /** Whether nobody else can lead yet, to be asked from any thread. */
  boolean holds() {
    return renewed.isWithin(seconds);
  }

  /** Whether it was held once and was not renewed in time. */
  boolean ranOut() {
    return renewed.millis != 0 && !holds();
  }

  /** Gives the lead back; waits for that a little. */
  void close() {
    try {
      thread
          .submit(
              () -> {
                over = true;
                if (next != null) {
                  next.cancel(false);
                }
                if (epoch != 0) {
                  release();
                }
                disconnect();
                leads.completeExceptionally(new StoreException("the store is closed", null));
              })
          .get(5, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      LOG.warn("the lead was not given back: another manager waits until the lease ends", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      thread.shutdownNow();
    }
  }

  private void tryToTake() {
    if (over) {
      return;
    }
    try {
      epoch = takeIfFree();
    } catch (SQLException e) {
      disconnect();
      heldUp = "57014".equals(e.getSQLState());
      LOG.debug("the lead could not be asked for", e);
      tellOnce("the database does not answer: " + database.explain("waiting", e).getMessage());
    }
    if (epoch == 0) {
      next = thread.schedule(this::tryToTake, POLL_MILLIS, TimeUnit.MILLISECONDS);
      tellOnce("another manager leads: this one stands by");
    } else {
      leads.complete(epoch);
      renewLater();
    }
  }

  private long takeIfFree() throws SQLException {
    Renewal begun = Renewal.now();
    Connection lease = connected();
    lease.setAutoCommit(false);
    try (Statement statement = lease.createStatement();
        ResultSet expired = statement.executeQuery(LOCK_EXPIRED)) {
      if (!expired.next()) {
        lease.rollback();
        return 0;
      }
    }
    if (heldUp) {
      endWriters(lease);
    }
    long raised;
    try (Statement statement = lease.createStatement();
        ResultSet row = statement.executeQuery(RAISE)) {
      row.next();
      raised = row.getLong(1);
    }
    try (PreparedStatement statement = lease.prepareStatement(TAKE)) {
      statement.setLong(1, raised);
      statement.setString(2, holder);
      statement.setInt(3, seconds);
      statement.executeUpdate();
    }
    lease.commit();
    lease.setAutoCommit(true);
    renewed = begun;
    return raised;
  }

  private static void endWriters(Connection lease) throws SQLException {
    try (Statement statement = lease.createStatement();
        ResultSet ended = statement.executeQuery(END_WRITERS)) {
      while (ended.next()) {
        LOG.warn("ended what the manager before had begun to write and never finished");
      }
    }
  }

  private void renewLater() {
    next = thread.schedule(this::renew, seconds * 1000L / 3, TimeUnit.MILLISECONDS);
  }

  private void renew() {
    if (over) {
      return;
    }
    Renewal begun = Renewal.now();
    try {
      Connection lease = connected();
      lease.setAutoCommit(true);
      try (PreparedStatement statement = lease.prepareStatement(RENEW)) {
        statement.setInt(1, seconds);
        statement.setLong(2, epoch);
        if (statement.executeUpdate() == 0) {
          end("another manager leads now: this one was silent for too long");
          return;
        }
      }
      renewed = begun;
    } catch (SQLException e) {
      disconnect();
      LOG.warn("the lead could not be renewed: {}", database.explain("renewing", e).getMessage());
    }
    if (System.nanoTime() - renewed.nanos > TimeUnit.SECONDS.toNanos(seconds)) {
      end("the database did not answer for " + seconds + " s: another manager may lead now");
    } else {
      renewLater();
    }
  }

  private void end(String why) {
    over = true;
    disconnect();
    deposed.accept(why);
  }

  private void release() {
    try {
      releaseOnce();
    } catch (SQLException broken) {
      // The server may have been restarted meanwhile: a new connection can do what the old cannot.
      disconnect();
      try {
        releaseOnce();
      } catch (SQLException e) {
        LOG.warn(
            "the lead was not given back, so another manager waits until the lease ends: {}",
            database.explain("closing", e).getMessage());
      }
    }
  }

  private void releaseOnce() throws SQLException {
    Connection lease = connected();
    lease.setAutoCommit(true);
    try (PreparedStatement statement = lease.prepareStatement(RELEASE)) {
      statement.setLong(1, epoch);
      statement.executeUpdate();
    }
  }

  private Connection connected() throws SQLException {
    if (connection == null) {
      connection = database.connectLease(Math.max(1, seconds / 3));
    }
    return connection;
  }

  private void disconnect() {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (SQLException e) {
      LOG.debug("a connection that was given up did not close", e);
    } finally {
      connection = null;
    }
  }

  private void tellOnce(String what) {
    if (!waitingTold) {
      waitingTold = true;
      LOG.info("{}", what);
    }
  }
}
