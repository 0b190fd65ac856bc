package reelyard.scheduler;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import reelyard.message.AttemptId;
import reelyard.message.GetQueue;
import reelyard.message.QueuedJob;
import reelyard.message.RegisterWorker;
import reelyard.message.ResultCommitted;
import reelyard.message.StartJob;
import reelyard.model.Capabilities;
import reelyard.model.FarmSettings;
import reelyard.model.Job;
import reelyard.model.LaneCounts;
import reelyard.model.WorkerInfo;
import reelyard.scheduler.store.Kept;
import reelyard.scheduler.store.StoreConfig;

/** The core alone with many jobs waiting, for {@code ./reelyard bench queue}: no store, no bus. */
public final class QueueCore {

  /**
   * Microseconds that each event took, its decision and the queues laid anew included.
   *
   * @param claims of jobs by workers
   * @param completions told by staging
   * @param ticks of the clock
   */
  public record Times(List<Double> claims, List<Double> completions, List<Double> ticks) {}

  private static final long NOW = 1_770_000_000_000L;
  private static final int MOST_LIVE = 2_000_000;

  private final List<String> workers = new ArrayList<>();
  private final Scheduler core;
  private final double bytesPerJob;
  private long now = NOW;

  /** A core that holds so many waiting jobs, and so many workers that do nothing yet. */
  public QueueCore(int waiting, QueueJobs.Mix mix, int workerCount) {
    long before = usedBytes();
    SchedulerConfig config =
        new SchedulerConfig(
            12, 2, 10_000, MOST_LIVE, 3, 3, 60, 5_000, new StoreConfig("memory", "", "", 6));
    core = new Scheduler(config, "1.1", new JobIds());
    restore(waiting, mix);
    bytesPerJob = (double) (usedBytes() - before) / waiting;
    for (int i = 0; i < workerCount; i++) {
      String id = "worker" + i;
      workers.add(id);
      core.on(new RegisterWorker(worker(id), List.of()), now);
    }
  }

  /** A worker as it introduces itself. */
  public static WorkerInfo worker(String id) {
    Capabilities capabilities =
        new Capabilities(
            "1.6.1",
            51,
            List.of("x264", "x265"),
            List.of(),
            List.of("Fast 1080p30"),
            8,
            16_000_000_000L,
            NOW,
            false);
    return new WorkerInfo(
        id, "1", "host", new LaneCounts(1, 1, 1), capabilities, "UTC", List.of(), List.of());
  }

  private void restore(int waiting, QueueJobs.Mix mix) {
    List<Job> live = new ArrayList<>(waiting);
    for (int i = 0; i < waiting; i++) {
      live.add(QueueJobs.waiting(i, waiting, mix));
    }
    Kept kept =
        new Kept(
            live, Map.of(), 0, List.of(), FarmSettings.DEFAULT, List.of(), List.of(), List.of());
    core.restore(kept, List.of(), now);
  }

  /** Heap that each waiting job takes. */
  public double bytesPerJob() {
    return bytesPerJob;
  }

  /** Every worker claims and completes in turn, so many times in all; the clock ticks between. */
  public Times run(int rounds) {
    Times times = new Times(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (int round = 0; round < rounds; round++) {
      String worker = workers.get(round % workers.size());
      // Each worker is heard every two seconds, as if it beat.
      now += Math.max(1, 2_000 / workers.size());
      List<QueuedJob> queue = core.on(new GetQueue(worker, "1"), now).answer().jobs();
      if (queue.isEmpty()) {
        throw new IllegalStateException("nothing is laid for " + worker);
      }
      StartJob claim = new StartJob(worker, "1", queue.get(0).jobId());
      long begin = System.nanoTime();
      AttemptId attempt = core.on(claim, now).answer().attempt();
      long claimed = System.nanoTime();
      core.on(new ResultCommitted(attempt, "/results/a.mp4", 300_000_000, null, null), now);
      long complete = System.nanoTime();
      core.tick(now);
      long ticked = System.nanoTime();
      times.claims.add((claimed - begin) / 1e3);
      times.completions.add((complete - claimed) / 1e3);
      times.ticks.add((ticked - complete) / 1e3);
    }
    return times;
  }

  private static long usedBytes() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
