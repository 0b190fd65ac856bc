package reelyard.staging.media;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import reelyard.bus.Json;
import reelyard.bus.RefusedException;
import reelyard.message.Refusal;

/** The hidden folder where uploads lie until they are whole: a note and a part of each. Blocks. */
final class UploadShelf {

  private static final String FOLDER = ".reelyard-uploads";
  private static final String NOTE = ".json";
  private static final String PART = ".part";
  private static final String ID = "[a-z0-9]{32}";

  private final Path folder;

  /**
   * @param uploads the folder where whole films land
   */
  UploadShelf(Path uploads) {
    this.folder = uploads.resolve(FOLDER);
  }

  void keep(UploadNote note) throws IOException {
    Files.createDirectories(folder);
    Path draft = folder.resolve(note.id() + ".new");
    Files.write(draft, Json.write(note).getBytes(UTF_8));
    Files.move(draft, note(note.id()), StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * The note of an upload.
   *
   * @throws RefusedException when there is none of this user
   */
  UploadNote find(String id, String user) throws IOException {
    UploadNote note = id.matches(ID) ? read(note(id)) : null;
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
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> notes = Files.newDirectoryStream(folder, "*" + NOTE)) {
        for (Path path : notes) {
          UploadNote note = read(path);
          if (note != null) {
            all.add(note);
          }
        }
      }
    }
    return all;
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

  /** When something of it came last, milliseconds since 1970. */
  long touchedMillis(UploadNote note) throws IOException {
    Path latest = Files.exists(part(note)) ? part(note) : note(note.id());
    return Files.getLastModifiedTime(latest).toMillis();
  }

  void remove(UploadNote note) throws IOException {
    Files.deleteIfExists(part(note));
    Files.deleteIfExists(note(note.id()));
  }

  private Path note(String id) {
    return folder.resolve(id + NOTE);
  }

  /** Null for one that vanished, or was written by somebody else. */
  private static UploadNote read(Path path) throws IOException {
    try {
      UploadNote note = Json.read(Files.readString(path), UploadNote.class);
      return path.endsWith(note.id() + NOTE) ? note : null;
    } catch (NoSuchFileException | IllegalArgumentException e) {
      return null;
    }
  }
}
