package reelyard.scheduler.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reelyard.bus.Json;
import reelyard.message.GetHistory;
import reelyard.message.GetPreset;
import reelyard.message.GetStatistics;
import reelyard.message.History;
import reelyard.message.JobPage;
import reelyard.message.ListJobs;
import reelyard.message.OwnPreset;
import reelyard.message.PresetText;
import reelyard.message.Statistics;
import reelyard.model.Alert;
import reelyard.model.Job;

/** The store over JDBC, the same for every {@link Database}. */
final class JdbcJobStore implements JobStore {

  private static final Logger LOG = LoggerFactory.getLogger(JdbcJobStore.class);

  private static final String CLOSED = "the store is closed";

  private final Database database;
  private final Writer writer;
  private final Readers readers;
  private final AtomicReference<Consumer<String>> deposed = new AtomicReference<>(why -> {});
  private final AtomicBoolean led = new AtomicBoolean();
  private final AtomicReference<CompletableFuture<Void>> closing = new AtomicReference<>();

  JdbcJobStore(Database database) {
    this.database = database;
    this.writer = new Writer(database, this::depose);
    this.readers = database.readers() == 0 ? null : new Readers(database);
  }

  @Override
  public CompletionStage<Long> lead(Consumer<String> whenDeposed) {
    if (closing.get() != null || !led.compareAndSet(false, true)) {
      return CompletableFuture.failedFuture(
          new StoreException("a store leads once: open another one", null));
    }
    deposed.set(whenDeposed);
    return database
        .lead(this::depose)
        .thenApply(
            epoch -> {
              writer.lead(epoch);
              return epoch;
            });
  }

  @Override
  public boolean leads() {
    return writer.leads() && database.leads();
  }

  @Override
  public CompletionStage<Kept> load() {
    return closing.get() == null
        ? writer.load(this::all)
        : CompletableFuture.failedFuture(new StoreException(CLOSED, null));
  }

  /** By a reader, where there is one: all in one snapshot, and with patience. */
  private Kept all(Connection own) throws SQLException {
    if (readers == null) {
      return KeptRows.read(own);
    }
    try (Connection reader = database.connectReader()) {
      return KeptRows.read(reader);
    }
  }

  @Override
  public CompletionStage<Void> save(List<Change> changes) {
    return writer.save(changes);
  }

  @Override
  public boolean hasRoom() {
    return writer.hasRoom();
  }

  @Override
  public CompletionStage<List<Job>> jobs(Collection<String> ids) {
    List<String> all = List.copyOf(ids);
    return read("reading jobs", connection -> JobRows.of(connection, all));
  }

  @Override
  public CompletionStage<JobPage> list(ListJobs query) {
    JobList list;
    try {
      list = new JobList(database, query);
    } catch (IllegalArgumentException e) {
      return CompletableFuture.failedFuture(e);
    }
    return read("listing jobs", list::read);
  }

  @Override
  public CompletionStage<Optional<Submission>> submission(String key) {
    return read(
        "reading a submission",
        connection ->
            new Sql("SELECT doc FROM submission WHERE id = ?", key)
                .rows(connection, row -> Json.read(row.getString(1), Submission.class)).stream()
                    .findFirst());
  }

  @Override
  public CompletionStage<History> history(GetHistory query) {
    HistoryRows rows;
    try {
      rows = new HistoryRows(database, query);
    } catch (IllegalArgumentException e) {
      return CompletableFuture.failedFuture(e);
    }
    return read("reading history", rows::read);
  }

  @Override
  public CompletionStage<Statistics> statistics(GetStatistics query) {
    return read("reading statistics", new StatisticsRows(query)::read);
  }

  @Override
  public CompletionStage<List<OwnPreset>> presets() {
    return read("listing presets", OwnPresets::all);
  }

  @Override
  public CompletionStage<Optional<PresetText>> preset(GetPreset asked) {
    return read("reading a preset", connection -> OwnPresets.one(connection, asked));
  }

  @Override
  public CompletionStage<List<Alert>> alerts(int most) {
    return read("listing alerts", connection -> KeptRows.alerts(connection, most));
  }

  @Override
  public CompletionStage<Long> backUp(Path file) {
    return new Backup(database, file).start();
  }

  @Override
  public CompletionStage<Long> freeBytes() {
    return read("measuring the disk", connection -> database.freeBytes());
  }

  @Override
  public CompletionStage<Void> close() {
    CompletableFuture<Void> done = new CompletableFuture<>();
    if (!closing.compareAndSet(null, done)) {
      return closing.get();
    }
    writer.refuse(CLOSED);
    deposed.set(why -> {});
    CompletionStage<Void> read =
        readers == null ? CompletableFuture.completedFuture(null) : readers.close();
    // The lead is about writing: who takes it over need not wait for what is still being read.
    writer
        .close()
        .thenRun(database::close)
        .thenCombine(read, (writing, reading) -> null)
        .whenComplete((none, failure) -> done.complete(null));
    return done;
  }

  private <T> CompletionStage<T> read(String doing, Writer.Task<T> task) {
    if (closing.get() != null) {
      return CompletableFuture.failedFuture(new StoreException(CLOSED, null));
    }
    return readers == null ? writer.run(doing, task) : readers.run(doing, task);
  }

  private void depose(String why) {
    writer.refuse(why);
    try {
      deposed.getAndSet(again -> {}).accept(why);
    } catch (RuntimeException e) {
      LOG.error("nobody heard that this manager no longer leads ({}): stop it", why, e);
    }
  }
}
