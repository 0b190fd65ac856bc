package reelyard.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reelyard.address.Addresses;
import reelyard.bus.RefusedException;
import reelyard.message.Ack;
import reelyard.message.LoseQueue;
import reelyard.message.Refusal;

class InsistenceTest {

  private final ScriptedFarm farm = new ScriptedFarm();
  private final HandTimers timers = new HandTimers();

  @ParameterizedTest
  @ValueSource(ints = {Refusal.BROKEN, Refusal.UNAVAILABLE})
  void asks_again_when_the_one_asked_could_not_find_out(int code) {
    farm.answers(Addresses.LOSE_QUEUE, new RefusedException(new Refusal(code, "not now")));
    CompletableFuture<Ack> answer = ask();
    assertThat(answer).isNotDone();

    farm.answers(Addresses.LOSE_QUEUE, new Ack());
    timers.pass(500);

    assertThat(answer).isCompleted();
    assertThat(farm.asked(LoseQueue.class)).hasSize(2);
  }

  @Test
  void takes_a_refusal_for_an_answer() {
    farm.answers(Addresses.LOSE_QUEUE, new RefusedException(Refusal.conflict("another start")));

    assertThat(ask()).isCompletedExceptionally();
  }

  private CompletableFuture<Ack> ask() {
    return new Insistence(farm, timers)
        .ask(
            Addresses.LOSE_QUEUE,
            new LoseQueue("w1", "first", "test", true),
            Duration.ofSeconds(1),
            3,
            () -> true)
        .toCompletableFuture();
  }
}
