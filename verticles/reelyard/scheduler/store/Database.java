package reelyard.scheduler.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** What each database does in its own way; all else the store does alike for all. */
interface Database {

  /** As {@link JobStore#lead}; connections can be had from then on. */
  CompletionStage<Long> lead(Consumer<String> deposed);

  /** As {@link JobStore#leads}, once it led. */
  default boolean leads() {
    return true;
  }

  /** The connection for all writing; without auto-commit. */
  Connection connectWriter() throws SQLException;

  /** A connection that cannot write; without auto-commit. */
  Connection connectReader() throws SQLException;

  /** How many connections read beside the writer; with 0 the writer's own reads too. */
  int readers();

  /**
   * Begins a transaction that writes.
   *
   * @throws SQLException for which {@link #deposes} is true when this epoch is over
   */
  void prove(Connection writer, long epoch) throws SQLException;

  /** Whether this manager cannot go on leading after this. */
  boolean deposes(SQLException failure);

  /** The sentence for people. */
  StoreException explain(String doing, Exception failure);

  /** Says to the planner which index shall serve, where the database lets itself be told. */
  String indexedBy(String index);

  /** From what and where to select jobs by words, with one parameter: {@link #search}. */
  String searched();

  /** What orders found jobs by submission without sorting. */
  String searchedSeq();

  /** The parameter that finds jobs with words that begin with all of these. */
  String search(List<String> beginnings);

  /** The place of a job's words in text, as one parameter. */
  String wordsParameter();

  /** Writes a copy to a file that does not exist. */
  void copyTo(Path file) throws SQLException;

  /** Room where the database lies, -1 when that is not on this machine. */
  default long freeBytes() throws SQLException {
    return -1;
  }

  /** Gives back the lead and all that was taken; safe to repeat. */
  void close();
}
