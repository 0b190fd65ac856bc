package reelyard.staging;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reelyard.bus.Json;
import reelyard.message.AttemptId;

/**
 * Remembers part files beyond this process: one small file for each, on the disk before the part
 * is. Each process writes into a folder of its own, and takes over those of processes that are
 * gone.
 */
final class PartJournal implements Closeable {

  /** Marks a folder as staging's; nothing is deleted in others. */
  static final String MARK = ".reelyard-staging";

  private static final Logger log = LoggerFactory.getLogger(PartJournal.class);

  private static final String LOCK = "lock";
  private static final String NOTE = ".part.json";
  private static final Pattern FOLDER = Pattern.compile("[0-9a-f-]{36}");

  private final Path folder;
  private final Path mine;
  private final FileChannel lock;

  private PartJournal(Path folder, Path mine, FileChannel lock) {
    this.folder = folder;
    this.mine = mine;
    this.lock = lock;
  }

  /**
   * Opens the journal in this folder, which is made if need be.
   *
   * @throws IllegalStateException in one sentence, when the folder is somebody else's
   */
  static PartJournal open(Path folder) {
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
      Path made = Files.createDirectory(mine.resolveSibling(mine.getFileName() + ".new"));
      FileChannel lock = FileChannel.open(made.resolve(LOCK), WRITE, CREATE);
      lock.lock();
      Files.move(made, mine, StandardCopyOption.ATOMIC_MOVE);
      PartJournal journal = new PartJournal(folder, mine, lock);
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
      log.warn("{} cannot be read ({})", Shown.name(folder), e.getMessage());
    }
  }

  private boolean isAnothers(Path other) {
    return FOLDER.matcher(other.getFileName().toString()).matches() && !other.equals(mine);
  }

  private void takeOver(Path other) {
    try (FileChannel theirs = FileChannel.open(other.resolve(LOCK), WRITE)) {
      if (theirs.tryLock() == null) {
        return;
      }
      try (DirectoryStream<Path> notes = Files.newDirectoryStream(other, "*" + NOTE)) {
        for (Path note : notes) {
          Files.move(note, mine.resolve(note.getFileName()), StandardCopyOption.ATOMIC_MOVE);
        }
      }
      Files.delete(other.resolve(LOCK));
      Files.deleteIfExists(other);
    } catch (OverlappingFileLockException e) {
      log.debug("{} is in use in this process", other);
    } catch (NoSuchFileException e) {
      log.debug("{} is just made or just taken over", other);
    } catch (IOException e) {
      log.warn(
          "{} cannot be taken over ({}): parts of results that it names stay where they are",
          Shown.name(other),
          Shown.reason(e));
    }
  }

  /** Writes it down to stay. */
  void write(PartNote note) throws IOException {
    Path file = file(note.attempt());
    Path next = file.resolveSibling(file.getFileName() + ".new");
    try (FileChannel channel = FileChannel.open(next, WRITE, CREATE, TRUNCATE_EXISTING)) {
      ByteBuffer bytes = ByteBuffer.wrap(Json.write(note).getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    Placement.sync(mine);
  }

  /** The part is no more. */
  void forget(AttemptId attempt) {
    try {
      Files.deleteIfExists(file(attempt));
    } catch (IOException e) {
      log.warn("a note of {} is left over ({})", attempt, Shown.reason(e));
    }
  }

  /** What is written of this attempt's part, if anything. */
  Optional<PartNote> of(AttemptId attempt) {
    return read(file(attempt));
  }

  /** All that is written. */
  List<PartNote> all() {
    List<PartNote> all = new ArrayList<>();
    try (DirectoryStream<Path> notes = Files.newDirectoryStream(mine, "*" + NOTE)) {
      notes.forEach(note -> read(note).ifPresent(all::add));
    } catch (NoSuchFileException e) {
      log.debug("the journal is closed");
    } catch (IOException | DirectoryIteratorException e) {
      log.warn("{} cannot be read ({})", Shown.name(mine), e.getMessage());
    }
    return all;
  }

  private static Optional<PartNote> read(Path note) {
    try {
      return Optional.of(Json.readStrictly(Files.readString(note), PartNote.class));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      log.warn("{} cannot be read ({}): delete it by hand", Shown.name(note), e.getMessage());
      return Optional.empty();
    }
  }

  private Path file(AttemptId attempt) {
    return mine.resolve(attempt + NOTE);
  }

  /** Leaves what is written to the next. */
  @Override
  public void close() throws IOException {
    boolean empty;
    try (DirectoryStream<Path> notes = Files.newDirectoryStream(mine, "*" + NOTE)) {
      empty = !notes.iterator().hasNext();
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
