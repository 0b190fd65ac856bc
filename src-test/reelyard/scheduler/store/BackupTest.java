package reelyard.scheduler.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static reelyard.scheduler.store.Rows.attempt;
import static reelyard.scheduler.store.Rows.await;
import static reelyard.scheduler.store.Rows.job;
import static reelyard.scheduler.store.Rows.keep;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reelyard.PostgresServer;
import reelyard.message.GetHistory;
import reelyard.message.GetPreset;
import reelyard.message.GetStatistics;
import reelyard.message.History;
import reelyard.message.PresetText;
import reelyard.message.StatisticsRow;
import reelyard.message.SubmitOutcome;
import reelyard.message.WorkerTotals;
import reelyard.model.Job;
import reelyard.model.JobState;
import reelyard.model.LearnedSpeed;

/** A copy of a farm at work opens as a farm of its own. */
class BackupTest {

  private static final String PRESET = "{\"PresetList\":[\"" + "p".repeat(5000) + "\"]}";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgresql"})
  void copies_everything(String kind) throws Exception {
    JobStore store = open(kind);
    List<Job> jobs = new ArrayList<>();
    for (int i = 0; i < 1500; i++) {
      int number = i;
      jobs.add(
          job(
              "j" + i,
              d -> d.named("Ünïcode " + number, "x").of("ann", "hd", null).preset(PRESET)));
    }
    jobs.add(job("done", d -> d.ended(JobState.FAILED, 5).archived(true)));
    List<Change> changes = new ArrayList<>(keep(jobs));
    changes.add(new Change.AddAttempt(attempt("done", 1, "attic", 1, 2, JobState.FAILED)));
    changes.add(new Change.KeepWorker(JobStoreContract.worker("attic", 1)));
    changes.add(
        new Change.AddPreset(new PresetText("Sofa", false, 0, "soft", 7, "ann", "{\"x\":1}")));
    changes.add(new Change.KeepSpeed(new LearnedSpeed("*", "k", 1.5, 2.5, 3)));
    changes.add(
        new Change.KeepSubmission(
            new Submission("key", "d", List.of(new SubmitOutcome("j0", null)), 7)));
    await(store.save(changes));
    Kept kept = await(store.load());
    Path copy = folder.resolve("copy 'of' it.db");

    assertThat(await(store.backUp(copy))).isEqualTo(Files.size(copy));

    await(store.save(List.of(new Change.DropJob("j0"))));
    JobStore restored = Stores.open(new StoreConfig(copy.toString(), "", "", 6), (Path) null);
    await(restored.lead(why -> {}));
    Kept again = await(restored.load());
    assertThat(again).isEqualTo(kept);
    assertThat(await(restored.list(new Question().text("unicode 1499").query())).jobs()).hasSize(1);
    assertThat(await(restored.submission("key"))).isPresent();
    assertThat(await(restored.history(new GetHistory(null, null, 0, 0, null, 0))).attempts())
        .hasSize(1);
    assertThat(await(restored.preset(new GetPreset("Sofa", 1)))).isPresent();
    assertThat(await(restored.statistics(new GetStatistics(null, 0, 0))).rows())
        .extracting(StatisticsRow::failed)
        .containsExactly(1L);
    await(restored.save(keep(job("new"))));
    await(restored.close());
    await(store.close());
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.endsWith(".part") || name.contains(".part-"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgresql"})
  void is_of_one_moment_while_writing_goes_on(String kind) throws Exception {
    JobStore store = open(kind);
    AtomicBoolean enough = new AtomicBoolean();
    CompletableFuture<Integer> written =
        CompletableFuture.supplyAsync(
            () -> {
              int pairs = 0;
              while (!enough.get()) {
                List<Change> pair = new ArrayList<>(keep(job("j" + pairs)));
                pair.add(
                    new Change.AddAttempt(
                        attempt("j" + pairs, 1, "attic", 1, 2, JobState.COMPLETE)));
                await(store.save(pair));
                pairs++;
              }
              return pairs;
            });

    for (int i = 0; i < 3; i++) {
      Path copy = folder.resolve("copy" + i);
      await(store.backUp(copy));
      JobStore restored = Stores.open(new StoreConfig(copy.toString(), "", "", 6), (Path) null);
      await(restored.lead(why -> {}));
      int jobs = await(restored.load()).live().size();
      History history = await(restored.history(new GetHistory("attic", null, 0, 0, null, 0)));
      await(restored.close());
      assertThat(history.totals().stream().mapToLong(WorkerTotals::complete).sum()).isEqualTo(jobs);
    }
    enough.set(true);
    assertThat(await(written)).isPositive();
    await(store.close());
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgresql"})
  void replaces_nothing(String kind) throws Exception {
    JobStore store = open(kind);
    Path there = Files.writeString(folder.resolve("there"), "precious");
    Path dangling = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("nowhere"));

    assertThatThrownBy(() -> await(store.backUp(there)))
        .hasCauseInstanceOf(StoreException.class)
        .hasMessageContaining(there + " exists already");
    assertThatThrownBy(() -> await(store.backUp(dangling))).hasMessageContaining("exists already");
    assertThatThrownBy(() -> await(store.backUp(folder.resolve("none/copy"))))
        .hasMessageContaining("does not exist: create it");
    assertThat(there).hasContent("precious");
    assertThat(folder.resolve("nowhere")).doesNotExist();
    await(store.close());
  }

  @Test
  void refuses_a_farm_in_memory() {
    JobStore store = Stores.open(new StoreConfig("memory", "", "", 6), (Path) null);
    await(store.lead(why -> {}));

    assertThatThrownBy(() -> await(store.backUp(folder.resolve("x"))))
        .hasMessageContaining("memory cannot be backed up");
    await(store.close());
  }

  private JobStore open(String kind) {
    JobStore store =
        kind.equals("sqlite")
            ? Stores.open(
                new StoreConfig(folder.resolve("farm.db").toString(), "", "", 6), (Path) null)
            : PostgresStoreTest.open(PostgresServer.shared().newDatabase(), 6);
    await(store.lead(why -> {}));
    return store;
  }
}
