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

  /**
   * A job that ended.
   *
   * @param made the fingerprints of its result; empty when there is none
   */
  record Ended(String job, List<String> made) {}

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
    return all("SELECT * FROM taken WHERE rule = ? AND fingerprint = ?", rule, fingerprint).stream()
        .findFirst();
  }

  /**
   * Whether this, something in it, or a folder that it lies in belongs to a job that did not end:
   * as that job took it, since another film of the same name is not the job's.
   */
  synchronized boolean isTaken(Path watched, Path path) {
    for (Path folder = path;
        folder != null && folder.startsWith(watched);
        folder = folder.getParent()) {
      if (isHeld("path = ?", folder.toString())) {
        return true;
      }
    }
    // All that begins with the folder's path and a slash: '0' comes after '/'.
    return isHeld("path > ? AND path < ?", path + "/", path + "0");
  }

  private boolean isHeld(String which, Object... values) {
    return query(
            "SELECT * FROM seen WHERE verdict = 'SUBMITTED' AND job NOT IN (SELECT job FROM ended)"
                + " AND "
                + which,
            values)
        .stream()
        .anyMatch(Entry::stands);
  }

  /** What was taken by jobs that are complete, and is still to be moved if its rule says so. */
  synchronized List<Taken> toMove() {
    return all("SELECT taken.* FROM taken JOIN ended USING (job) WHERE move = 1");
  }

  /** What this job took was moved, or is not to be. */
  synchronized void moved(String job) {
    file.together(() -> file.update("UPDATE ended SET move = 0 WHERE job = ?", job));
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

  /** These jobs ended; whether any of that is news. */
  synchronized boolean learn(List<Ended> jobs) {
    List<Ended> news = jobs.stream().filter(job -> !isKnown(job)).toList();
    if (news.isEmpty()) {
      return false;
    }
    file.together(
        () -> {
          for (Ended job : news) {
            file.update(
                "INSERT OR REPLACE INTO ended SELECT job, ? FROM taken WHERE job = ?",
                job.made.isEmpty() ? 0 : 1,
                job.job);
            for (String fingerprint : job.made) {
              file.update("INSERT OR REPLACE INTO result VALUES (?, ?)", fingerprint, job.job);
            }
          }
        });
    return true;
  }

  private boolean isKnown(Ended job) {
    return job.made.stream().allMatch(made -> maker(made).isPresent())
        && (isEnded(job.job) || !exists("SELECT 1 FROM taken WHERE job = ?", job.job));
  }

  /** This job is to run, maybe again. */
  synchronized void goesOn(String job) {
    if (isEnded(job)) {
      file.together(() -> file.update("DELETE FROM ended WHERE job = ?", job));
    }
  }

  private boolean isEnded(String job) {
    return exists("SELECT 1 FROM ended WHERE job = ?", job);
  }

  private boolean exists(String sql, Object... values) {
    return !file.rows(sql, row -> true, values).isEmpty();
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

  private List<Taken> all(String sql, Object... values) {
    return file.rows(
        sql,
        row ->
            new Taken(row.getString("rule"), Path.of(row.getString("path")), row.getString("job")),
        values);
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
