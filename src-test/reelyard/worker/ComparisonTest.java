package reelyard.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import reelyard.hash.FileHashes;
import reelyard.message.BlockHashes;
import reelyard.model.Blocks;

class ComparisonTest {

  private static final int BLOCKS = Comparison.PAGE * 2 + 1;

  private final TransferMeter meter = new TransferMeter(1, System::nanoTime, reading -> {});
  private final FileHashes own = new FileHashes();
  private final List<String> course = new ArrayList<>();

  @Test
  void asks_page_after_page() throws IOException {
    assertThat(compare(new Slow(0))).containsExactly((long) Comparison.PAGE);

    assertThat(course).containsExactly("ask 0", "told", "ask 128", "told", "ask 256", "told");
  }

  @Test
  void a_staging_that_must_read_first_is_no_silence() throws IOException {
    long before = meter.moves();

    compare(new Slow(200));

    assertThat(meter.moves() - before).isGreaterThan(3 * 200);
  }

  private List<Long> compare(Slow staging) throws IOException {
    for (long block = 0; block < BLOCKS; block++) {
      own.hashed(block, block == Comparison.PAGE ? 7 : 0);
    }
    return Comparison.whole("output/film", (long) BLOCKS * Blocks.BYTES, staging)
        .differing(own, meter);
  }

  /** Has a file of nothing but zeros as hashes, and lets everybody wait that many looks. */
  private final class Slow implements TheirHashes {

    private final int looks;

    private Slow(int looks) {
      this.looks = looks;
    }

    @Override
    public CompletableFuture<BlockHashes> of(String path, long fromBlock, int count) {
      course.add("ask " + fromBlock);
      return new CompletableFuture<>() {
        private int left = looks;

        @Override
        public BlockHashes get(long timeout, TimeUnit unit) throws TimeoutException {
          if (left-- > 0) {
            throw new TimeoutException();
          }
          course.add("told");
          return new BlockHashes(
              path, (long) BLOCKS * Blocks.BYTES, fromBlock, "0".repeat(count * Blocks.DIGITS));
        }
      };
    }
  }
}
