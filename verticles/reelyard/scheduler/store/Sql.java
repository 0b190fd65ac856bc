package reelyard.scheduler.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A question to the database, and its parameters: none ever stands in the text itself. */
final class Sql {

  /** Takes one row. */
  interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  private final StringBuilder text = new StringBuilder();
  private final List<Object> parameters = new ArrayList<>();

  Sql(String text, Object... parameters) {
    add(text, parameters);
  }

  Sql add(String more, Object... moreParameters) {
    text.append(more);
    parameters.addAll(List.of(moreParameters));
    return this;
  }

  /** All rows. */
  <T> List<T> rows(Connection connection, Reader<T> reader) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(text.toString())) {
      for (int i = 0; i < parameters.size(); i++) {
        Object parameter = parameters.get(i);
        statement.setObject(
            i + 1, parameter instanceof String words ? Texts.storable(words) : parameter);
      }
      // Or PostgreSQL's driver would take all of them at once.
      statement.setFetchSize(1000);
      List<T> rows = new ArrayList<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          rows.add(reader.read(row));
        }
      }
      return rows;
    }
  }

  /** The text alone. */
  @Override
  public String toString() {
    return text.toString();
  }

  List<Object> parameters() {
    return parameters;
  }
}
