package reelyard.worker;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import reelyard.bus.RefusedException;
import reelyard.hash.FileHashes;
import reelyard.message.BlockHashes;
import reelyard.message.GetHashes;
import reelyard.model.Blocks;

/** Finds the blocks of one file that are others at staging than here; asks first, waits later. */
final class Comparison {

  /** Whoever is asked knows an end sooner: this is for whoever does not. */
  private static final long LONGEST_MINUTES = 5;

  private final String path;
  private final long blocks;
  private final List<Future<BlockHashes>> pages = new ArrayList<>();

  /** Asks for so many blocks, from the first one on. */
  Comparison(String path, long blocks, TheirHashes theirs) throws IOException {
    this.path = path;
    this.blocks = blocks;
    for (long from = 0; from < blocks; from += GetHashes.MOST) {
      pages.add(theirs.of(path, from, (int) Math.min(GetHashes.MOST, blocks - from)));
    }
  }

  /**
   * Waits for what was asked.
   *
   * @param bytes of the file here
   * @param own hashes of all blocks that were asked for
   * @return the blocks that differ
   * @throws UnprovenException when the file there is another altogether
   * @throws StagingRefusal when staging does not tell
   */
  List<Long> differing(long bytes, FileHashes own) throws IOException {
    List<Long> differing = new ArrayList<>();
    long from = 0;
    for (Future<BlockHashes> asked : pages) {
      BlockHashes theirs = answer(asked);
      int count = (int) Math.min(GetHashes.MOST, blocks - from);
      if (theirs.bytes() != bytes) {
        throw new UnprovenException(
            "%s has %d bytes at staging, and %d here".formatted(path, theirs.bytes(), bytes));
      }
      if (theirs.fromBlock() != from || theirs.hashes().length() != count * Blocks.DIGITS) {
        throw new IOException("staging told other hashes of %s than asked for".formatted(path));
      }
      String mine = own.digits(from, count);
      for (int i = 0; i < count; i++) {
        int at = i * Blocks.DIGITS;
        if (!mine.regionMatches(at, theirs.hashes(), at, Blocks.DIGITS)) {
          differing.add(from + i);
        }
      }
      from += count;
    }
    return differing;
  }

  private BlockHashes answer(Future<BlockHashes> asked) throws IOException {
    try {
      return asked.get(LONGEST_MINUTES, TimeUnit.MINUTES);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RefusedException refused) {
        throw new StagingRefusal(refused.refusal());
      }
      throw new IOException("staging did not tell the hashes of " + path, e.getCause());
    } catch (TimeoutException e) {
      throw new IOException("staging did not tell the hashes of " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("stopped while staging hashed " + path, e);
    }
  }
}
