package reelyard.scheduler.store;

import static org.assertj.core.api.Assertions.assertThat;
import static reelyard.scheduler.store.Rows.await;
import static reelyard.scheduler.store.Rows.job;
import static reelyard.scheduler.store.Rows.keep;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import reelyard.model.Job;

/** One manager leads at a time, and what it acknowledged outlives it. */
abstract class LeadContract {

  /** Of one database for all of the test. */
  abstract StoreConfig config() throws Exception;

  JobStore open(StoreConfig config) {
    return Stores.open(config, (java.nio.file.Path) null);
  }

  @Test
  void raises_the_epoch_with_each_lead() throws Exception {
    StoreConfig config = config();
    long last = 0;
    for (int i = 0; i < 3; i++) {
      JobStore store = open(config);
      long epoch = await(store.lead(why -> {}));
      assertThat(epoch).isGreaterThan(last);
      last = epoch;
      await(store.save(keep(job("a" + i))));
      await(store.close());
    }
    JobStore store = open(config);
    await(store.lead(why -> {}));
    assertThat(await(store.load()).live()).hasSize(3);
    await(store.close());
  }

  @Test
  void leads_once() throws Exception {
    JobStore store = open(config());
    await(store.lead(why -> {}));

    assertThat(store.lead(why -> {})).failsWithin(5, TimeUnit.SECONDS);
    await(store.close());
  }

  @Test
  void loses_nothing_that_it_acknowledged_when_it_is_killed() throws Exception {
    StoreConfig config = config();
    Random random = new Random();
    List<String> acknowledged = new ArrayList<>();
    for (int round = 0; round < 4; round++) {
      try (ScribeProcess scribe = new ScribeProcess(config, "r" + round + "-", 64)) {
        scribe.awaitLine("leads");
        int enough = 1 + random.nextInt(3000);
        awaitKept(scribe, enough);
        scribe.kill();
        assertThat(scribe.kept()).hasSizeGreaterThanOrEqualTo(enough);
        acknowledged.addAll(scribe.kept());
      }
      JobStore store = open(config);
      await(store.lead(why -> {}));
      assertThat(await(store.jobs(acknowledged)))
          .extracting(Job::id)
          .containsExactlyInAnyOrderElementsOf(acknowledged);
      await(store.close());
    }
  }

  static void awaitKept(ScribeProcess scribe, int count) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    java.util.concurrent.CountDownLatch never = new java.util.concurrent.CountDownLatch(1);
    while (scribe.kept().size() < count) {
      assertThat(System.nanoTime()).as("saves take their time").isLessThan(deadline);
      assertThat(never.await(2, TimeUnit.MILLISECONDS)).isFalse();
    }
  }

  static String within(CompletableFuture<String> said, int seconds) {
    return said.orTimeout(seconds, TimeUnit.SECONDS).join();
  }
}
