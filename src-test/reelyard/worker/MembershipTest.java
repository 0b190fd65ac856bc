package reelyard.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import reelyard.address.Addresses;
import reelyard.bus.RefusedException;
import reelyard.message.Ack;
import reelyard.message.HeartbeatAnswer;
import reelyard.message.Refusal;
import reelyard.message.RegisterWorker;
import reelyard.message.WorkerQueue;
import reelyard.model.Capabilities;
import reelyard.model.LaneCounts;
import reelyard.model.WorkerInfo;

class MembershipTest {

  private static final LaneCounts LANES = new LaneCounts(1, 1, 1);
  private static final int BEAT_MILLIS = 2000;
  private static final Capabilities FOUND =
      new Survey("1.6.1", 50, List.of("x264"), List.of(), true).with(List.of(), 1);

  private final ScriptedFarm farm = new ScriptedFarm();
  private final HandTimers timers = new HandTimers();
  private CompletableFuture<Void> fitness = new CompletableFuture<>();
  private final Membership membership = membership();

  @Test
  void registers_again_when_it_was_forgotten_while_it_doubted_itself() {
    farm.answers(Addresses.REGISTER, new WorkerQueue("w1", List.of(), 0));
    membership.join();
    farm.answers(Addresses.HEARTBEAT, new HeartbeatAnswer(false, List.of(), List.of(), 0));
    membership.doubt("HandBrakeCLI is gone");
    timers.pass(BEAT_MILLIS);
    assertThat(farm.asked(RegisterWorker.class)).hasSize(1);

    fitness.complete(null);

    assertThat(farm.asked(RegisterWorker.class)).hasSize(2);
  }

  @Test
  void registers_again_when_it_is_mended() {
    farm.answers(Addresses.REGISTER, new WorkerQueue("w1", List.of(), 0));
    farm.answers(Addresses.LOSE_QUEUE, new Ack());
    membership.join();
    fitness.completeExceptionally(new IllegalStateException("no HandBrakeCLI"));
    membership.doubt("HandBrakeCLI is gone");
    fitness = CompletableFuture.completedFuture(null);

    timers.pass(60_000);

    assertThat(farm.asked(RegisterWorker.class)).hasSize(2);
  }

  @Test
  void says_with_each_heartbeat_whether_it_takes_jobs() {
    farm.answers(Addresses.LOSE_QUEUE, new Ack());
    assertThat(membership.heartbeat().takesJobs()).isTrue();
    membership.doubt("HandBrakeCLI is gone");
    assertThat(membership.heartbeat().takesJobs()).isFalse();
    fitness.complete(null);
    assertThat(membership.heartbeat().takesJobs()).isTrue();
    membership.finish("shutdown");
    assertThat(membership.heartbeat().takesJobs()).isFalse();
  }

  @Test
  void starts_though_the_scheduler_refuses_it_for_now_and_asks_on() {
    farm.answers(Addresses.REGISTER, new RefusedException(Refusal.badMessage("no such version")));

    CompletableFuture<Void> joined = membership.join().toCompletableFuture();
    timers.pass(20_000);

    assertThat(joined).isCompleted();
    assertThat(farm.asked(RegisterWorker.class)).hasSizeGreaterThan(5);
  }

  private Membership membership() {
    Equipment equipment =
        new Equipment(
            "w1",
            "first",
            Heard.config(),
            null,
            Path.of("logs"),
            farm,
            timers,
            InstantSource.system(),
            Runnable::run,
            Runnable::run);
    WorkerInfo info =
        new WorkerInfo("w1", "first", "attic", LANES, FOUND, "UTC", List.of(), List.of());
    return new Membership(
        info,
        equipment,
        new Workshop(equipment, why -> {}),
        new SchedulerClock(System::nanoTime, InstantSource.system()),
        () -> 7,
        () -> fitness,
        why -> {});
  }
}
