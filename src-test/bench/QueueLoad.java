package bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import reelyard.scheduler.QueueJobs.Mix;

/** A manager with a crowd of workers that all transcode and report. */
final class QueueLoad {

  private final Path folder;
  private final int count;
  private final int seconds;
  private final List<OverheadBench.Row> rows = new ArrayList<>();

  /**
   * @param count of workers
   * @param seconds that each measurement takes
   */
  QueueLoad(Path folder, int count, int seconds) {
    this.folder = folder;
    this.count = count;
    this.seconds = seconds;
  }

  List<OverheadBench.Row> measure() throws Exception {
    try (QueueFarm farm = new QueueFarm(folder.resolve("load"), "manager")) {
      try (QueueFill fill = new QueueFill(farm.store())) {
        fill.waiting(10 * count, Mix.ALIKE);
      }
      farm.start("512m");
      long begin = System.nanoTime();
      try (QueueWorkers workers = new QueueWorkers(farm, count)) {
        workers.claimAll();
        add(
            "%s workers come and claim a job each".formatted(QueueDispatch.number(count)),
            Figures.decimals((System.nanoTime() - begin) / 1e9, 1) + " s");
        Pause.millis(seconds * 1000L / 4);
        measure(farm, workers, "manager while they only beat");
        workers.report(1);
        measure(
            farm,
            workers,
            "while each says progress 4 times a second and reports once, as workers do");
        AtomicLong heard = new AtomicLong();
        try (EventListener watcher =
            new EventListener(farm.events(), message -> heard.incrementAndGet())) {
          workers.progressAddresses().forEach(watcher::register);
          measure(farm, workers, "while a client of its page hears all of it");
          System.err.printf("the client heard %d messages%n", heard.get());
        }
        workers.report(4);
        measure(farm, workers, "while each also reports 4 times a second to the scheduler");
        add("its living heap", Figures.decimals(farm.heapMebibytes(), 0) + " MiB");
      }
    }
    return rows;
  }

  private void measure(QueueFarm farm, QueueWorkers workers, String what) throws IOException {
    long unanswered = workers.unanswered();
    double before = farm.processorSeconds();
    long begin = System.nanoTime();
    Pause.millis(seconds * 1000L);
    double share = (farm.processorSeconds() - before) / ((System.nanoTime() - begin) / 1e9) * 100;
    long lost = workers.unanswered() - unanswered;
    add(
        what + ", of one core",
        Figures.decimals(share, 0) + " %" + (lost == 0 ? "" : ", %d beats lost".formatted(lost)));
  }

  private void add(String what, String measured) {
    rows.add(new OverheadBench.Row(what, measured, ""));
    System.err.printf("%s: %s%n", what, measured);
  }
}
