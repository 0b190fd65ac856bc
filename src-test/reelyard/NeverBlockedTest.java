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
import org.junit.jupiter.api.Test;

class NeverBlockedTest {

  @Test
  void hears_of_a_thread_that_waits() throws Exception {
    assertThat(found(seen -> seen.await(20, SECONDS)))
        .isNotEmpty()
        .allMatch(words -> words.contains(NeverBlocked.WORDS));
  }

  @Test
  void forgives_a_thread_that_works_for_a_while() throws Exception {
    assertThat(
            found(
                seen -> {
                  long end = System.nanoTime() + MILLISECONDS.toNanos(800);
                  while (System.nanoTime() < end) {
                    Thread.onSpinWait();
                  }
                  return true;
                }))
        .isEmpty();
  }

  /** Something for an event loop to do until the latch says that it was found. */
  private interface Work {
    boolean until(CountDownLatch seen) throws InterruptedException;
  }

  private static List<String> found(Work work) throws Exception {
    Vertx vertx =
        Vertx.vertx(
            new VertxOptions()
                .setBlockedThreadCheckInterval(20)
                .setBlockedThreadCheckIntervalUnit(MILLISECONDS)
                .setMaxEventLoopExecuteTime(200)
                .setMaxEventLoopExecuteTimeUnit(MILLISECONDS));
    CountDownLatch seen = new CountDownLatch(1);
    CompletableFuture<Boolean> over = new CompletableFuture<>();
    vertx.runOnContext(
        nothing -> {
          try {
            over.complete(work.until(seen));
          } catch (InterruptedException e) {
            over.completeExceptionally(e);
          }
        });

    List<String> found = new ArrayList<>();
    long end = System.nanoTime() + SECONDS.toNanos(15);
    while (found.isEmpty() && !over.isDone() && System.nanoTime() < end) {
      Thread.onSpinWait();
      found.addAll(NeverBlocked.found());
    }
    seen.countDown();
    assertThat(over.get(60, SECONDS)).isTrue();
    vertx.close().toCompletionStage().toCompletableFuture().get(60, SECONDS);
    found.addAll(NeverBlocked.found());
    return found;
  }
}
