package reelyard;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class NeverBlockedTest {

  @Test
  void hears_of_a_thread_that_waits() throws Exception {
    assertThat(found(seen -> seen.await(20, SECONDS)))
        .isNotEmpty()
        .allMatch(words -> words.contains(NeverBlocked.WORDS));
  }

  @Test
  void hears_of_a_thread_that_waits_for_a_socket() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket socket = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket silent = server.accept()) {
      assertThat(
              found(
                  seen -> {
                    CompletableFuture<Void> hangUp =
                        CompletableFuture.runAsync(() -> close(seen, silent));
                    int end = socket.getInputStream().read();
                    hangUp.join();
                    return end < 0;
                  }))
          .isNotEmpty();
    }
  }

  private static void close(CountDownLatch seen, Socket socket) {
    try {
      assertThat(seen.await(20, SECONDS)).isTrue();
      socket.close();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
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

  @Test
  void finds_an_event_loop_that_stood_still_in_the_log_of_a_process() {
    String words = "WARN  BlockedThreadChecker: Thread %s has been blocked for %d ms, time limit";
    assertThat(NeverBlocked.isToldIn(words.formatted("vert.x-eventloop-thread-1", 5001))).isTrue();
    assertThat(NeverBlocked.isToldIn(words.formatted("vert.x-eventloop-thread-1", 2500))).isFalse();
    assertThat(NeverBlocked.isToldIn(words.formatted("vert.x-worker-thread-4", 60988))).isFalse();
  }

  /** Something for an event loop to do until the latch says that it was found. */
  private interface Work {
    boolean until(CountDownLatch seen) throws InterruptedException, IOException;
  }

  private static List<String> found(Work work) throws Exception {
    Set<Thread> others = checkers();
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
          } catch (InterruptedException | IOException e) {
            over.completeExceptionally(e);
          }
        });

    List<String> found = new ArrayList<>();
    // Later it would be found for the sake of the time alone.
    long end = System.nanoTime() + SECONDS.toNanos(8);
    while (found.isEmpty() && !over.isDone() && System.nanoTime() < end) {
      Thread.onSpinWait();
      found.addAll(NeverBlocked.found());
    }
    seen.countDown();
    assertThat(over.get(60, SECONDS)).isTrue();
    vertx.close().toCompletionStage().toCompletableFuture().get(60, SECONDS);
    // What it is about to say would be found in the next test.
    for (Thread checker : checkers()) {
      if (!others.contains(checker)) {
        checker.join(SECONDS.toMillis(60));
      }
    }
    found.addAll(NeverBlocked.found());
    return found;
  }

  private static Set<Thread> checkers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("vertx-blocked-thread-checker"))
        .collect(Collectors.toSet());
  }
}
