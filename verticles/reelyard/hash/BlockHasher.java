package reelyard.hash;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import reelyard.model.Blocks;

/**
 * Hashes a file's blocks as its bytes stream by, from any block's beginning on. Belongs to one
 * thread.
 */
public final class BlockHasher {

  /** Takes the hash of a block that is over. */
  @FunctionalInterface
  public interface Sink {
    void hashed(long block, long hash);
  }

  private static final int HALF = Blocks.BYTES / 2;

  private final CRC32C first = new CRC32C();
  private final CRC32C second = new CRC32C();
  private final Sink sink;
  private long block;
  private int filled;

  /**
   * @param firstBlock whose first byte comes first
   */
  public BlockHasher(long firstBlock, Sink sink) {
    this.block = firstBlock;
    this.sink = sink;
  }

  /** The next bytes. */
  public void update(byte[] bytes, int from, int count) {
    update(ByteBuffer.wrap(bytes, from, count));
  }

  /** The next bytes, all that are left in the buffer. */
  public void update(ByteBuffer bytes) {
    int end = bytes.limit();
    while (bytes.position() < end) {
      int left = (filled < HALF ? HALF : Blocks.BYTES) - filled;
      int some = Math.min(left, end - bytes.position());
      bytes.limit(bytes.position() + some);
      (filled < HALF ? first : second).update(bytes);
      bytes.limit(end);
      filled += some;
      if (filled == Blocks.BYTES) {
        close();
      }
    }
  }

  /** The file's end: its last block is over, too. Not to be called anywhere else in a block. */
  public void end() {
    if (filled > 0) {
      close();
    }
  }

  private void close() {
    sink.hashed(block++, first.getValue() << Integer.SIZE | second.getValue());
    first.reset();
    second.reset();
    filled = 0;
  }
}
