package reelyard.worker;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import reelyard.message.BlockHashes;

/** What the other end of a transfer hashed. */
@FunctionalInterface
interface TheirHashes {

  /**
   * Asks for blocks of a file, as {@link reelyard.message.GetHashes} has them. The answer comes, or
   * fails, without anyone waiting for it.
   *
   * @throws IOException when nobody can be asked any more
   */
  CompletableFuture<BlockHashes> of(String path, long fromBlock, int count) throws IOException;
}
