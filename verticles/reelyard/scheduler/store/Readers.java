package reelyard.scheduler.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads beside the writer on a few threads, each read in one snapshot. */
final class Readers {

  private static final Logger LOG = LoggerFactory.getLogger(Readers.class);

  /** Whoever asks when so many wait is refused: nobody waits for minutes. */
  private static final int MOST_WAITING = 1000;

  private final Database database;
  private final ThreadPoolExecutor threads;
  private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();

  Readers(Database database) {
    this.database = database;
    int count = database.readers();
    this.threads =
        new ThreadPoolExecutor(
            count,
            count,
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            task -> {
              Thread thread = new Thread(task, "store-reader");
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
  }

  <T> CompletionStage<T> run(String doing, Writer.Task<T> task) {
    CompletableFuture<T> done = new CompletableFuture<>();
    try {
      threads.execute(() -> run(doing, task, done));
    } catch (RejectedExecutionException e) {
      String why =
          threads.isShutdown()
              ? "the store is closed"
              : MOST_WAITING + " questions wait for the database already: ask again later";
      done.completeExceptionally(new StoreException(why, e));
    }
    return done;
  }

  /** Ends after what was asked before. */
  CompletionStage<Void> close() {
    CompletableFuture<Void> done = new CompletableFuture<>();
    threads.shutdown();
    Thread closer =
        new Thread(
            () -> {
              try {
                threads.awaitTermination(1, TimeUnit.MINUTES);
              } catch (InterruptedException e) {
                LOG.debug("nobody interrupts the end", e);
              }
              idle.forEach(Readers::close);
              done.complete(null);
            },
            "store-closer");
    closer.setDaemon(true);
    closer.start();
    return done;
  }

  private <T> void run(String doing, Writer.Task<T> task, CompletableFuture<T> done) {
    Connection connection = idle.poll();
    try {
      if (connection == null) {
        connection = database.connectReader();
      }
      T result = task.run(connection);
      connection.rollback();
      idle.push(connection);
      done.complete(result);
    } catch (SQLException | RuntimeException e) {
      // Whatever state it is in: another is quickly had.
      close(connection);
      done.completeExceptionally(e instanceof SQLException ? database.explain(doing, e) : e);
    } catch (Error e) {
      // Else who asked would wait for ever.
      close(connection);
      done.completeExceptionally(StoreException.of(e));
    }
  }

  private static void close(Connection connection) {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (SQLException e) {
      LOG.debug("a connection that was given up did not close", e);
    }
  }
}
