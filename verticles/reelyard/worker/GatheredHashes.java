package reelyard.worker;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import reelyard.message.BlockHashes;
import reelyard.message.FileHashList;
import reelyard.message.GetFileHashes;

/**
 * Gathers the questions for small files, and asks for many at once: when there are enough of them,
 * or when somebody waits for an answer.
 */
final class GatheredHashes implements TheirHashes {

  /** Asks for the beginnings of many files. */
  @FunctionalInterface
  interface Many {
    CompletionStage<FileHashList> of(List<String> paths) throws IOException;
  }

  private final TheirHashes each;
  private final Many many;
  private List<Answer> waiting = new ArrayList<>();

  GatheredHashes(TheirHashes each, Many many) {
    this.each = each;
    this.many = many;
  }

  @Override
  public synchronized CompletableFuture<BlockHashes> of(String path, long fromBlock, int count)
      throws IOException {
    if (fromBlock > 0 || count > GetFileHashes.BLOCKS) {
      return each.of(path, fromBlock, count);
    }
    Answer answer = new Answer(path, count);
    waiting.add(answer);
    if (waiting.size() == GetFileHashes.MOST) {
      askNow();
    }
    return answer;
  }

  private synchronized void askNow() {
    List<Answer> asked = waiting;
    waiting = new ArrayList<>();
    try {
      if (asked.size() == 1) {
        Answer only = asked.get(0);
        CompletionStage<BlockHashes> told = each.of(only.path, 0, only.count);
        told.whenComplete(only::comes);
      } else if (!asked.isEmpty()) {
        many.of(asked.stream().map(answer -> answer.path).toList())
            .whenComplete((list, e) -> come(asked, list, e));
      }
    } catch (IOException e) {
      asked.forEach(answer -> answer.comes(null, e));
    }
  }

  private static void come(List<Answer> asked, FileHashList list, Throwable e) {
    for (int i = 0; i < asked.size(); i++) {
      boolean told = e == null && list.files() != null && i < list.files().size();
      asked
          .get(i)
          .comes(
              told ? list.files().get(i) : null,
              e != null || told
                  ? e
                  : new IOException("staging told of fewer files than asked for"));
    }
  }

  private final class Answer extends CompletableFuture<BlockHashes> {

    private final String path;
    private final int count;

    Answer(String path, int count) {
      this.path = path;
      this.count = count;
    }

    void comes(BlockHashes hashes, Throwable e) {
      if (e == null) {
        complete(hashes);
      } else {
        completeExceptionally(
            e instanceof CompletionException && e.getCause() != null ? e.getCause() : e);
      }
    }

    @Override
    public BlockHashes get() throws InterruptedException, ExecutionException {
      askNow();
      return super.get();
    }

    @Override
    public BlockHashes get(long timeout, TimeUnit unit)
        throws InterruptedException, ExecutionException, TimeoutException {
      askNow();
      return super.get(timeout, unit);
    }
  }
}
