package reelyard.worker;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.commons.net.ftp.FTPClient;
import org.apache.commons.net.io.CopyStreamException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reelyard.message.ReturnFolder;
import reelyard.message.ServedFile;
import reelyard.message.ServedFiles;
import reelyard.model.Failure;
import reelyard.model.FailureReason;

/**
 * Moves files between this machine and one FTP folder, whole or with a failure that says why; what
 * broke goes on where it broke. Blocks; any thread may cancel it at once.
 */
final class FtpTransfer {

  private static final Logger log = LoggerFactory.getLogger(FtpTransfer.class);

  private static final int TRIES = 5;
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  private interface Work {
    void with(FTPClient client, FtpDoor door, TransferMeter meter) throws IOException;
  }

  private interface Round {
    void with(FTPClient client) throws IOException;
  }

  private final String workerId;
  private final Consumer<TransferMeter.Reading> listener;
  private final Duration firstPause;
  private final Duration silence;
  private final FtpLink link = new FtpLink();
  private final CountDownLatch cancelled = new CountDownLatch(1);
  private volatile boolean stalled;

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
    this.firstPause = firstPause;
    this.silence = silence;
  }

  String workerId() {
    return workerId;
  }

  /** Whether it was given up because not a byte moved for too long. */
  boolean stalled() {
    return stalled;
  }

  /** Fetches the files to their targets; null when they are all there in full. */
  Failure fetch(ServedFiles from, Manifest manifest) {
    return checked(
        "fetching the input",
        () -> FtpDoor.of(from.url(), from.user(), from.password()),
        manifest.bytes(),
        (client, door, meter) -> {
          long before = 0;
          for (Map.Entry<ServedFile, Path> entry : manifest.targets().entrySet()) {
            ServedFile file = entry.getKey();
            fetch(client, door.path(file.path()), file.bytes(), entry.getValue(), meter, before);
            before += file.bytes();
          }
        });
  }

  /** Returns a file of so many bytes; null when it is there in full. */
  Failure upload(Path file, long bytes, ReturnFolder to) {
    return checked(
        "returning " + to.fileName(),
        () -> FtpDoor.of(to.url(), to.user(), to.password()),
        bytes,
        (client, door, meter) -> upload(client, door.path(to.fileName()), file, bytes, meter));
  }

  /** Ends it at once, from any thread; what it answers then says so. */
  void cancel() {
    cancelled.countDown();
    link.cut();
  }

  private void stall() {
    stalled = true;
    cancelled.countDown();
    link.cut();
  }

  private static void fetch(
      FTPClient client, String path, long bytes, Path target, TransferMeter meter, long before)
      throws IOException {
    Files.createDirectories(target.getParent());
    long there = Files.exists(target) ? Files.size(target) : 0;
    if (there > 0) {
      meter.resume(before + there);
    }
    if (Files.notExists(target) || there < bytes) {
      client.setRestartOffset(there);
      try (DiskOutput out =
          new DiskOutput(
              Files.newOutputStream(target, CREATE, APPEND), there, bytes, meter, before)) {
        if (!client.retrieveFile(path, out)) {
          throw FtpRefusal.of(client);
        }
      }
      there = Files.size(target);
    }
    if (there != bytes) {
      throw new IOException("%s came with %d of %d bytes".formatted(path, there, bytes));
    }
  }

  private static void upload(
      FTPClient client, String path, Path file, long bytes, TransferMeter meter)
      throws IOException {
    long there = sizeAt(client, path);
    if (there > bytes) {
      there = 0;
    }
    if (there > 0) {
      meter.resume(there);
    }
    if (there < bytes || bytes == 0) {
      client.setCopyStreamListener(new Moved(there, meter));
      client.setRestartOffset(there);
      try (FileChannel channel = FileChannel.open(file).position(there);
          InputStream in = Channels.newInputStream(channel)) {
        if (!client.storeFile(path, in)) {
          throw FtpRefusal.of(client);
        }
      } catch (CopyStreamException e) {
        throw reasonOf(client, e);
      }
    }
    long arrived = sizeAt(client, path);
    if (arrived != bytes) {
      throw new IOException("%s arrived with %d of %d bytes".formatted(path, arrived, bytes));
    }
  }

  /** A server that gives up closes the data connection first, then says why. */
  private static IOException reasonOf(FTPClient client, CopyStreamException broken) {
    try {
      client.setSoTimeout((int) LAST_WORDS.toMillis());
      client.getReply();
      FtpRefusal refusal = FtpRefusal.of(client);
      return refusal.permanent() ? refusal : broken;
    } catch (IOException e) {
      return broken;
    }
  }

  private static long sizeAt(FTPClient client, String path) throws IOException {
    String size = client.getSize(path);
    try {
      return size == null ? 0 : Long.parseLong(size.strip());
    } catch (NumberFormatException e) {
      throw new IOException("the server told no size: " + size, e);
    }
  }

  /** What staging tells is data from the network, and may be anything. */
  private Failure checked(String what, Supplier<FtpDoor> place, long bytes, Work work) {
    try {
      FtpDoor door = place.get();
      TransferMeter meter = new TransferMeter(bytes, System::nanoTime, listener);
      // A socket that is written to knows no time limit of its own.
      StallWatch watch = new StallWatch(meter::movedBytes, silence, this::stall);
      try {
        return insistently(
            what + " (" + door + ")", door, client -> work.with(client, door, meter));
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

  private Failure insistently(String what, FtpDoor door, Round round) {
    Duration pause = firstPause;
    for (int attempt = 1; ; attempt++) {
      try {
        once(door, round);
        return null;
      } catch (IOException e) {
        IOException cause = e instanceof CopyStreamException copy ? copy.getIOException() : e;
        Failure failure = failure(what, attempt, cause);
        boolean hopeless =
            cause instanceof DiskException
                || (cause instanceof FtpRefusal refusal && refusal.permanent());
        if (hopeless || attempt == TRIES || isCancelledWithin(pause)) {
          return failure;
        }
        log.info("{} broke ({}): going on with try {}", what, Failures.words(cause), attempt + 1);
        pause = pause.multipliedBy(2);
      }
    }
  }

  private void once(FtpDoor door, Round round) throws IOException {
    FTPClient client = link.open(door);
    try {
      round.with(client);
    } finally {
      link.close(client);
    }
  }

  private boolean isCancelledWithin(Duration pause) {
    try {
      return cancelled.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private Failure failure(String what, int tries, IOException e) {
    if (stalled) {
      return Failures.plain(
          FailureReason.TRANSFER_FAILED,
          "%s moved not a byte for %d s and was stopped: check the network to staging"
              .formatted(what, silence.toSeconds()),
          workerId);
    }
    if (cancelled.getCount() == 0) {
      return Failures.plain(FailureReason.STOPPED, what + " was stopped", workerId);
    }
    if (e instanceof DiskException disk) {
      return disk.failure(workerId);
    }
    if (e instanceof FtpRefusal refusal && refusal.diskFull()) {
      return Failures.plain(
          FailureReason.MANAGER_DISK_FULL,
          "%s: the disk there is full: free space where the result goes".formatted(what),
          workerId);
    }
    return Failures.plain(
        FailureReason.TRANSFER_FAILED,
        "%s failed after %d %s (%s): check that staging runs and the network between"
            .formatted(what, tries, tries == 1 ? "try" : "tries", Failures.words(e)),
        workerId);
  }
}
