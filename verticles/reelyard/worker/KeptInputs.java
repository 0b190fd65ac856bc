package reelyard.worker;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reelyard.bus.Json;
import reelyard.message.ServedFile;
import reelyard.message.ServedFiles;

/**
 * Inputs of attempts that ended early, whole or in part, kept in scratch for the next attempt of
 * the same job, with the result when it was judged good: few, not for long, and the first to go
 * when room is needed. Blocks.
 */
final class KeptInputs {

  /** What an input was when it was fetched. */
  record Note(String version, List<ServedFile> files) {

    /** Null when staging does not tell when it is the same. */
    static Note of(ServedFiles served) {
      return served.version() == null ? null : new Note(served.version(), served.files());
    }
  }

  static final String INPUT = "input";
  static final String NOTE = "input.json";

  private static final Logger log = LoggerFactory.getLogger(KeptInputs.class);

  private static final String KEPT = ".kept";
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}\\.kept");
  private static final int MOST = 4;
  static final Duration LONGEST = Duration.ofHours(24);

  private final Path folder;

  KeptInputs(Path folder) {
    this.folder = folder;
  }

  /** Says what the input in an attempt's folder will be; an input without a note is not kept. */
  static void note(Path attempt, Note note) throws IOException {
    if (note == null) {
      Files.deleteIfExists(attempt.resolve(NOTE));
    } else {
      Files.writeString(attempt.resolve(NOTE), Json.write(note));
    }
  }

  /**
   * Keeps the input in an attempt's folder, which is gone then, and the result if there is a note
   * of it; false when it is not to keep.
   */
  synchronized boolean keep(Path attempt, String jobId) throws IOException {
    if (read(attempt) == null
        || !Files.isDirectory(attempt.resolve(INPUT), LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    Set<String> worth =
        ResultNote.read(attempt) == null
            ? Set.of(INPUT, NOTE)
            : Set.of(INPUT, NOTE, Scratch.OUTPUT, ResultNote.NAME);
    for (Path entry : entries(attempt)) {
      if (!worth.contains(entry.getFileName().toString())) {
        Trees.delete(entry);
      }
    }
    Path kept = kept(jobId);
    Trees.delete(kept);
    Files.move(attempt, kept, ATOMIC_MOVE);
    return true;
  }

  /** Moves the job's input to an attempt's folder, which must not exist; false when none fits. */
  synchronized boolean takeUp(String jobId, Note wanted, Path attempt) throws IOException {
    Path kept = kept(jobId);
    if (wanted != null && wanted.equals(read(kept))) {
      Files.move(kept, attempt, ATOMIC_MOVE);
      return true;
    }
    Trees.delete(kept);
    return false;
  }

  /** Drops what is too old, or too much. */
  synchronized void sweep(long nowMillis) throws IOException {
    List<Path> all = cheapestFirst();
    for (int i = 0; i < all.size(); i++) {
      long age = nowMillis - Files.getLastModifiedTime(all.get(i)).toMillis();
      if (all.size() - i > MOST || age > LONGEST.toMillis()) {
        Trees.delete(all.get(i));
      }
    }
  }

  /** Of all of them. */
  synchronized long bytes() throws IOException {
    long bytes = 0;
    for (Path each : cheapestFirst()) {
      bytes += Trees.bytes(each);
    }
    return bytes;
  }

  /** Drops the one kept longest, those with a result last; false when there is none. */
  synchronized boolean dropOne() throws IOException {
    List<Path> all = cheapestFirst();
    if (all.isEmpty()) {
      return false;
    }
    log.info("{} is kept no longer: its room is needed", all.get(0));
    Trees.delete(all.get(0));
    return true;
  }

  private Path kept(String jobId) {
    return folder.resolve(jobId + KEPT);
  }

  private List<Path> cheapestFirst() throws IOException {
    record Aged(Path path, boolean result, long millis) {}
    List<Aged> kept = new ArrayList<>();
    for (Path entry : entries(folder)) {
      if (NAME.matcher(entry.getFileName().toString()).matches()) {
        boolean result = Files.exists(entry.resolve(ResultNote.NAME), LinkOption.NOFOLLOW_LINKS);
        kept.add(new Aged(entry, result, Files.getLastModifiedTime(entry).toMillis()));
      }
    }
    return kept.stream()
        .sorted(Comparator.comparing(Aged::result).thenComparingLong(Aged::millis))
        .map(Aged::path)
        .toList();
  }

  private static List<Path> entries(Path folder) throws IOException {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
      all.forEach(entries::add);
    }
    return entries;
  }

  /** Null when there is none that can be read. */
  private static Note read(Path attempt) throws IOException {
    Path note = attempt.resolve(NOTE);
    if (!Files.isRegularFile(note, LinkOption.NOFOLLOW_LINKS)) {
      return null;
    }
    try {
      return Json.read(Files.readString(note), Note.class);
    } catch (RuntimeException e) {
      log.debug("{} is no note", note, e);
      return null;
    }
  }
}
