package reelyard.scheduler;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import reelyard.message.GetHistory;
import reelyard.message.GetPreset;
import reelyard.message.GetStatistics;
import reelyard.message.History;
import reelyard.message.JobPage;
import reelyard.message.JobView;
import reelyard.message.ListJobs;
import reelyard.message.OwnPreset;
import reelyard.message.PresetText;
import reelyard.message.Statistics;
import reelyard.model.Alert;
import reelyard.model.Job;
import reelyard.scheduler.store.Change;
import reelyard.scheduler.store.JobStore;
import reelyard.scheduler.store.Kept;
import reelyard.scheduler.store.StoreException;
import reelyard.scheduler.store.Submission;

/** A store that is as slow as a test wants, and fails when told to. */
final class JobStoreInHand implements JobStore {

  final KeptInHand kept = new KeptInHand();

  /** Calls that were made and not answered yet, while slow. */
  final Deque<Runnable> waiting = new ArrayDeque<>();

  final List<List<Change>> saves = new ArrayList<>();
  boolean slow;
  boolean broken;
  boolean closed;
  boolean full;
  boolean leads = true;
  Consumer<String> deposed;
  private long epoch;

  private <T> CompletionStage<T> answer(Supplier<T> work) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    Runnable call =
        () -> {
          if (broken) {
            answer.completeExceptionally(new StoreException("the disk is full", null));
          } else {
            answer.complete(work.get());
          }
        };
    if (slow) {
      waiting.add(call);
    } else {
      call.run();
    }
    return answer;
  }

  /** Answers the call that waits longest. */
  void answerNext() {
    waiting.remove().run();
  }

  void answerAll() {
    while (!waiting.isEmpty()) {
      answerNext();
    }
  }

  @Override
  public CompletionStage<Long> lead(Consumer<String> told) {
    deposed = told;
    return answer(() -> ++epoch);
  }

  @Override
  public CompletionStage<Kept> load() {
    return answer(kept::load);
  }

  @Override
  public CompletionStage<Void> save(List<Change> changes) {
    return answer(
        () -> {
          saves.add(changes);
          kept.keep(changes);
          return null;
        });
  }

  @Override
  public boolean leads() {
    return leads;
  }

  @Override
  public boolean hasRoom() {
    return !full;
  }

  @Override
  public CompletionStage<List<Job>> jobs(Collection<String> ids) {
    List<String> asked = List.copyOf(ids);
    // Read when called, told when answered.
    List<Job> read = kept.jobs(asked);
    return answer(() -> read);
  }

  @Override
  public CompletionStage<JobPage> list(ListJobs query) {
    return answer(
        () ->
            new JobPage(
                kept.ended(query.limit()).stream()
                    .limit(query.limit())
                    .map(job -> JobView.of(job, null))
                    .toList(),
                null));
  }

  @Override
  public CompletionStage<Optional<Submission>> submission(String key) {
    return answer(() -> Optional.ofNullable(kept.submission(key)));
  }

  @Override
  public CompletionStage<History> history(GetHistory query) {
    return answer(() -> new History(kept.attempts, List.of(), null));
  }

  @Override
  public CompletionStage<Statistics> statistics(GetStatistics query) {
    return answer(() -> new Statistics(query.by(), List.of()));
  }

  @Override
  public CompletionStage<List<OwnPreset>> presets() {
    return answer(kept::presets);
  }

  @Override
  public CompletionStage<Optional<PresetText>> preset(GetPreset asked) {
    return answer(() -> kept.preset(asked));
  }

  @Override
  public CompletionStage<List<Alert>> alerts(int most) {
    return answer(() -> kept.load().alerts());
  }

  @Override
  public CompletionStage<Long> backUp(Path file) {
    return answer(() -> 0L);
  }

  @Override
  public CompletionStage<Long> freeBytes() {
    return answer(() -> -1L);
  }

  @Override
  public CompletionStage<Void> close() {
    closed = true;
    return CompletableFuture.completedFuture(null);
  }
}
