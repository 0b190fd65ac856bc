package reelyard.hash;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import reelyard.model.Blocks;

/** Reads those blocks of a file again whose hashes are not known. */
public final class MissingHashes {

  private static final int PIECE_BYTES = 256 * 1024;

  /** Says before each block whether to go on, by an exception if not. */
  @FunctionalInterface
  public interface Going {
    void on() throws IOException;
  }

  private MissingHashes() {}

  /**
   * Hashes the unknown ones among these blocks.
   *
   * @param bytes of the whole file
   * @param beyond the first block that does not matter any more
   */
  public static void fill(
      FileChannel file,
      long bytes,
      long fromBlock,
      long beyond,
      FileHashes known,
      BlockHasher.Sink sink,
      Going going)
      throws IOException {
    ByteBuffer piece = null;
    for (long block = known.firstUnknown(fromBlock);
        block < beyond;
        block = known.firstUnknown(block + 1)) {
      going.on();
      if (piece == null) {
        piece = ByteBuffer.allocateDirect(PIECE_BYTES);
      }
      hash(file, bytes, block, piece, sink);
    }
  }

  private static void hash(
      FileChannel file, long bytes, long block, ByteBuffer piece, BlockHasher.Sink sink)
      throws IOException {
    BlockHasher hasher = new BlockHasher(block, sink);
    long position = block * Blocks.BYTES;
    long end = Math.min(bytes, position + Blocks.BYTES);
    while (position < end) {
      piece.clear().limit((int) Math.min(piece.capacity(), end - position));
      int count = file.read(piece, position);
      if (count < 0) {
        throw new EOFException("it became shorter");
      }
      position += count;
      hasher.update(piece.flip());
    }
    hasher.end();
  }
}
