package reelyard.worker;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import reelyard.message.BlockHashes;
import reelyard.message.FileHashList;
import reelyard.message.ReturnFolder;
import reelyard.message.ServedFiles;
import reelyard.model.Failure;

/**
 * A worker's own transfers, for benchmarks that have no worker: one input fetched, or one result
 * returned, through as many doors as it takes.
 */
public final class TransferLane {

  /** Asks staging for the hashes of blocks. */
  @FunctionalInterface
  public interface Hashes {
    CompletableFuture<BlockHashes> of(String path, long fromBlock, int count) throws IOException;
  }

  /** The same for many small files. */
  @FunctionalInterface
  public interface FileHashes {
    CompletableFuture<FileHashList> of(List<String> paths) throws IOException;
  }

  private final String workerId;
  private final Duration firstPause;
  private final Duration silence;
  private final TheirHashes theirs;
  private Arrivals arrivals;
  private Outgoing outgoing;

  /**
   * @param firstPause before the second try through one door
   * @param silence how long not a byte may move
   */
  public TransferLane(
      String workerId, Duration firstPause, Duration silence, Hashes hashes, FileHashes files) {
    this.workerId = workerId;
    this.firstPause = firstPause;
    this.silence = silence;
    this.theirs = new GatheredHashes(hashes::of, files::of);
  }

  /** Fetches all that is served into a folder; null when it is there and proven. */
  public Failure fetch(ServedFiles served, Path folder) {
    Manifest manifest = Manifest.of(served, folder);
    if (arrivals == null) {
      arrivals = new Arrivals(manifest);
    }
    return transfer().fetch(served, arrivals, manifest.bytes(), theirs);
  }

  /** Returns a file; null when it is there. */
  public Failure upload(Path file, long bytes, ReturnFolder to) {
    if (outgoing == null) {
      outgoing = new Outgoing(file, bytes, false);
    }
    return transfer().upload(outgoing, to, theirs);
  }

  /** Of what was returned. */
  public String root() {
    return outgoing.root();
  }

  /** How many blocks of what was returned staging has otherwise: those are sent the next time. */
  public int differing(String fileName) throws IOException {
    return outgoing.compare(fileName, theirs);
  }

  private FtpTransfer transfer() {
    return new FtpTransfer(workerId, reading -> {}, firstPause, silence);
  }
}
