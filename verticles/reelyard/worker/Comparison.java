package reelyard.worker;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import reelyard.bus.RefusedException;
import reelyard.hash.FileHashes;
import reelyard.message.BlockHashes;
import reelyard.model.Blocks;

/**
 * Finds the blocks of one file that are others at staging than here; asks first, waits later, page
 * by page. Waiting for an answer is no silence of the transfer that it belongs to.
 */
final class Comparison {

  /** So many that staging reads them soon, should it have to: 512 MB. */
  static final int PAGE = 128;

  /** Whoever is asked knows an end sooner: this is for whoever does not. */
  private static final int MOST_LOOKS = 300;

  private static final long UNKNOWN = -1;

  private final String path;
  private final long bytes;
  private final long blocks;
  private final TheirHashes theirs;
  private CompletableFuture<BlockHashes> next;

  private Comparison(String path, long bytes, long blocks, TheirHashes theirs) throws IOException {
    this.path = path;
    this.bytes = bytes;
    this.blocks = blocks;
    this.theirs = theirs;
    this.next = blocks == 0 ? null : ask(0);
  }

  /** Of a file that has so many bytes here. */
  static Comparison whole(String path, long bytes, TheirHashes theirs) throws IOException {
    return new Comparison(path, bytes, Blocks.count(bytes), theirs);
  }

  /** Of so many blocks; what staging has behind them may grow still. */
  static Comparison beginning(String path, long blocks, TheirHashes theirs) throws IOException {
    return new Comparison(path, UNKNOWN, blocks, theirs);
  }

  private CompletableFuture<BlockHashes> ask(long from) throws IOException {
    return theirs.of(path, from, count(from));
  }

  private int count(long from) {
    return (int) Math.min(PAGE, blocks - from);
  }

  /**
   * Waits for what was asked, once.
   *
   * @param own hashes of all blocks that were asked for
   * @param meter hears that the transfer lives
   * @return the blocks that differ
   * @throws UnprovenException when the file there is another altogether
   * @throws StagingRefusal when staging does not tell
   */
  List<Long> differing(FileHashes own, TransferMeter meter) throws IOException {
    List<Long> differing = new ArrayList<>();
    for (long from = 0; from < blocks; from += PAGE) {
      BlockHashes page = answer(meter);
      check(page, from);
      if (from + PAGE < blocks) {
        next = ask(from + PAGE);
      }
      String mine = own.digits(from, count(from));
      for (int i = 0; i < count(from); i++) {
        int at = i * Blocks.DIGITS;
        if (!mine.regionMatches(at, page.hashes(), at, Blocks.DIGITS)) {
          differing.add(from + i);
        }
      }
    }
    return differing;
  }

  private void check(BlockHashes page, long from) throws IOException {
    if (bytes != UNKNOWN && page.bytes() != bytes) {
      throw new UnprovenException(
          "%s has %d bytes at staging, and %d here".formatted(path, page.bytes(), bytes));
    }
    if (page.fromBlock() != from || page.hashes().length() != count(from) * Blocks.DIGITS) {
      throw new IOException("staging told other hashes of %s than asked for".formatted(path));
    }
  }

  private BlockHashes answer(TransferMeter meter) throws IOException {
    try {
      for (int look = 0; look < MOST_LOOKS; look++) {
        meter.again();
        try {
          return next.get(1, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
          // Staging may have to read what it tells.
        }
      }
      throw new IOException("staging did not tell the hashes of " + path);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RefusedException refused) {
        throw new StagingRefusal(refused.refusal());
      }
      throw new IOException("staging did not tell the hashes of " + path, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("stopped while staging hashed " + path, e);
    }
  }
}
