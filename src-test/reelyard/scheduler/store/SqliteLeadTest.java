package reelyard.scheduler.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static reelyard.scheduler.store.Rows.await;
import static reelyard.scheduler.store.Rows.job;
import static reelyard.scheduler.store.Rows.keep;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteLeadTest extends LeadContract {

  @TempDir Path folder;

  @Override
  StoreConfig config() {
    return new StoreConfig(folder.resolve("farm.db").toString(), "", "", 6);
  }

  @Test
  void refuses_a_second_manager_at_once() {
    JobStore first = open(config());
    await(first.lead(why -> {}));
    JobStore second = open(config());

    assertThatThrownBy(() -> await(second.lead(why -> {})))
        .hasCauseInstanceOf(StoreException.class)
        .hasMessageContaining(folder.resolve("farm.db") + " is in use by another manager");
    await(second.close());

    // The one that was refused took nothing from the first.
    try (ScribeProcess third = new ScribeProcess(config(), "x", 1)) {
      assertThat(third.awaitLine("refused"))
          .contains("is in use by another manager (process " + ProcessHandle.current().pid() + ")");
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    await(first.save(keep(job("a"))));
    await(first.close());
  }

  @Test
  void knows_a_file_by_any_name() throws Exception {
    JobStore first = open(config());
    await(first.lead(why -> {}));
    Path alias = Files.createSymbolicLink(folder.resolve("alias.db"), folder.resolve("farm.db"));

    assertThatThrownBy(
            () -> await(open(new StoreConfig(alias.toString(), "", "", 6)).lead(why -> {})))
        .hasMessageContaining("is in use by another manager");
    await(first.close());
  }

  @Test
  void stops_when_another_manager_got_past_the_lock() throws Exception {
    CompletableFuture<String> deposed = new CompletableFuture<>();
    JobStore first = open(config());
    await(first.lead(deposed::complete));
    await(first.save(keep(job("a"))));
    Path lock = folder.resolve("farm.db.lock");
    Files.move(lock, folder.resolve("gone"));

    try (ScribeProcess second = new ScribeProcess(config(), "x", 1)) {
      second.awaitLine("leads");
      awaitKept(second, 1);
    }

    assertThatThrownBy(() -> await(first.save(keep(job("b")))))
        .hasMessageContaining("another manager leads with this file now");
    assertThat(within(deposed, 5)).contains("another manager leads");
    assertThatThrownBy(() -> await(first.save(keep(job("c"))))).hasMessageContaining("another");
    await(first.close());
  }
}
