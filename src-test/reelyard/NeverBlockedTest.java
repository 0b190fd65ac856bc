package reelyard;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class NeverBlockedTest {

  @Test
  void hears_of_a_blocked_thread() throws Exception {
    Vertx vertx =
        Vertx.vertx(
            new VertxOptions()
                .setBlockedThreadCheckInterval(5)
                .setBlockedThreadCheckIntervalUnit(MILLISECONDS)
                .setMaxEventLoopExecuteTime(10)
                .setMaxEventLoopExecuteTimeUnit(MILLISECONDS));
    CountDownLatch seen = new CountDownLatch(1);
    CompletableFuture<Boolean> blocked = new CompletableFuture<>();
    vertx.runOnContext(
        nothing -> {
          try {
            blocked.complete(seen.await(20, TimeUnit.SECONDS));
          } catch (InterruptedException e) {
            blocked.completeExceptionally(e);
          }
        });

    List<String> found = new ArrayList<>();
    long end = System.nanoTime() + SECONDS.toNanos(15);
    while (found.isEmpty() && System.nanoTime() < end) {
      Thread.onSpinWait();
      found.addAll(NeverBlocked.found());
    }
    seen.countDown();
    vertx.close().toCompletionStage().toCompletableFuture().get(10, SECONDS);
    NeverBlocked.found();

    assertThat(found).isNotEmpty().allMatch(words -> words.contains(NeverBlocked.WORDS));
    assertThat(blocked.get(1, SECONDS)).isTrue();
  }
}
