package reelyard.dropbox;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers for good what was seen, what was taken and what the farm made: each call returns when
 * that is on the disk. One process at a time has the file.
 */
final class Ledger implements AutoCloseable {

  /** A film that a job took. */
  record Taken(String rule, Path path, String job) {}

  private final LedgerFile file;

  private Ledger(LedgerFile file) {
    this.file = file;
  }

  /**
   * Opens or makes it.
   *
   * @throws LedgerException when that fails, such as because another process has it
   */
  static Ledger open(Path file) {
    return new Ledger(LedgerFile.open(file));
  }

  /** Every path of this rule with the stamp under which it was settled for good. */
  synchronized Map<Path, Stamp> settled(String rule) {
    Map<Path, Stamp> settled = new HashMap<>();
    query("SELECT * FROM seen WHERE rule = ? AND verdict <> 'REFUSED'", rule)
        .forEach(entry -> settled.put(entry.path(), entry.stamp()));
    return settled;
  }

  synchronized Optional<Entry> seen(String rule, Path path) {
    return query("SELECT * FROM seen WHERE rule = ? AND path = ?", rule, path.toString()).stream()
        .findFirst();
  }

  /** The latest first. */
  synchronized List<Entry> lately(int most) {
    return query("SELECT * FROM seen ORDER BY at DESC LIMIT ?", most);
  }

  /** Who took this content under this rule. */
  synchronized Optional<Taken> taken(String rule, String fingerprint) {
    return one("SELECT * FROM taken WHERE rule = ? AND fingerprint = ?", rule, fingerprint);
  }

  /** Whether a job took this, something in it, or a folder that it lies in. */
  synchronized boolean isTaken(Path watched, Path path) {
    for (Path folder = path;
        folder != null && folder.startsWith(watched);
        folder = folder.getParent()) {
      if (exists("path = ?", folder.toString())) {
        return true;
      }
    }
    // All that begins with the folder's path and a slash: '0' comes after '/'.
    return exists("path > ? AND path < ?", path + "/", path + "0");
  }

  private boolean exists(String which, Object... values) {
    return !file.rows(
            "SELECT 1 FROM seen WHERE verdict = 'SUBMITTED' AND " + which + " LIMIT 1",
            row -> true,
            values)
        .isEmpty();
  }

  /** What this job took. */
  synchronized Optional<Taken> takenBy(String job) {
    return one("SELECT * FROM taken WHERE job = ?", job);
  }

  /** Which job made this content. */
  synchronized Optional<String> maker(String fingerprint) {
    return file
        .rows("SELECT job FROM result WHERE fingerprint = ?", row -> row.getString(1), fingerprint)
        .stream()
        .findFirst();
  }

  /** Keeps what became of a path; content that a job took is known from now on. */
  synchronized void keep(Entry entry) {
    boolean took = entry.verdict() == Verdict.SUBMITTED;
    file.together(
        () -> {
          file.update(
              "INSERT OR REPLACE INTO seen VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
              entry.rule(),
              entry.path().toString(),
              entry.stamp().bytes(),
              entry.stamp().changedNanos(),
              entry.stamp().files(),
              entry.fingerprint(),
              entry.verdict().name(),
              entry.job(),
              entry.note(),
              entry.tries(),
              entry.atMillis());
          if (took) {
            file.update(
                "INSERT OR REPLACE INTO taken VALUES (?, ?, ?, ?)",
                entry.rule(),
                entry.fingerprint(),
                entry.path().toString(),
                entry.job());
          }
        });
  }

  /** This job made content of these fingerprints. */
  synchronized void made(String job, List<String> fingerprints) {
    file.together(
        () -> {
          for (String fingerprint : fingerprints) {
            file.update("INSERT OR REPLACE INTO result VALUES (?, ?)", fingerprint, job);
          }
        });
  }

  /** Until when all results are known, in milliseconds since 1970. */
  synchronized long heardUntil() {
    return file.rows("SELECT until FROM heard", row -> row.getLong(1)).get(0);
  }

  synchronized void heardUntil(long millis) {
    file.together(() -> file.update("UPDATE heard SET until = ?", millis));
  }

  @Override
  public synchronized void close() {
    file.close();
  }

  private Optional<Taken> one(String sql, Object... values) {
    return file
        .rows(
            sql,
            row ->
                new Taken(
                    row.getString("rule"), Path.of(row.getString("path")), row.getString("job")),
            values)
        .stream()
        .findFirst();
  }

  private List<Entry> query(String sql, Object... values) {
    return file.rows(
        sql,
        row ->
            new Entry(
                row.getString("rule"),
                Path.of(row.getString("path")),
                new Stamp(row.getLong("bytes"), row.getLong("changed"), row.getInt("files")),
                row.getString("fingerprint"),
                Verdict.valueOf(row.getString("verdict")),
                row.getString("job"),
                row.getString("note"),
                row.getInt("tries"),
                row.getLong("at")),
        values);
  }
}
