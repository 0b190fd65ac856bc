package reelyard.scheduler.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static reelyard.scheduler.store.Rows.await;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadersTest {

  @TempDir Path folder;

  private SqliteFile database;
  private Readers readers;

  @BeforeEach
  void open() {
    database = new SqliteFile(folder.resolve("farm.db"));
    await(database.lead(why -> {}));
    readers = new Readers(database);
  }

  @AfterEach
  void close() throws Exception {
    readers.close().toCompletableFuture().get(60, TimeUnit.SECONDS);
    database.close();
  }

  @Test
  void tells_who_asked_when_there_is_not_enough_memory() {
    CompletableFuture<Integer> answer =
        readers
            .<Integer>run(
                "reading",
                connection -> {
                  throw new OutOfMemoryError("Java heap space");
                })
            .toCompletableFuture();

    assertThatThrownBy(() -> answer.get(20, TimeUnit.SECONDS))
        .hasCauseInstanceOf(StoreException.class)
        .hasMessageContaining("-Xmx");
  }
}
