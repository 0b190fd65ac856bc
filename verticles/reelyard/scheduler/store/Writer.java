package reelyard.scheduler.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes all that is saved, in order, on one thread: whatever waits when a commit ends shares the
 * next one, so that a busy farm pays one flush of the disk for hundreds of saves. After a save that
 * failed none is kept until all was loaded anew, since later ones may rest on it.
 */
final class Writer {

  /** Something to be done with the connection, after all saves before it. */
  interface Task<T> {
    T run(Connection connection) throws SQLException;
  }

  private static final Logger LOG = LoggerFactory.getLogger(Writer.class);

  /** Beyond it nobody is to decide more, so that a disk that hangs cannot fill the memory. */
  private static final int MOST_WAITING = 100_000;

  /** Beyond it no further save joins a commit: those that wait have waited long enough. */
  private static final int MOST_TOGETHER = 5_000;

  private static final String ROOM = "room ".repeat(50_000);

  private final Database database;
  private final Consumer<String> deposed;
  private final LinkedBlockingQueue<Order> orders = new LinkedBlockingQueue<>();
  private final AtomicLong waiting = new AtomicLong();
  private final Thread thread;
  private volatile long epoch;
  private volatile String refusal = "the store has not been opened yet: lead comes first";

  // All below belong to the thread.
  private StoreException broken;
  private Connection connection;
  private ChangeWriter changes;

  private sealed interface Order {}

  private record Save(List<Change> changes, CompletableFuture<Void> done) implements Order {}

  private record Run(Runnable task) implements Order {}

  private record End(CompletableFuture<Void> done) implements Order {}

  Writer(Database database, Consumer<String> deposed) {
    this.database = database;
    this.deposed = deposed;
    this.thread = new Thread(this::work, "store-writer");
    thread.setDaemon(true);
    thread.start();
  }

  /** Takes saves from now on. */
  void lead(long newEpoch) {
    epoch = newEpoch;
    refusal = null;
  }

  boolean leads() {
    return refusal == null;
  }

  /** Takes no saves any more. */
  void refuse(String why) {
    refusal = why;
  }

  /** Whether more should be asked for now. */
  boolean hasRoom() {
    return waiting.get() < MOST_WAITING;
  }

  CompletionStage<Void> save(List<Change> all) {
    String no = refusal;
    if (no != null) {
      return CompletableFuture.failedFuture(new StoreException(no, null));
    }
    waiting.addAndGet(all.size());
    Save save = new Save(List.copyOf(all), new CompletableFuture<>());
    orders.add(save);
    return save.done;
  }

  /** Runs it on the writer's thread and connection, in a transaction of its own. */
  <T> CompletionStage<T> run(String doing, Task<T> task) {
    CompletableFuture<T> done = new CompletableFuture<>();
    orders.add(new Run(() -> run(doing, task, done)));
    return done;
  }

  /**
   * Reads all after every earlier save, kept or failed, and once it is proven that this manager
   * leads and that there is room; saves are taken again from then on.
   */
  <T> CompletionStage<T> load(Task<T> task) {
    CompletableFuture<T> done = new CompletableFuture<>();
    orders.add(new Run(() -> load(task, done)));
    return done;
  }

  /** Ends after what was saved before. */
  CompletionStage<Void> close() {
    CompletableFuture<Void> done = new CompletableFuture<>();
    orders.add(new End(done));
    return done;
  }

  private void work() {
    while (true) {
      Order order;
      try {
        order = orders.take();
      } catch (InterruptedException e) {
        throw new IllegalStateException("nobody interrupts the writer", e);
      }
      if (order instanceof Save first) {
        write(together(first));
      } else if (order instanceof Run run) {
        run.task.run();
      } else if (order instanceof End end) {
        disconnect();
        end.done.complete(null);
        return;
      }
    }
  }

  /** With all that waits behind it, up to something else or too much. */
  private List<Save> together(Save first) {
    List<Save> saves = new ArrayList<>();
    saves.add(first);
    int count = first.changes.size();
    while (count < MOST_TOGETHER
        && orders.peek() instanceof Save next
        && count + next.changes.size() <= MOST_TOGETHER) {
      orders.remove();
      saves.add(next);
      count += next.changes.size();
    }
    return saves;
  }

  private void write(List<Save> saves) {
    Exception failure = attempt(saves);
    if (failure != null && saves.size() > 1 && refusal == null) {
      // What came before the one at fault is kept; what follows rests on it, and is not.
      for (Save save : saves) {
        finish(List.of(save), attempt(List.of(save)));
      }
    } else {
      finish(saves, failure);
    }
  }

  private void finish(List<Save> saves, Exception failure) {
    if (failure != null) {
      broken = database.explain("saving", failure);
    }
    for (Save save : saves) {
      waiting.addAndGet(-save.changes.size());
      if (failure == null) {
        save.done.complete(null);
      } else {
        save.done.completeExceptionally(broken);
      }
    }
  }

  private Exception attempt(List<Save> saves) {
    return broken != null
        ? broken
        : attempt(
            () -> {
              for (Save save : saves) {
                for (Change change : save.changes) {
                  changes.apply(change);
                }
              }
              changes.flush();
            });
  }

  private interface Work {
    void run() throws SQLException;
  }

  /** One transaction; what went wrong, or null. */
  private Exception attempt(Work work) {
    if (refusal != null) {
      return new StoreException(refusal, null);
    }
    try {
      connect();
      database.prove(connection, epoch);
      work.run();
      connection.commit();
      return null;
    } catch (SQLException e) {
      if (database.deposes(e)) {
        String why = database.explain("saving", e).getMessage();
        refuse(why);
        deposed.accept(why);
      }
      rollBack();
      return e;
    } catch (RuntimeException e) {
      rollBack();
      return e;
    } catch (Error e) {
      // Else the writer's thread would end, and every later save wait for ever.
      rollBack();
      return StoreException.of(e);
    }
  }

  private <T> void load(Task<T> task, CompletableFuture<T> done) {
    Exception failure = attempt(this::fill);
    if (failure == null) {
      failure = attempt(this::empty);
    }
    if (failure == null) {
      run(
          "loading the farm",
          own -> {
            T all = task.run(own);
            broken = null;
            return all;
          },
          done);
    } else {
      done.completeExceptionally(database.explain("loading the farm", failure));
    }
  }

  /** As many bytes as a busy second may need: a full disk often has room for a few. */
  private void fill() throws SQLException {
    // No key is empty, so this row is nobody's; a crash may have left it.
    empty();
    try (PreparedStatement row =
        connection.prepareStatement("INSERT INTO submission VALUES ('', 0, ?)")) {
      row.setString(1, ROOM);
      row.executeUpdate();
    }
  }

  private void empty() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate("DELETE FROM submission WHERE id = ''");
    }
  }

  private <T> void run(String doing, Task<T> task, CompletableFuture<T> done) {
    try {
      connect();
      T result = task.run(connection);
      connection.commit();
      done.complete(result);
    } catch (SQLException e) {
      rollBack();
      done.completeExceptionally(database.explain(doing, e));
    } catch (RuntimeException e) {
      rollBack();
      done.completeExceptionally(e);
    } catch (Error e) {
      rollBack();
      done.completeExceptionally(StoreException.of(e));
    }
  }

  private void connect() throws SQLException {
    if (connection == null) {
      connection = database.connectWriter();
      changes = new ChangeWriter(connection, database.wordsParameter());
    }
  }

  private void rollBack() {
    if (connection == null) {
      return;
    }
    try {
      changes.forget();
      connection.rollback();
    } catch (SQLException e) {
      // As after a full disk, when SQLite rolls back by itself; the next save opens another.
      LOG.debug("the connection is given up", e);
      disconnect();
    }
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
      changes = null;
    }
  }
}
