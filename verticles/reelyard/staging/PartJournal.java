package reelyard.staging;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reelyard.message.AttemptId;

/**
 * Remembers part files, and the room kept for results, beyond this process: one small file for
 * each, written before the part is. Each process writes into a folder of its own, and takes over
 * those of processes that are gone.
 */
final class PartJournal implements Closeable {

  /** Marks a folder as staging's; nothing is deleted in others. */
  static final String MARK = ".reelyard-staging";

  private static final Logger log = LoggerFactory.getLogger(PartJournal.class);

  private static final String LOCK = "lock";
  private static final String NOTE = ".json";
  private static final String PART = ".part" + NOTE;
  private static final String ROOM = ".room" + NOTE;
  private static final String NEW = ".new";
  private static final Pattern FOLDER = Pattern.compile("[0-9a-f-]{36}(\\.new)?");

  /** Far more than making a folder of its own takes a process. */
  private static final Duration MAKING = Duration.ofHours(1);

  private final Path folder;
  private final Path mine;
  private final FileChannel lock;
  private final NoteFolder notes;

  private PartJournal(Path folder, Path mine, FileChannel lock, Executor later) {
    this.folder = folder;
    this.mine = mine;
    this.lock = lock;
    this.notes = new NoteFolder(mine, later);
  }

  /**
   * Opens the journal in this folder, which is made if need be.
   *
   * @param later runs what waits for the disk, in a moment
   * @throws IllegalStateException in one sentence, when the folder is somebody else's
   */
  static PartJournal open(Path folder, Executor later) {
    try {
      Files.createDirectories(folder);
      if (!Files.exists(folder.resolve(MARK))) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
          if (entries.iterator().hasNext()) {
            throw new IllegalStateException(
                "staging.folder %s holds files and no %s: give staging an empty folder of its own"
                    .formatted(Shown.name(folder), MARK));
          }
        }
        Files.createFile(folder.resolve(MARK));
      }
      Path mine = folder.resolve(UUID.randomUUID().toString());
      // Under its name it is locked from the first moment, or another would take it over.
      Path made = Files.createDirectory(mine.resolveSibling(mine.getFileName() + NEW));
      FileChannel lock = FileChannel.open(made.resolve(LOCK), WRITE, CREATE);
      lock.lock();
      Files.move(made, mine, StandardCopyOption.ATOMIC_MOVE);
      PartJournal journal = new PartJournal(folder, mine, lock, later);
      journal.takeOver();
      return journal;
    } catch (IOException e) {
      throw new IllegalStateException(
          "staging.folder %s cannot be written (%s): mend that, or choose another"
              .formatted(Shown.name(folder), Shown.reason(e)),
          e);
    }
  }

  /** Notes of processes that are gone become this one's. */
  void takeOver() {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(folder, this::isAnothers)) {
      folders.forEach(this::takeOver);
    } catch (IOException | DirectoryIteratorException e) {
      notes.complain(folder, "cannot be read (" + e.getMessage() + "): mend that");
    }
  }

  private boolean isAnothers(Path other) throws IOException {
    return FOLDER.matcher(other.getFileName().toString()).matches()
        && !other.equals(mine)
        && !isBeingMade(other);
  }

  /** It is not locked from the first moment; who was killed then left it like that. */
  private static boolean isBeingMade(Path other) throws IOException {
    return other.toString().endsWith(NEW)
        && Files.getLastModifiedTime(other).toInstant().isAfter(Instant.now().minus(MAKING));
  }

  private void takeOver(Path other) {
    try (FileChannel theirs = FileChannel.open(other.resolve(LOCK), WRITE)) {
      if (theirs.tryLock() == null) {
        return;
      }
      try (DirectoryStream<Path> theirNotes = Files.newDirectoryStream(other)) {
        for (Path note : theirNotes) {
          String name = note.getFileName().toString();
          if (name.endsWith(NOTE)) {
            Files.move(note, mine.resolve(name), StandardCopyOption.ATOMIC_MOVE);
          } else if (name.endsWith(NoteFolder.NEW)) {
            // Of what it speaks was not begun yet, or stands in the note that it should replace.
            Files.delete(note);
          }
        }
      }
      Files.delete(other.resolve(LOCK));
      Files.deleteIfExists(other);
    } catch (OverlappingFileLockException e) {
      log.debug("{} is in use in this process", other);
    } catch (NoSuchFileException e) {
      deleteEmpty(other);
    } catch (IOException | DirectoryIteratorException e) {
      notes.complain(
          other,
          "cannot be taken over ("
              + e.getMessage()
              + "): parts of results that it names stay where they are; mend that, or delete it");
    }
  }

  private static void deleteEmpty(Path other) {
    try {
      Files.deleteIfExists(other);
    } catch (IOException e) {
      log.debug("{} is just taken over", other);
    }
  }

  /** Writes it down; a process that is killed leaves it. */
  void write(PartNote note) throws IOException {
    notes.write(note.attempt() + PART, note);
  }

  /** The same; what keeps room from being remembered keeps no result back. */
  void write(RoomNote note) {
    try {
      notes.write(note.attempt() + ROOM, note);
    } catch (IOException e) {
      notes.complain(
          mine,
          "cannot be written ("
              + Shown.reason(e)
              + "): room that is kept for results is forgotten in a restart; mend that");
    }
  }

  /** The part is no more. */
  void forget(AttemptId attempt) {
    notes.delete(attempt + PART);
  }

  /** The room is not kept any more. */
  void forgetRoom(AttemptId attempt) {
    notes.delete(attempt + ROOM);
  }

  /** What is written of this attempt's part, if anything. */
  Optional<PartNote> of(AttemptId attempt) {
    return notes.read(attempt + PART, PartNote.class);
  }

  /** When that was written. */
  Instant written(PartNote note) throws IOException {
    return notes.written(note.attempt() + PART);
  }

  /** All parts that are written down. */
  List<PartNote> all() {
    return notes.all(PART, PartNote.class);
  }

  /** All rooms that are written down. */
  List<RoomNote> rooms() {
    return notes.all(ROOM, RoomNote.class);
  }

  /** Leaves what is written to the next. */
  @Override
  public void close() throws IOException {
    notes.settle();
    boolean empty;
    try (DirectoryStream<Path> left = Files.newDirectoryStream(mine, "*" + NOTE)) {
      empty = !left.iterator().hasNext();
    }
    if (empty) {
      Files.deleteIfExists(mine.resolve(LOCK));
    }
    lock.close();
    if (empty) {
      Files.deleteIfExists(mine);
    }
  }
}
