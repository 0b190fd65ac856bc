package reelyard.staging;

import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reelyard.bus.Json;

/**
 * Small files of JSON, each whole or not there: at once for whoever looks, and after a power cut
 * from a moment later on. They go to the disk many at once, and none that is deleted by then, for a
 * small result shall not wait for a disk four times.
 */
final class NoteFolder {

  /** Ends the name of a note that is not whole yet. */
  static final String NEW = ".new";

  private static final Logger log = LoggerFactory.getLogger(NoteFolder.class);

  private final Path folder;
  private final Executor later;
  private final Set<Path> complained = ConcurrentHashMap.newKeySet();
  private final Set<Path> unsettled = new LinkedHashSet<>();

  /**
   * @param later runs what waits for the disk, in a moment
   */
  NoteFolder(Path folder, Executor later) {
    this.folder = folder;
    this.later = later;
  }

  /** Writes it down; a process that is killed leaves it. */
  void write(String name, Object note) throws IOException {
    Path file = folder.resolve(name);
    Path next = folder.resolve(name + NEW);
    Files.writeString(next, Json.write(note));
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    boolean first;
    synchronized (unsettled) {
      first = unsettled.isEmpty();
      unsettled.add(file);
    }
    if (first) {
      later.execute(this::settle);
    }
  }

  /** Brings to the disk what is not there yet. */
  void settle() {
    List<Path> notes;
    synchronized (unsettled) {
      notes = List.copyOf(unsettled);
      unsettled.clear();
    }
    boolean any = false;
    for (Path note : notes) {
      try (FileChannel channel = FileChannel.open(note, WRITE)) {
        channel.force(true);
        any = true;
      } catch (NoSuchFileException e) {
        log.debug("{} is forgotten already", note);
      } catch (IOException e) {
        complain(note, "may not outlast a power cut (" + Shown.reason(e) + "): mend that");
      }
    }
    if (any) {
      Placement.sync(folder);
    }
  }

  void delete(String name) {
    delete(folder.resolve(name));
  }

  private void delete(Path note) {
    try {
      Files.deleteIfExists(note);
    } catch (IOException e) {
      complain(note, "is left over (" + Shown.reason(e) + "): delete it by hand");
    }
  }

  <T> Optional<T> read(String name, Class<T> type) {
    return read(folder.resolve(name), type);
  }

  /** When it was written. */
  Instant written(String name) throws IOException {
    return Files.getLastModifiedTime(folder.resolve(name)).toInstant();
  }

  /** All whose names end so, and that can be read. */
  <T> List<T> all(String ending, Class<T> type) {
    List<T> all = new ArrayList<>();
    try (DirectoryStream<Path> notes = Files.newDirectoryStream(folder, "*" + ending)) {
      notes.forEach(note -> read(note, type).ifPresent(all::add));
    } catch (NoSuchFileException e) {
      log.debug("{} is closed", folder);
    } catch (IOException | DirectoryIteratorException e) {
      complain(folder, "cannot be read (" + e.getMessage() + "): mend that");
    }
    return all;
  }

  private <T> Optional<T> read(Path note, Class<T> type) {
    try {
      String text = Files.readString(note);
      if (text.chars().allMatch(c -> c == 0)) {
        // What a power cut left of a note that had not come to the disk: it never tells anything.
        delete(note);
        return Optional.empty();
      }
      return Optional.of(Json.readStrictly(text, type));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      complain(note, "cannot be read (" + e.getMessage() + "): delete it by hand");
      return Optional.empty();
    }
  }

  /** Once only for each file: notes are read again and again. */
  void complain(Path what, String complaint) {
    if (complained.add(what)) {
      log.warn("{} {}", Shown.name(what), complaint);
    }
  }
}
