package reelyard.hash;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HexFormat;
import reelyard.model.Blocks;

/**
 * The hashes of one file's blocks, as far as they are known; grows with the file. Safe to use from
 * several threads.
 */
public final class FileHashes implements BlockHasher.Sink {

  private final BitSet known = new BitSet();
  private long[] hashes = new long[16];

  @Override
  public synchronized void hashed(long block, long hash) {
    int index = Math.toIntExact(block);
    if (index >= hashes.length) {
      hashes = Arrays.copyOf(hashes, Math.max(index + 1, hashes.length * 2));
    }
    hashes[index] = hash;
    known.set(index);
  }

  /** Nothing is known any more from this block on. */
  public synchronized void forgetFrom(long block) {
    forget(block, Long.MAX_VALUE);
  }

  /** Nothing is known of this block any more. */
  public synchronized void forget(long block) {
    forget(block, block + 1);
  }

  /** Nothing is known any more of these blocks, however far behind the last known one they lie. */
  public synchronized void forget(long from, long beyond) {
    int end = known.length();
    known.clear((int) Math.min(from, end), (int) Math.min(beyond, end));
  }

  /** The first block from this one on that is not known. */
  public synchronized long firstUnknown(long from) {
    return known.nextClearBit(Math.toIntExact(from));
  }

  public synchronized long get(long block) {
    int index = Math.toIntExact(block);
    if (!known.get(index)) {
      throw new IllegalStateException("block " + block + " was not hashed");
    }
    return hashes[index];
  }

  /** As {@link reelyard.message.BlockHashes} has them; all of them must be known. */
  public synchronized String digits(long fromBlock, long count) {
    StringBuilder digits = new StringBuilder();
    for (long block = fromBlock; block < fromBlock + count; block++) {
      digits.append(HexFormat.of().toHexDigits(get(block)));
    }
    return digits.toString();
  }

  /** Of a file of so many bytes, see {@link Blocks}; all of its blocks must be known. */
  public synchronized String root(long bytes) {
    MessageDigest all = sha256();
    ByteBuffer eight = ByteBuffer.allocate(Long.BYTES);
    for (long block = 0; block < Blocks.count(bytes); block++) {
      all.update(eight.putLong(0, get(block)).rewind());
    }
    return HexFormat.of().formatHex(all.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
