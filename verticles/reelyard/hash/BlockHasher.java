package reelyard.hash;

import com.dynatrace.hash4j.hashing.HashStream64;
import com.dynatrace.hash4j.hashing.Hashing;
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

  private final HashStream64 stream = Hashing.xxh3_64().hashStream();
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
    int done = 0;
    while (done < count) {
      int some = Math.min(count - done, Blocks.BYTES - filled);
      stream.putBytes(bytes, from + done, some);
      done += some;
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
    sink.hashed(block++, stream.getAsLong());
    stream.reset();
    filled = 0;
  }
}
