package reelyard.staging.media;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reelyard.bus.Json;
import reelyard.bus.RefusedException;
import reelyard.message.Refusal;
import reelyard.staging.Placement;
import reelyard.staging.Shown;

/** The hidden folder where uploads lie until they are whole: a note and a part of each. Blocks. */
final class UploadShelf {

  private static final String FOLDER = ".reelyard-uploads";
  private static final String NOTE = ".json";
  private static final String PART = ".part";
  private static final String DRAFT = ".new";
  private static final String ID = "[a-z0-9]{32}";
  private static final Pattern OURS = Pattern.compile(ID + "\\.(json|part|new)");

  private static final Logger log = LoggerFactory.getLogger(UploadShelf.class);

  private final Path folder;

  /**
   * @param uploads the folder where whole films land
   */
  UploadShelf(Path uploads) {
    this.folder = uploads.resolve(FOLDER);
  }

  /** Writes it down; from then on it outlasts a power cut. */
  void keep(UploadNote note) throws IOException {
    Files.createDirectories(folder);
    Path draft = folder.resolve(note.id() + DRAFT);
    try (FileChannel channel = FileChannel.open(draft, CREATE, WRITE, TRUNCATE_EXISTING)) {
      ByteBuffer text = ByteBuffer.wrap(Json.write(note).getBytes(UTF_8));
      while (text.hasRemaining()) {
        channel.write(text);
      }
      // Otherwise a power cut can leave the name with nothing in it.
      channel.force(true);
    }
    Files.move(draft, path(note.id()), StandardCopyOption.ATOMIC_MOVE);
    Placement.sync(folder);
  }

  /**
   * The note of an upload.
   *
   * @throws RefusedException when there is none of this user
   */
  UploadNote find(String id, String user) throws IOException {
    UploadNote note = id.matches(ID) ? note(id) : null;
    if (note == null || !note.user().equals(user)) {
      throw new RefusedException(
          Refusal.notFound(
              "there is no such upload: it was cancelled, or nobody went on with it for a week"));
    }
    return note;
  }

  /** Notes of all uploads. */
  List<UploadNote> all() throws IOException {
    List<UploadNote> all = new ArrayList<>();
    for (Path path : files()) {
      if (path.toString().endsWith(NOTE)) {
        UploadNote note = note(id(path));
        if (note != null) {
          all.add(note);
        }
      }
    }
    return all;
  }

  /** Deletes what belongs to no upload and was not touched since then. */
  void sweepStrays(long beforeMillis) throws IOException {
    for (Path path : files()) {
      try {
        boolean old = Files.getLastModifiedTime(path).toMillis() < beforeMillis;
        if (old && (path.toString().endsWith(DRAFT) || note(id(path)) == null)) {
          Files.deleteIfExists(path);
        }
      } catch (IOException e) {
        log.warn("{} is left over: delete it by hand ({})", Shown.name(path), Shown.reason(e));
      }
    }
  }

  /** What was put there by us, going by its name. */
  private List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        if (OURS.matcher(entry.getFileName().toString()).matches()) {
          files.add(entry);
        }
      }
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return files;
  }

  private static String id(Path path) {
    String name = path.getFileName().toString();
    return name.substring(0, name.indexOf('.'));
  }

  Path part(UploadNote note) {
    return folder.resolve(note.id() + PART);
  }

  /** How much of it came. */
  long offset(UploadNote note) throws IOException {
    if (note.isWhole()) {
      return note.bytes();
    }
    return Files.exists(part(note)) ? Files.size(part(note)) : 0;
  }

  /** When something of it came last, milliseconds since 1970; 0 when nothing did. */
  long cameMillis(UploadNote note) throws IOException {
    return Files.exists(part(note)) ? Files.getLastModifiedTime(part(note)).toMillis() : 0;
  }

  /** The same, or when it was begun. */
  long touchedMillis(UploadNote note) throws IOException {
    long came = cameMillis(note);
    return came > 0 ? came : Files.getLastModifiedTime(path(note.id())).toMillis();
  }

  void remove(UploadNote note) throws IOException {
    Files.deleteIfExists(part(note));
    Files.deleteIfExists(path(note.id()));
  }

  private Path path(String id) {
    return folder.resolve(id + NOTE);
  }

  /** Null where there is none, or none that can be read. */
  UploadNote note(String id) {
    try {
      UploadNote note = Json.read(Files.readString(path(id)), UploadNote.class);
      return id.equals(note.id()) ? note : null;
    } catch (NoSuchFileException e) {
      return null;
    } catch (IOException | IllegalArgumentException e) {
      log.debug("the note of upload {} cannot be read", id, e);
      return null;
    }
  }
}
