package bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import reelyard.ProcessFarm;

/** The same films bare and through the farm, turn about; and what the farm's processes need. */
final class OverheadRounds {

  private final Path folder;
  private final List<Path> clips;
  private final int rounds;
  private final long settleMillis;

  OverheadRounds(Path folder, List<Path> clips, int rounds) {
    this.folder = folder;
    this.clips = clips;
    this.rounds = rounds;
    this.settleMillis = rounds == 1 ? 3_000 : 15_000;
  }

  List<OverheadBench.Row> measure() throws IOException, InterruptedException {
    List<Double> ratios = new ArrayList<>();
    List<Double> processor = new ArrayList<>();
    try (ProcessFarm farm =
        new ProcessFarm(folder.resolve("rounds"), "HandBrakeCLI", OverheadBench.JAVA_OPTIONS)) {
      Process manager = farm.startManager();
      Process worker = farm.startWorker("bench");
      Pause.millis(settleMillis);
      double workerMemory = ProcessFacts.residentMebibytes(worker.pid());
      double managerMemory = ProcessFacts.residentMebibytes(manager.pid());
      double idleBefore = processorSeconds(worker, manager);
      Pause.millis(settleMillis);
      double idle = (processorSeconds(worker, manager) - idleBefore) * 1000 / settleMillis;
      for (int round = 0; round < rounds; round++) {
        double before = processorSeconds(worker, manager);
        double bare = round % 2 == 0 ? bare() : 0;
        double through = through(farm);
        bare = round % 2 == 0 ? bare : bare();
        processor.add((processorSeconds(worker, manager) - before) / clips.size());
        ratios.add(through / bare);
        System.err.printf(
            "round %d: bare %.2f s, farm %.2f s, ratio %.4f%n",
            round + 1, bare, through, through / bare);
      }
      return List.of(
          new OverheadBench.Row(
              "%d clips on one worker ÷ bare, median of %d rounds (of %s to %s)"
                  .formatted(
                      clips.size(),
                      rounds,
                      Figures.decimals(new Figures(ratios).percentile(0), 3),
                      Figures.decimals(new Figures(ratios).max(), 3)),
              Figures.decimals(new Figures(ratios).median(), 3),
              "≤ 1.02"),
          new OverheadBench.Row(
              "processor time of worker and manager per encode",
              Figures.decimals(new Figures(processor).median(), 2) + " s",
              ""),
          new OverheadBench.Row(
              "idle clustered worker, resident", Figures.decimals(workerMemory, 0) + " MiB", ""),
          new OverheadBench.Row(
              "idle manager, resident", Figures.decimals(managerMemory, 0) + " MiB", ""),
          new OverheadBench.Row(
              "idle worker and manager, of one core", Figures.decimals(idle * 100, 1) + " %", ""));
    }
  }

  private static double processorSeconds(Process worker, Process manager) throws IOException {
    return ProcessFacts.processorSeconds(worker.pid())
        + ProcessFacts.processorSeconds(manager.pid());
  }

  private double bare() throws IOException {
    Path results = Files.createDirectories(folder.resolve("bare"));
    double seconds = 0;
    for (Path clip : clips) {
      Path result = results.resolve(clip.getFileName() + ".mp4");
      seconds += Shell.seconds(folder.resolve("bare.log"), OverheadBench.bare(clip, result));
    }
    return seconds;
  }

  private double through(ProcessFarm farm) throws IOException, InterruptedException {
    CountDownLatch left = new CountDownLatch(clips.size());
    try (EventListener events =
        new EventListener(farm.events(), message -> Endings.count(message, left))) {
      events.register("reelyard.farm.jobs");
      long begin = System.nanoTime();
      farm.submit(clips, OverheadBench.PRESET, folder.resolve("results"));
      if (!left.await(30, TimeUnit.MINUTES)) {
        throw new IOException("the farm did not finish; see " + folder);
      }
      return (System.nanoTime() - begin) / 1e9;
    }
  }
}
