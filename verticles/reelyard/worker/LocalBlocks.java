package reelyard.worker;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import reelyard.hash.BlockHasher;
import reelyard.hash.FileHashes;
import reelyard.model.Blocks;

/** Hashes what lies on this machine's disk already. */
final class LocalBlocks {

  private LocalBlocks() {}

  /**
   * Hashes the blocks of a file's beginning that are not known yet.
   *
   * @return a hasher that goes on at this end, in the middle of a block or not
   */
  static BlockHasher learn(Path file, long end, FileHashes hashes, TransferMeter meter)
      throws DiskException {
    long block = Math.min(hashes.firstUnknown(0), end / Blocks.BYTES);
    BlockHasher hasher = new BlockHasher(block, hashes);
    long at = block * Blocks.BYTES;
    if (at == end) {
      return hasher;
    }
    try (FileChannel channel = FileChannel.open(file).position(at)) {
      while (at < end) {
        ByteBuffer some = TransferBuffer.forUpTo(end - at);
        int count = channel.read(some);
        if (count < 0) {
          throw new IOException(file + " became shorter");
        }
        hasher.update(some.flip());
        at += count;
        meter.again();
      }
      return hasher;
    } catch (IOException e) {
      throw new DiskException(e);
    }
  }
}
