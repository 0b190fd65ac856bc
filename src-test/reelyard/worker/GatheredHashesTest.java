package reelyard.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import reelyard.message.BlockHashes;
import reelyard.message.FileHashList;
import reelyard.message.GetFileHashes;

class GatheredHashesTest {

  private final List<String> alone = new ArrayList<>();
  private final List<List<String>> together = new ArrayList<>();
  private int untold;

  private final GatheredHashes hashes =
      new GatheredHashes(
          (path, from, count) -> {
            alone.add(path);
            return CompletableFuture.completedFuture(of(path, from));
          },
          paths -> {
            together.add(paths);
            return CompletableFuture.completedFuture(
                new FileHashList(
                    paths.stream().limit(paths.size() - untold).map(path -> of(path, 0)).toList()));
          });

  private static BlockHashes of(String path, long from) {
    return new BlockHashes(path, 5, from, "");
  }

  @Test
  void asks_once_for_all_small_files_when_somebody_waits() throws Exception {
    List<CompletableFuture<BlockHashes>> answers = new ArrayList<>();
    for (String path : List.of("a", "b", "c")) {
      answers.add(hashes.of(path, 0, 1));
    }
    assertThat(together).isEmpty();

    assertThat(answers.get(1).get(1, TimeUnit.SECONDS).path()).isEqualTo("b");

    assertThat(together).containsExactly(List.of("a", "b", "c"));
    assertThat(answers.get(2).get().path()).isEqualTo("c");
    assertThat(together).hasSize(1);
  }

  @Test
  void asks_as_soon_as_one_question_is_full() throws Exception {
    CompletableFuture<BlockHashes> first = hashes.of("f0", 0, 1);
    for (int i = 1; i < GetFileHashes.MOST; i++) {
      assertThat(first).isNotDone();
      assertThat(hashes.of("f" + i, 0, 1)).isNotNull();
    }

    assertThat(first).isCompleted();
  }

  @Test
  void asks_alone_for_what_is_large_goes_on_or_has_no_others_beside_it() throws Exception {
    assertThat(hashes.of("film", 0, 128).get().path()).isEqualTo("film");
    assertThat(hashes.of("film", 128, 1).get().fromBlock()).isEqualTo(128);
    assertThat(hashes.of("small", 0, 1).get().path()).isEqualTo("small");

    assertThat(alone).containsExactly("film", "film", "small");
    assertThat(together).isEmpty();
  }

  @Test
  void an_answer_that_lacks_a_file_is_none_for_it() throws Exception {
    untold = 1;
    CompletableFuture<BlockHashes> first = hashes.of("a", 0, 1);
    CompletableFuture<BlockHashes> second = hashes.of("b", 0, 1);

    assertThat(first.get().path()).isEqualTo("a");
    assertThatThrownBy(second::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(IOException.class);
  }
}
