package reelyard.worker;

import java.nio.file.Path;
import java.time.Duration;
import reelyard.message.ReturnFolder;
import reelyard.message.ServedFiles;
import reelyard.model.Failure;

/** A worker's own transfers, for benchmarks that have no worker; one transfer each. */
public final class TransferLane {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

  private final FtpTransfer transfer;

  /**
   * @param silence how long not a byte may move
   */
  public TransferLane(String workerId, Duration silence) {
    transfer = new FtpTransfer(workerId, reading -> {}, FIRST_PAUSE, silence);
  }

  /** Fetches all that is served into a folder; null when it is there. */
  public Failure fetch(ServedFiles served, Path folder) {
    return transfer.fetch(served, Manifest.of(served, folder));
  }

  /** Returns a file; null when it is there. */
  public Failure upload(Path file, long bytes, ReturnFolder to) {
    return transfer.upload(file, bytes, to);
  }
}
