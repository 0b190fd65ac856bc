package reelyard.scheduler.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.postgresql.ds.PGSimpleDataSource;

/** A PostgreSQL database that several managers share, one of them leading by a lease. */
final class Postgres implements Database {

  private static final int READERS = 3;

  /**
   * A manager frozen in mid-transaction holds the row that a successor needs; after so long the
   * server ends it.
   */
  private static final String WRITER_OPTIONS = "-c idle_in_transaction_session_timeout=2s";

  private static final String READER_OPTIONS =
      "-c default_transaction_read_only=on -c statement_timeout=60s"
          + " -c idle_in_transaction_session_timeout=60s";

  private final StoreConfig config;
  private final PostgresLease lease;

  Postgres(StoreConfig config) {
    this.config = config;
    this.lease = new PostgresLease(this, config.leaseSeconds());
  }

  @Override
  public CompletionStage<Long> lead(Consumer<String> deposed) {
    return lease.take(deposed);
  }

  @Override
  public boolean leads() {
    return lease.holds();
  }

  /** Looks at the server and brings the tables up to date. */
  void prepare() throws SQLException {
    try (Connection connection = connect("", 0);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SHOW server_encoding")) {
      row.next();
      if (!row.getString(1).equals("UTF8")) {
        throw new StoreException(
            "%s keeps text in %s: create the database WITH ENCODING 'UTF8' TEMPLATE template0"
                .formatted(name(), row.getString(1)),
            null);
      }
    }
    Schema.migrate(source("", 0), "postgresql", name());
  }

  @Override
  public Connection connectWriter() throws SQLException {
    Connection connection = connect(WRITER_OPTIONS, 30);
    connection.setAutoCommit(false);
    return connection;
  }

  @Override
  public Connection connectReader() throws SQLException {
    Connection connection = connect(READER_OPTIONS, 90);
    connection.setAutoCommit(false);
    // One snapshot for all of a page's questions.
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    return connection;
  }

  /** For the lease alone: each statement for itself, and no patience. */
  Connection connectLease(int patienceSeconds) throws SQLException {
    return connect(
        "-c statement_timeout=%ds -c idle_in_transaction_session_timeout=2s"
            .formatted(patienceSeconds),
        patienceSeconds + 1);
  }

  /** For a copy, which may take its time. */
  Connection connectCopy() throws SQLException {
    Connection connection = connect("-c default_transaction_read_only=on", 0);
    connection.setAutoCommit(false);
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    return connection;
  }

  @Override
  public int readers() {
    return READERS;
  }

  @Override
  public void prove(Connection writer, long epoch) throws SQLException {
    try (PreparedStatement statement = writer.prepareStatement("SELECT prove_epoch(?)")) {
      statement.setLong(1, epoch);
      statement.execute();
    }
  }

  /**
   * A connection that breaks in mid-commit leaves open what was kept: only who loads everything
   * anew can go on.
   */
  @Override
  public boolean deposes(SQLException failure) {
    return Epochs.isOver(failure) || isBroken(failure);
  }

  @Override
  public String indexedBy(String index) {
    return "";
  }

  @Override
  public String searched() {
    return "FROM job WHERE words @@ CAST(? AS tsquery)";
  }

  @Override
  public String searchedSeq() {
    return "job.seq";
  }

  @Override
  public String search(List<String> beginnings) {
    return beginnings.stream().map(word -> "'" + word + "':*").collect(Collectors.joining(" & "));
  }

  @Override
  public String wordsParameter() {
    return "array_to_tsvector(string_to_array(?, ' '))";
  }

  @Override
  public void copyTo(Path file) throws SQLException {
    new PostgresCopy(this).to(file);
  }

  @Override
  public void close() {
    lease.close();
  }

  @Override
  public StoreException explain(String doing, Exception failure) {
    if (failure instanceof StoreException known) {
      return known;
    }
    String remedy = failure instanceof SQLException sql ? remedy(sql, lease.ranOut()) : null;
    return new StoreException(
        "%s failed while %s: %s"
            .formatted(name(), doing, remedy == null ? failure.getMessage() : remedy),
        failure);
  }

  /** For people; without passwords. */
  String name() {
    return config.safeUrl();
  }

  static boolean isBroken(SQLException failure) {
    String state = String.valueOf(failure.getSQLState());
    // Lost connections; servers that stop, or end a session that was idle for too long.
    return state.startsWith("08") || state.startsWith("57P") || state.equals("25P03");
  }

  private static String remedy(SQLException failure, boolean leadRanOut) {
    String state = String.valueOf(failure.getSQLState());
    if (Epochs.isOver(failure)) {
      return "another manager leads now";
    }
    return switch (state) {
      case "28P01", "28000" ->
          "it takes neither this user nor this password: set scheduler.store.user and"
              + " scheduler.store.password (or REELYARD_SCHEDULER_STORE_PASSWORD), and see"
              + " pg_hba.conf";
      case "25P03" ->
          "this manager stood still in mid-transaction, which the server ended: another may lead";
      case "3D000" -> "there is no such database: create it (createdb), or name another";
      case "42501" -> "this user may not do that: make it the database's owner";
      case "53100" -> "the server's disk is full: make room; nothing of this was kept";
      case "53300" -> "the server has no connection left: raise its max_connections";
      case "57014" -> "it took longer than a minute: ask for less, or look what slows the server";
      default -> isBroken(failure) ? unreachable(failure, leadRanOut) : null;
    };
  }

  private static String unreachable(SQLException failure, boolean leadRanOut) {
    return (leadRanOut
            ? "the connection broke, and the lead ended meanwhile (%s): another manager may lead now"
            : "the server cannot be reached (%s): is it running, and is the address right?")
        .formatted(failure.getMessage());
  }

  private Connection connect(String options, int socketSeconds) throws SQLException {
    return source(options, socketSeconds).getConnection();
  }

  private PGSimpleDataSource source(String options, int socketSeconds) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    try {
      source.setUrl(config.url());
    } catch (IllegalArgumentException e) {
      throw new StoreException(
          "%s is no address of a database: write jdbc:postgresql://host/database".formatted(name()),
          null);
    }
    if (!config.user().isEmpty()) {
      source.setUser(config.user());
    }
    if (!config.password().isEmpty()) {
      source.setPassword(config.password());
    }
    source.setConnectTimeout(5);
    source.setLoginTimeout(10);
    source.setSocketTimeout(socketSeconds);
    source.setTcpKeepAlive(true);
    source.setApplicationName("reelyard");
    if (!options.isEmpty()) {
      source.setOptions(options);
    }
    return source;
  }
}
