package reelyard.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reelyard.message.Assignment;
import reelyard.message.ServedFiles;
import reelyard.model.Failure;
import reelyard.model.FailureReason;

/**
 * Brings an attempt's input into its scratch folder, through one door after another until it is
 * there. Blocks; one thread at a time.
 */
final class Fetch {

  /**
   * All that HandBrake needs lies there, unless there is a failure.
   *
   * @param minSavedPercent by how much a result that takes its source's place must be smaller
   * @param roomMayCome whether what did not fit may fit another time
   * @param result what an earlier attempt made of the same input, so that nothing was fetched; or
   *     null
   */
  record Fetched(
      Failure failure,
      boolean stalled,
      boolean roomMayCome,
      Path folder,
      Path film,
      List<Path> subtitles,
      Path presetFile,
      int minSavedPercent,
      Result result) {

    static Fetched failed(Failure failure, boolean stalled) {
      return failed(failure, stalled, false);
    }

    static Fetched failed(Failure failure, boolean stalled, boolean roomMayCome) {
      return new Fetched(failure, stalled, roomMayCome, null, null, List.of(), null, 0, null);
    }
  }

  private static final Logger log = LoggerFactory.getLogger(Fetch.class);

  private static final double GIGABYTE = 1e9;
  private static final long NEXT_TO_NOTHING = 1 << 20;

  private final Assignment assignment;
  private final Scratch scratch;
  private final String workerId;
  private ServedFiles before;
  private Arrivals arrivals;

  /** A disk that became full while it was written to had room before. */
  private boolean roomMayCome = true;

  Fetch(Assignment assignment, Scratch scratch, String workerId) {
    this.assignment = assignment;
    this.scratch = scratch;
    this.workerId = workerId;
  }

  /** Goes on through this door. */
  Fetched run(ServedFiles served, FtpTransfer transfer, TheirHashes theirs) {
    Fetched fetched = fetch(served, transfer, theirs);
    if (fetched.failure() == null) {
      return fetched;
    }
    Failure failure =
        fetched.failure().reason() == FailureReason.WORKER_FAILED && isFull()
            ? DiskException.full(workerId)
            : fetched.failure();
    if (transfer.unproven()) {
      leave(false);
    } else if (failure.reason() == FailureReason.WORKER_DISK_FULL) {
      // It must not lie in the way of others while this one waits.
      leave(true);
    }
    return Fetched.failed(failure, transfer.stalled(), roomMayCome);
  }

  /** The system may say so in any language. */
  private boolean isFull() {
    try {
      return scratch.usableBytes() < NEXT_TO_NOTHING;
    } catch (IOException e) {
      return false;
    }
  }

  private void leave(boolean keeps) {
    arrivals = null;
    try {
      if (keeps) {
        scratch.keep(assignment.attempt());
      } else {
        scratch.remove(assignment.attempt());
      }
    } catch (IOException e) {
      log.warn("{} stays until its attempt ends: {}", assignment.name(), Failures.words(e));
    }
  }

  private Fetched fetch(ServedFiles served, FtpTransfer transfer, TheirHashes theirs) {
    try {
      Path folder = scratch.of(assignment.attempt());
      Manifest manifest = Manifest.of(served, folder.resolve(KeptInputs.INPUT));
      if (arrivals == null || !isSame(served)) {
        scratch.takeUp(assignment.attempt(), KeptInputs.Note.of(served));
        arrivals = new Arrivals(manifest);
        before = served;
        Result kept = Adoption.of(assignment, folder, workerId);
        if (kept != null) {
          return new Fetched(null, false, false, folder, null, List.of(), null, 0, kept);
        }
      }
      Failure failure = roomFor(manifest.bytes());
      if (failure == null) {
        failure = transfer.fetch(served, arrivals, manifest.bytes(), theirs);
      }
      return failure == null
          ? new Fetched(
              null,
              false,
              false,
              folder,
              manifest.film(),
              manifest.subtitles(),
              preset(folder),
              served.minSavedPercent(),
              null)
          : Fetched.failed(failure, transfer.stalled());
    } catch (IOException e) {
      return Fetched.failed(DiskException.of(e, workerId), false);
    } catch (IllegalArgumentException e) {
      return Fetched.failed(
          Failures.plain(
              FailureReason.TRANSFER_FAILED,
              "what staging serves for %s is not acceptable (%s): rename the file, or update both sides"
                  .formatted(assignment.name(), e.getMessage()),
              workerId),
          false);
    }
  }

  /** Whether what came through the door before is what this one serves. */
  private boolean isSame(ServedFiles served) {
    return Objects.equals(before.version(), served.version())
        && before.files().equals(served.files());
  }

  /**
   * The result is seldom larger than its source, so twice the input is enough; the scheduler sends
   * no film where less is free.
   */
  private Failure roomFor(long inputBytes) throws IOException {
    long needed = Math.min(inputBytes, Long.MAX_VALUE / 2) * 2;
    long missing = scratch.room().promise(assignment.attempt(), needed);
    if (missing == 0) {
      return null;
    }
    roomMayCome = needed < scratch.totalBytes();
    scratch.lacked(needed);
    return Failures.plain(
        FailureReason.WORKER_DISK_FULL,
        "%s has %.1f GB free, %s needs %.1f GB (its input and as much again for the result): free"
                .formatted(
                    scratch,
                    Math.max(0, needed - missing) / GIGABYTE,
                    assignment.name(),
                    needed / GIGABYTE)
            + " space, or set worker.scratch",
        workerId);
  }

  private Path preset(Path folder) throws IOException {
    return assignment.presetJson() == null
        ? null
        : Files.writeString(folder.resolve("preset.json"), assignment.presetJson());
  }
}
