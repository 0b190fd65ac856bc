package reelyard.worker;

import java.nio.file.Path;
import java.time.Duration;
import reelyard.message.ReturnFolder;
import reelyard.message.ServedFiles;
import reelyard.model.Failure;

/** A worker's own transfers, for benchmarks that have no worker; one transfer each. */
public final class TransferLane {

  private final FtpTransfer transfer;

  /**
   * @param firstPause before the second try
   * @param silence how long not a byte may move
   */
  public TransferLane(String workerId, Duration firstPause, Duration silence) {
    transfer = new FtpTransfer(workerId, reading -> {}, firstPause, silence);
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
