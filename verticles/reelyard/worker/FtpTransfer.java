package reelyard.worker;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import reelyard.message.ReturnFolder;
import reelyard.message.ServedFiles;
import reelyard.model.Failure;
import reelyard.model.FailureReason;

/**
 * Moves files between this machine and one FTP folder, whole or with a failure that says why; what
 * broke goes on where it broke. Blocks; any thread may cancel it at once.
 */
final class FtpTransfer {

  private static final Duration SILENT_CONNECTION = Duration.ofSeconds(75);

  private interface Work {
    void with(DoorClient client, FtpDoor door, TransferMeter meter) throws IOException;
  }

  private final String workerId;
  private final Consumer<TransferMeter.Reading> listener;
  private final Duration silence;
  private final FtpLink link = new FtpLink();
  private final Tries tries;

  /**
   * @param listener hears how far it is, on the thread that moves the bytes
   * @param firstPause between the first two tries; each later one is twice as long
   * @param silence how long not a byte may move
   */
  FtpTransfer(
      String workerId,
      Consumer<TransferMeter.Reading> listener,
      Duration firstPause,
      Duration silence) {
    this.workerId = workerId;
    this.listener = listener;
    this.silence = silence;
    this.tries = new Tries(workerId, firstPause, silence);
  }

  /** Whether it was given up because not a byte moved for too long. */
  boolean stalled() {
    return tries.stalled();
  }

  /** Whether it failed since the two sides have different files. */
  boolean unproven() {
    return tries.unproven();
  }

  /** Fetches the files to their targets; null when they are all there in full. */
  Failure fetch(ServedFiles from, Manifest manifest) {
    return fetch(from, new Arrivals(manifest), manifest.bytes(), null);
  }

  /**
   * The same, going on with what came through other doors.
   *
   * @param theirs proves what came; null to take it as it is
   */
  Failure fetch(ServedFiles from, Arrivals input, long bytes, TheirHashes theirs) {
    return checked(
        "fetching the input",
        () -> FtpDoor.of(from.url(), from.user(), from.password(), from.fingerprint()),
        bytes,
        (client, door, meter) -> input.fetch(client, door, theirs, meter));
  }

  /** Returns a file of so many bytes; null when it is there in full. */
  Failure upload(Path file, long bytes, ReturnFolder to) {
    return upload(new Outgoing(file, bytes, true), to, null);
  }

  /**
   * The same, going on with what went through other doors.
   *
   * @param theirs tells where to go on; null to trust in sizes
   */
  Failure upload(Outgoing file, ReturnFolder to, TheirHashes theirs) {
    return checked(
        "returning " + to.fileName(),
        () -> FtpDoor.of(to.url(), to.user(), to.password(), to.fingerprint()),
        file.bytes(),
        (client, door, meter) ->
            file.send(client, door.path(to.fileName()), to.fileName(), theirs, meter));
  }

  /** Ends it at once, from any thread; what it answers then says so. */
  void cancel() {
    tries.cancel();
    link.cut();
  }

  private void stall() {
    tries.stall();
    link.cut();
  }

  /** What staging tells is data from the network, and may be anything. */
  private Failure checked(String what, Supplier<FtpDoor> place, long bytes, Work work) {
    try {
      FtpDoor door = place.get();
      TransferMeter meter = new TransferMeter(bytes, System::nanoTime, listener);
      // A socket that is written to knows no time limit of its own.
      StallWatch watch = new StallWatch(meter::moves, silence, this::stall);
      try {
        return tries.run(what + " (" + door + ")", meter::furthest, () -> once(door, meter, work));
      } finally {
        watch.end();
      }
    } catch (IllegalArgumentException e) {
      return Failures.plain(
          FailureReason.TRANSFER_FAILED,
          "%s cannot begin (%s): run the same Reelyard here and at staging"
              .formatted(what, e.getMessage()),
          workerId);
    }
  }

  private void once(FtpDoor door, TransferMeter meter, Work work) throws IOException {
    // A network that went away says nothing: another connection may get through.
    StallWatch watch = new StallWatch(meter::moves, SILENT_CONNECTION, link::drop);
    try {
      DoorClient client = link.open(door);
      try {
        work.with(client, door, meter);
      } finally {
        link.close(client);
      }
    } finally {
      watch.end();
    }
  }
}
