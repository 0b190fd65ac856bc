package reelyard.hash;

import com.dynatrace.hash4j.hashing.HashStream64;
import com.dynatrace.hash4j.hashing.Hashing;
import java.nio.ByteBuffer;
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

  private static final int COPY_BYTES = 32 * 1024;

  private final HashStream64 stream = Hashing.xxh3_64().hashStream();
  private final Sink sink;
  private long block;
  private int filled;
  private byte[] copy;

  /**
   * @param firstBlock whose first byte comes first
   */
  public BlockHasher(long firstBlock, Sink sink) {
    this.block = firstBlock;
    this.sink = sink;
  }

  /** The next bytes, all that are left in the buffer. */
  public void update(ByteBuffer bytes) {
    if (bytes.hasArray()) {
      int count = bytes.remaining();
      update(bytes.array(), bytes.arrayOffset() + bytes.position(), count);
      bytes.position(bytes.position() + count);
      return;
    }
    // The library reads arrays; a small copy stays in the processor's cache.
    if (copy == null) {
      copy = new byte[COPY_BYTES];
    }
    while (bytes.hasRemaining()) {
      int some = Math.min(bytes.remaining(), copy.length);
      bytes.get(copy, 0, some);
      update(copy, 0, some);
    }
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
