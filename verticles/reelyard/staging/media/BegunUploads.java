package reelyard.staging.media;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reelyard.bus.RefusedException;
import reelyard.message.Refusal;
import reelyard.staging.Disks;
import reelyard.staging.RoomLedger;

/**
 * The uploads that are not whole yet: not too many, and those that go on leave room to each other
 * and to results. Safe to use from several threads. Blocks.
 */
final class BegunUploads {

  /** For an upload on which nothing came for so long no room is kept: it may have been given up. */
  static final Duration AWAITED = Duration.ofHours(1);

  private static final int MOST_OF_ONE_USER = 200;
  private static final int MOST = 2_000;

  /** Bytes that have to stay free on the disk. */
  private static final long LEAST_FREE = 100_000_000;

  private static final Logger log = LoggerFactory.getLogger(BegunUploads.class);

  private record Begun(UploadNote note, long sinceMillis) {}

  private final UploadShelf shelf;
  private final Path folder;
  private final Disks disks;
  private final RoomLedger ledger;
  private final LongSupplier clock;
  private Map<String, Begun> known;

  /**
   * @param folder where whole films land
   * @param clock milliseconds since 1970
   */
  BegunUploads(UploadShelf shelf, Path folder, Disks disks, RoomLedger ledger, LongSupplier clock) {
    this.shelf = shelf;
    this.folder = folder;
    this.disks = disks;
    this.ledger = ledger;
    this.clock = clock;
  }

  /** Notes are read once: thousands of them would hold up all who bring films. */
  private synchronized Map<String, Begun> known() throws IOException {
    if (known == null) {
      Map<String, Begun> read = new ConcurrentHashMap<>();
      for (UploadNote note : shelf.all()) {
        if (!note.isWhole()) {
          read.put(note.id(), new Begun(note, shelf.touchedMillis(note)));
        }
      }
      known = read;
    }
    return known;
  }

  /** One more; refused when too many are begun, or there is no room. The folder exists. */
  synchronized void begin(UploadNote note) throws IOException {
    Map<String, Begun> others = known();
    if (others.size() >= MOST
        || others.values().stream().filter(o -> o.note.user().equals(note.user())).count()
            >= MOST_OF_ONE_USER) {
      throw new RefusedException(
          new Refusal(
              Refusal.UNAVAILABLE,
              "too many uploads are begun: finish or cancel some of them first"));
    }
    Disks.Disk disk = disks.of(folder);
    long kept = needs(disk.identity()) + ledger.ofResults(disk.identity());
    if (disk.freeBytes() - LEAST_FREE - kept < note.bytes()) {
      throw Uploads.full(note.name());
    }
    others.put(note.id(), new Begun(note, clock.getAsLong()));
  }

  /** It is whole, or given up. */
  void end(String id) throws IOException {
    known().remove(id);
  }

  /** Bytes that uploads which go on still need on this disk. */
  long needs(Object disk) {
    try {
      if (!disks.of(folder).identity().equals(disk)) {
        return 0;
      }
      long needed = 0;
      for (Begun begun : known().values()) {
        needed += needs(begun);
      }
      return needed;
    } catch (IOException e) {
      log.debug("nobody has brought a film to {} yet", folder);
      return 0;
    }
  }

  private long needs(Begun begun) throws IOException {
    long touched = Math.max(begun.sinceMillis, shelf.cameMillis(begun.note));
    return clock.getAsLong() - touched > AWAITED.toMillis()
        ? 0
        : Math.max(0, begun.note.bytes() - shelf.offset(begun.note));
  }

  /** Forgets those whose notes were deleted by hand. */
  void sweep() throws IOException {
    for (Begun begun : known().values()) {
      long old = clock.getAsLong() - begun.sinceMillis;
      if (old > AWAITED.toMillis() && shelf.note(begun.note.id()) == null) {
        end(begun.note.id());
      }
    }
  }
}
