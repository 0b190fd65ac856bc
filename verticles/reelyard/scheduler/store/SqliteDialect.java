package reelyard.scheduler.store;

import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** What SQLite says in its own words, in a file and in memory. */
interface SqliteDialect extends Database {

  @Override
  default boolean deposes(SQLException failure) {
    return Epochs.isOver(failure);
  }

  @Override
  default String indexedBy(String index) {
    return " INDEXED BY " + index;
  }

  @Override
  default String searched() {
    return "FROM job_words CROSS JOIN job ON job.seq = job_words.rowid WHERE job_words MATCH ?";
  }

  @Override
  default String searchedSeq() {
    return "job_words.rowid";
  }

  @Override
  default String search(List<String> beginnings) {
    return beginnings.stream()
        .map(word -> "\"" + word + "\"*")
        .collect(Collectors.joining(" AND "));
  }

  @Override
  default String wordsParameter() {
    return "?";
  }
}
