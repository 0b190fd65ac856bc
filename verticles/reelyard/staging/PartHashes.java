package reelyard.staging;

import java.io.IOException;
import java.nio.channels.FileChannel;
import reelyard.ftp.Range;
import reelyard.hash.BlockHasher;
import reelyard.hash.FileHashes;
import reelyard.hash.MissingHashes;
import reelyard.model.Blocks;

/**
 * What is known of a part file's blocks: what an upload writes is unknown until it passed, and what
 * a former upload still has to say counts no more. Safe to use from several threads.
 */
final class PartHashes {

  private final FileHashes known = new FileHashes();
  private long uploads;

  /** An upload begins; what it hashes goes to the sink. */
  synchronized BlockHasher.Sink begin(Range range, long bytesBefore) {
    if (range.exact()) {
      known.forget(range.from() / Blocks.BYTES, Blocks.count(range.from() + range.count()));
      // The last block may have been a shorter one.
      known.forgetFrom(bytesBefore / Blocks.BYTES);
    } else {
      known.forgetFrom(range.from() / Blocks.BYTES);
    }
    uploads++;
    return sink();
  }

  /** The file is gone. */
  synchronized void forget() {
    known.forgetFrom(0);
    uploads++;
  }

  /** How many times the file was begun to be written. */
  synchronized long uploads() {
    return uploads;
  }

  private BlockHasher.Sink sink() {
    long mine = uploads;
    return (block, hash) -> hashed(mine, block, hash);
  }

  private synchronized void hashed(long whichUpload, long block, long hash) {
    if (whichUpload == uploads) {
      known.hashed(block, hash);
    }
  }

  /**
   * The hashes of a file that nobody writes, read where they are not known.
   *
   * @param beyond the first block that does not matter
   * @throws IOException also when it is written meanwhile
   */
  FileHashes complete(
      FileChannel file, long bytes, long from, long beyond, MissingHashes.Going going)
      throws IOException {
    BlockHasher.Sink sink;
    long began;
    synchronized (this) {
      sink = sink();
      began = uploads;
    }
    MissingHashes.fill(file, bytes, from, beyond, known, sink, going);
    if (began != uploads()) {
      throw new IOException("it is written anew");
    }
    return known;
  }
}
