package reelyard.staging.media;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reelyard.bus.RefusedException;
import reelyard.message.Refusal;
import reelyard.model.FailureReason;
import reelyard.staging.Disks;
import reelyard.staging.Films;
import reelyard.staging.Placement;
import reelyard.staging.RoomLedger;
import reelyard.staging.Shown;

/**
 * Films that people bring, piece by piece, over days and restarts if need be. Each has one writer
 * at a time, and gets its name in one step when it is whole. Blocks; safe to use from several
 * threads.
 */
final class Uploads {

  /** Who does not go on with an upload for so long has given it up. */
  static final Duration KEPT = Duration.ofDays(7);

  /** A writer that is silent for so long lets another go on: its line is dead, as a rule. */
  static final Duration SILENT = Duration.ofSeconds(10);

  private static final long MEGABYTE = 1_000_000;

  private static final int LOCKED = 423;
  private static final int TOO_LARGE = 413;
  private static final int ID_BYTES = 16;
  private static final int MOST_NAMES = 1_000;

  private static final Logger log = LoggerFactory.getLogger(Uploads.class);

  private final Path folder;
  private final long mostBytes;
  private final Films films;
  private final LongSupplier clock;
  private final UploadShelf shelf;
  private final BegunUploads begun;
  private final Placement placement = new Placement();
  private final SecureRandom random = new SecureRandom();
  private final Map<String, UploadWriter> writers = new HashMap<>();

  /**
   * @param folder where whole films land
   * @param megabytes of the largest film; 0 for none at all
   * @param clock milliseconds since 1970
   * @param ledger what room results need
   */
  Uploads(
      Path folder, int megabytes, Films films, LongSupplier clock, Disks disks, RoomLedger ledger) {
    this.folder = folder;
    this.mostBytes = megabytes * MEGABYTE;
    this.films = films;
    this.clock = clock;
    this.shelf = new UploadShelf(folder);
    this.begun = new BegunUploads(shelf, folder, disks, ledger, clock);
  }

  /** The largest film that may be brought; 0 where none may. Blocks. */
  long mostBytes() {
    return films.wouldHold(folder) ? mostBytes : 0;
  }

  /** A new one; refused when it is too large, too many are begun, or there is no room. */
  UploadNote create(String user, long bytes, String metadata) throws IOException {
    if (bytes > mostBytes) {
      throw refused(
          TOO_LARGE,
          mostBytes == 0
              ? "no films may be brought here: staging.media.uploadMegabytes is 0"
              : "the film has %d bytes; at most %d may be brought here"
                  .formatted(bytes, mostBytes));
    }
    if (bytes == 0) {
      throw new RefusedException(Refusal.badMessage("Upload-Length: the film is empty"));
    }
    String name = UploadName.of(metadata);
    Files.createDirectories(folder);
    // It must lie below the roots, or no job could use it.
    films.folder(folder.toString());
    byte[] id = new byte[ID_BYTES];
    random.nextBytes(id);
    UploadNote note =
        new UploadNote(HexFormat.of().formatHex(id), user, name, bytes, metadata, null);
    begun.begin(note);
    try {
      shelf.keep(note);
      return note;
    } catch (IOException e) {
      begun.end(note.id());
      throw broken(name, e);
    }
  }

  /** Bytes that those which go on still need on this disk. */
  long needs(Object disk) {
    return begun.needs(disk);
  }

  /** The user's upload of this id. */
  UploadNote find(String id, String user) throws IOException {
    return shelf.find(id, user);
  }

  /** How many bytes of it came. */
  long offset(UploadNote note) throws IOException {
    return shelf.offset(note);
  }

  /** When it is given up unless somebody goes on with it, milliseconds since 1970. */
  long endMillis(UploadNote note) throws IOException {
    return shelf.touchedMillis(note) + KEPT.toMillis();
  }

  /** To go on with it from this byte; refused while another does, or when another byte is next. */
  synchronized UploadWriter open(UploadNote note, long offset) throws IOException {
    UploadWriter other = writers.get(note.id());
    if (other != null && clock.getAsLong() - other.activeMillis() < SILENT.toMillis()) {
      throw refused(LOCKED, "the film is being sent by another request: wait for it to end");
    }
    if (other != null) {
      other.close();
    }
    if (note.isWhole()) {
      throw new RefusedException(Refusal.conflict("the film is whole: nothing is missing"));
    }
    long next = shelf.offset(note);
    if (offset != next) {
      throw new RefusedException(
          Refusal.conflict("Upload-Offset: the next byte is %d, not %d".formatted(next, offset)));
    }
    UploadWriter writer =
        new UploadWriter(shelf.part(note), next, note.bytes(), clock, this::closed);
    writers.put(note.id(), writer);
    return writer;
  }

  private synchronized void closed(UploadWriter writer) {
    writers.values().remove(writer);
  }

  /** Gives it its name, once it is whole; until then answers the note as it is. */
  synchronized UploadNote finish(UploadNote note) throws IOException {
    if (note.isWhole() || shelf.offset(note) < note.bytes()) {
      return note;
    }
    for (int number = 1; number <= MOST_NAMES; number++) {
      String name = number == 1 ? note.name() : UploadName.numbered(note.name(), number);
      Path target = folder.resolve(name);
      try {
        placement.place(shelf.part(note), target, false);
      } catch (FileAlreadyExistsException e) {
        if (!Files.isSameFile(shelf.part(note), target)) {
          continue;
        }
        // Named by an earlier start, which was ended before it could note that.
        Files.delete(shelf.part(note));
      }
      UploadNote placed = note.placed(target.toRealPath().toString());
      shelf.keep(placed);
      begun.end(note.id());
      log.info("{} brought {}", Shown.name(note.user()), Shown.name(target));
      return placed;
    }
    throw new RefusedException(
        Refusal.conflict("a thousand films are called " + note.name() + ": rename some of them"));
  }

  /** Forgets it and what came of it; refused when it is whole, for jobs may need it by now. */
  synchronized void delete(UploadNote note) throws IOException {
    if (note.isWhole()) {
      throw new RefusedException(
          Refusal.conflict("the film is whole and stays as " + Shown.name(note.path())));
    }
    end(note);
  }

  /** Forgets what nobody went on with. */
  void sweep() throws IOException {
    for (UploadNote note : shelf.all()) {
      sweep(note.id());
    }
    begun.sweep();
    shelf.sweepStrays(clock.getAsLong() - KEPT.toMillis());
  }

  private synchronized void sweep(String id) throws IOException {
    UploadNote note = shelf.note(id);
    if (note != null && !writers.containsKey(id) && endMillis(note) < clock.getAsLong()) {
      end(note);
      if (!note.isWhole()) {
        log.info("the upload of {} was given up and is deleted", Shown.name(note.name()));
      }
    }
  }

  private void end(UploadNote note) throws IOException {
    UploadWriter writer = writers.remove(note.id());
    if (writer != null) {
      writer.close();
    }
    shelf.remove(note);
    begun.end(note.id());
  }

  private static RefusedException refused(int code, String words) {
    return new RefusedException(new Refusal(code, words));
  }

  /** The disk takes no more of it. */
  static RefusedException full(String name) {
    return refused(
        FailureReason.MANAGER_DISK_FULL.code(),
        "no room for "
            + Shown.name(name)
            + " where uploads land, beside what is under way: make room on that disk");
  }

  /** Why its bytes or its note cannot be written. */
  static RefusedException broken(String name, IOException e) {
    String words = String.valueOf(e.getMessage());
    if (words.contains("No space left on device") || words.contains("Disk quota exceeded")) {
      return full(name);
    }
    log.error("the upload of {} cannot be written: mend its disk or folder", Shown.name(name), e);
    return refused(
        Refusal.BROKEN,
        "%s cannot be written where uploads land (%s): mend that disk or folder"
            .formatted(Shown.name(name), Shown.reason(e)));
  }
}
