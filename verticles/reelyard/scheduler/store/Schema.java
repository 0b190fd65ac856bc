package reelyard.scheduler.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;

/** Brings a database's tables up to date, one numbered script after the other. */
final class Schema {

  /** The scripts of each database below migration/, oldest first. */
  private static final List<String> SCRIPTS = List.of("V1__jobs.sql", "V2__presets_and_sums.sql");

  /** What this program reads and writes. */
  static final int VERSION = SCRIPTS.size();

  private static final String FOLDER = "reelyard/scheduler/store/migration/";

  private Schema() {}

  /**
   * Migrates, all or nothing.
   *
   * @param kind sqlite or postgresql
   * @param name of the database, for people
   */
  static void migrate(DataSource source, String kind, String name) {
    Flyway flyway =
        Flyway.configure(Schema.class.getClassLoader())
            .dataSource(source)
            .locations("classpath:" + FOLDER + kind)
            .failOnMissingLocations(true)
            .loggers("slf4j")
            .load();
    try {
      for (MigrationInfo each : flyway.info().applied()) {
        if (each.getVersion() != null
            && Integer.parseInt(each.getVersion().getVersion()) > VERSION) {
          throw newer(name, each.getVersion().getVersion());
        }
      }
      flyway.migrate();
    } catch (FlywayException e) {
      throw new StoreException(
          "the tables in %s could not be brought up to version %d: %s. An empty database of its own,"
                  .formatted(name, VERSION, firstLines(e))
              + " or a backup, can take its place.",
          e);
    }
  }

  static StoreException newer(String name, String version) {
    return new StoreException(
        "%s was written by a newer Reelyard (schema %s, this one knows up to %d) and was left as it"
                .formatted(name, version, VERSION)
            + " is: run that version, or restore a backup from before",
        null);
  }

  /** The scripts' texts, oldest first. */
  static List<String> scripts(String kind) {
    List<String> texts = new ArrayList<>();
    for (String script : SCRIPTS) {
      String path = FOLDER + kind + "/" + script;
      try (InputStream in =
          Objects.requireNonNull(Schema.class.getClassLoader().getResourceAsStream(path), path)) {
        texts.add(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return texts;
  }

  private static String firstLines(FlywayException e) {
    return String.valueOf(e.getMessage()).lines().limit(3).reduce((a, b) -> a + " " + b).orElse("");
  }
}
