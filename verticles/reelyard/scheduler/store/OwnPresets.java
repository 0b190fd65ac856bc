package reelyard.scheduler.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import reelyard.message.GetPreset;
import reelyard.message.OwnPreset;
import reelyard.message.PresetText;

/** Reads and writes presets of people's own. */
final class OwnPresets {

  /** How many texts of one preset are kept. */
  static final int VERSIONS = 20;

  static final String ADD =
      "INSERT INTO own_preset (name, version, description, user_name, changed, body)"
          + " SELECT ?, coalesce(max(version), 0) + 1, ?, ?, ?, ? FROM own_preset WHERE name = ?";

  static final String FORGET_OLD =
      "DELETE FROM own_preset WHERE name = ? AND version <="
          + " (SELECT max(version) FROM own_preset WHERE name = ?) - "
          + VERSIONS;

  static final String DROP = "DELETE FROM own_preset WHERE name = ?";

  private OwnPresets() {}

  /** The latest of each, without its text, by name. */
  static List<OwnPreset> all(Connection connection) throws SQLException {
    return new Sql(
            "SELECT name, description, version, changed, user_name FROM own_preset AS latest"
                + " WHERE version = (SELECT max(version) FROM own_preset WHERE name = latest.name)"
                + " ORDER BY name")
        .rows(
            connection,
            row ->
                new OwnPreset(
                    row.getString(1),
                    row.getString(2),
                    row.getInt(3),
                    row.getLong(4),
                    row.getString(5)));
  }

  static Optional<PresetText> one(Connection connection, GetPreset asked) throws SQLException {
    Sql sql =
        new Sql(
            "SELECT version, description, changed, user_name, body FROM own_preset WHERE name = ?",
            asked.name());
    if (asked.version() > 0) {
      sql.add(" AND version = ?", asked.version());
    }
    return sql
        .add(" ORDER BY version DESC LIMIT 1")
        .rows(
            connection,
            row ->
                new PresetText(
                    asked.name(),
                    false,
                    row.getInt(1),
                    row.getString(2),
                    row.getLong(3),
                    row.getString(4),
                    row.getString(5)))
        .stream()
        .findFirst();
  }
}
