package reelyard.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reelyard.bus.RefusedException;
import reelyard.message.JobId;
import reelyard.message.Refusal;
import reelyard.message.StagingStatus;
import reelyard.message.Undone;

/** Who is asked for the original of a job that nobody knows any more. */
final class UndoingTest {

  private static final Undone BACK = new Undone("/films/a.mkv");
  private static final Refusal EMPTY = Refusal.conflict("has no original in an undo bin");
  private static final Refusal AWAY = new Refusal(Refusal.UNAVAILABLE, "nas does not answer");

  private final List<String> asked = new ArrayList<>();
  private final Map<String, Refusal> refusals = new HashMap<>();
  private final StoredScheduler scheduler =
      new StoredScheduler(
          new JobStoreInHand(),
          epoch -> new Scheduler(FarmInHand.CONFIG, epoch, () -> "job1"),
          new FarmClock(() -> FarmInHand.SUNDAY_10, () -> 0),
          Runnable::run,
          new Mute());

  private static final class Mute implements StoredScheduler.Voice {
    @Override
    public <M> void say(Decision.Said<M> each) {}

    @Override
    public <Q> void order(Decision.Order<Q> order) {}
  }

  @BeforeEach
  void begin() {
    assertThat(scheduler.begin(why -> {}).toCompletableFuture()).isCompleted();
    for (String staging : List.of("attic", "nas", "tv")) {
      StagingStatus status = new StagingStatus(staging, List.of("/films"), -1, null);
      assertThat(
              scheduler.tell(List.of(), (core, now) -> core.on(status, now)).toCompletableFuture())
          .isCompleted();
    }
  }

  private Undone undo() {
    Undoing undoing = new Undoing(scheduler, this::answer);
    return undoing.undo(new JobId("deleted")).toCompletableFuture().join();
  }

  private CompletionStage<Undone> answer(String staging, JobId job) {
    asked.add(staging);
    Refusal refusal = refusals.get(staging);
    return refusal == null
        ? CompletableFuture.completedStage(BACK)
        : CompletableFuture.failedStage(new RefusedException(refusal));
  }

  @Test
  void all_are_asked_until_one_has_it() {
    refusals.put("attic", EMPTY);

    assertThat(undo()).isEqualTo(BACK);
    assertThat(asked).containsExactly("attic", "nas");
  }

  @Test
  void one_that_is_away_may_have_what_the_others_have_not() {
    refusals.putAll(Map.of("attic", EMPTY, "nas", AWAY, "tv", EMPTY));
    assertThatThrownBy(this::undo).hasMessageContaining("nas does not answer");

    refusals.put("nas", EMPTY);
    assertThatThrownBy(this::undo).hasMessageContaining("has no original");
  }
}
