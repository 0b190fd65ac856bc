package reelyard.hash;

import java.nio.ByteBuffer;
import reelyard.model.Blocks;

/**
 * Hashes the whole blocks of a part of a file that streams by, wherever it begins and ends: a block
 * that it cuts stays unknown. Belongs to one thread.
 */
public final class PassingHashes {

  private final BlockHasher hasher;
  private long unusable;
  private long position;

  /**
   * @param from where in the file the first byte lies
   */
  public PassingHashes(long from, BlockHasher.Sink sink) {
    long first = Blocks.count(from);
    hasher = new BlockHasher(first, sink);
    unusable = first * Blocks.BYTES - from;
    position = from;
  }

  /** The next bytes, all that are left in the buffer. */
  public void update(ByteBuffer bytes) {
    position += bytes.remaining();
    if (unusable > 0) {
      int skipped = (int) Math.min(unusable, bytes.remaining());
      bytes.position(bytes.position() + skipped);
      unusable -= skipped;
    }
    hasher.update(bytes);
  }

  /** No more comes: where the file ends here, its last block is whole. */
  public void end(long fileBytes) {
    if (position == fileBytes) {
      hasher.end();
    }
  }
}
