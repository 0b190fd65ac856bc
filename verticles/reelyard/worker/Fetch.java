package reelyard.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reelyard.message.Assignment;
import reelyard.message.ServedFiles;
import reelyard.model.Failure;
import reelyard.model.FailureReason;

/** Brings an attempt's input into its scratch folder. Blocks; any thread may cancel it. */
final class Fetch {

  /** All that HandBrake needs lies there, unless there is a failure. */
  record Fetched(
      Failure failure,
      boolean stalled,
      Path folder,
      Path film,
      List<Path> subtitles,
      Path presetFile) {

    static Fetched failed(Failure failure, boolean stalled) {
      return new Fetched(failure, stalled, null, null, List.of(), null);
    }
  }

  private static final Logger log = LoggerFactory.getLogger(Fetch.class);

  private static final double GIGABYTE = 1e9;
  private static final long NEXT_TO_NOTHING = 1 << 20;

  private final Assignment assignment;
  private final ServedFiles served;
  private final Scratch scratch;
  private final String workerId;
  private final FtpTransfer transfer;

  Fetch(Assignment assignment, ServedFiles served, Scratch scratch, FtpTransfer transfer) {
    this.assignment = assignment;
    this.served = served;
    this.scratch = scratch;
    this.workerId = transfer.workerId();
    this.transfer = transfer;
  }

  Fetched run() {
    Fetched fetched = fetch();
    if (fetched.failure() == null) {
      return fetched;
    }
    Failure failure =
        fetched.failure().reason() == FailureReason.WORKER_FAILED && isFull()
            ? DiskException.full(workerId)
            : fetched.failure();
    makeRoom();
    return Fetched.failed(failure, transfer.stalled());
  }

  /** The system may say so in any language. */
  private boolean isFull() {
    try {
      return scratch.usableBytes() < NEXT_TO_NOTHING;
    } catch (IOException e) {
      return false;
    }
  }

  /** What came of it must not lie in the way of others while this one waits. */
  private void makeRoom() {
    try {
      scratch.remove(assignment.attempt());
    } catch (IOException e) {
      log.warn("{} stays until its attempt ends: {}", assignment.name(), Failures.words(e));
    }
  }

  private Fetched fetch() {
    try {
      Path folder = scratch.create(assignment.attempt());
      Manifest manifest = Manifest.of(served, folder.resolve("input"));
      Failure failure = spaceFor(manifest.bytes());
      if (failure == null) {
        failure = transfer.fetch(served, manifest);
      }
      return failure == null
          ? new Fetched(null, false, folder, manifest.film(), manifest.subtitles(), preset(folder))
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

  /** Ends it at once. */
  void cancel() {
    transfer.cancel();
  }

  /** The result is seldom larger than its source, so twice the input is enough. */
  private Failure spaceFor(long inputBytes) throws IOException {
    double needed = 2.0 * inputBytes;
    long usable = scratch.usableBytes();
    if (usable >= needed) {
      return null;
    }
    scratch.lacked(2 * inputBytes);
    return Failures.plain(
        FailureReason.WORKER_DISK_FULL,
        "%s has %.1f GB free, %s needs %.1f GB (its input and as much again for the result): free"
                .formatted(scratch, usable / GIGABYTE, assignment.name(), needed / GIGABYTE)
            + " space, or set worker.scratch",
        workerId);
  }

  private Path preset(Path folder) throws IOException {
    return assignment.presetJson() == null
        ? null
        : Files.writeString(folder.resolve("preset.json"), assignment.presetJson());
  }
}
