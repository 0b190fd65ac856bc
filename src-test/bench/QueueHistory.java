package bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import reelyard.address.Addresses;
import reelyard.message.GetFarm;
import reelyard.message.JobOrder;
import reelyard.message.ListJobs;
import reelyard.message.SubmitJobs;
import reelyard.message.Submitted;
import reelyard.model.JobSpec;
import reelyard.model.JobState;
import reelyard.scheduler.QueueJobs.Mix;

/** A manager of 512 MB heap with a long history: does it start, hold and answer? */
final class QueueHistory {

  private static final String HEAP = "512m";
  private static final int WORKERS = 20;
  private static final int TIMES = 100;

  private final Path folder;
  private final int archived;
  private final int waiting;
  private final List<OverheadBench.Row> rows = new ArrayList<>();
  private int results;

  QueueHistory(Path folder, int archived, int waiting) {
    this.folder = folder;
    this.archived = archived;
    this.waiting = waiting;
  }

  List<OverheadBench.Row> measure() throws Exception {
    try (QueueFarm farm = new QueueFarm(folder.resolve("history"), "manager")) {
      long begin = System.nanoTime();
      try (QueueFill fill = new QueueFill(farm.store())) {
        fill.waiting(waiting, Mix.ALIKE);
        fill.archived(waiting, archived);
      }
      System.err.printf(
          "filled at %.0f jobs/s%n", (archived + waiting) / ((System.nanoTime() - begin) / 1e9));
      double start = farm.start(HEAP);
      add(
          "manager with -Xmx%s, %s archived and %s waiting: its start"
              .formatted(HEAP, QueueDispatch.number(archived), QueueDispatch.number(waiting)),
          Figures.decimals(start, 1) + " s");
      long held = farm.ask(Addresses.GET_FARM, new GetFarm(1)).summary().archived();
      if (held != archived) {
        throw new IOException("the manager counts %d archived jobs".formatted(held));
      }
      memory(farm, "after its start");
      submit(farm);
      list(farm);
      dispatch(farm);
      memory(farm, "after all this");
    }
    return rows;
  }

  private void memory(QueueFarm farm, String when) throws IOException, InterruptedException {
    double resident = farm.residentMebibytes();
    add(
        "%s: living heap, resident, database".formatted(when),
        "%.0f MiB, %.0f MiB, %.0f MiB"
            .formatted(farm.heapMebibytes(), resident, farm.databaseMebibytes()));
  }

  private void submit(QueueFarm farm) throws Exception {
    Path source =
        Files.writeString(folder.resolve("source.mkv"), "a film, as far as staging knows");
    Path target = Files.createDirectories(folder.resolve("results"));
    List<Double> singles = new ArrayList<>();
    for (int i = 0; i < TIMES; i++) {
      singles.add(millis(farm, source, target, 1));
    }
    add("a job is submitted, its source looked at", QueueDispatch.millis(new Figures(singles)));
    List<Double> batches = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      batches.add(millis(farm, source, target, 1_000));
    }
    add("a thousand jobs are submitted at once", QueueDispatch.millis(new Figures(batches)));
  }

  private double millis(QueueFarm farm, Path source, Path target, int count) throws Exception {
    List<JobSpec> jobs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String result = target.resolve(results++ + ".mp4").toString();
      jobs.add(JobSpec.of(source.toString(), result, "Fast 1080p30", 3));
    }
    long begin = System.nanoTime();
    Submitted answer = farm.ask(Addresses.SUBMIT, SubmitJobs.of(jobs));
    if (answer.outcomes().stream().anyMatch(outcome -> outcome.jobId() == null)) {
      throw new IOException("a job was refused: " + answer.outcomes());
    }
    return (System.nanoTime() - begin) / 1e6;
  }

  private void list(QueueFarm farm) throws Exception {
    page(farm, "a page of 100: the queue's first", QueueDispatch.asked(null, null));
    page(farm, "the archive's latest", QueueDispatch.newest(true));
    page(farm, "the latest ended", ended(null, null));
    page(farm, "of one user", ended(null, "user7"));
    String rare = String.valueOf(waiting + 17);
    page(farm, "searched by a rare word", ended(rare, null));
    page(farm, "searched by that and a word of every job", ended(rare + " episode", null));
    page(farm, "searched by a word of every job", ended("season", null));
  }

  private static ListJobs ended(String text, String user) {
    return new ListJobs(
        List.of(JobState.COMPLETE), text, user, null, null, true, null, JobOrder.ENDED, null, 100);
  }

  private void page(QueueFarm farm, String what, ListJobs query) throws Exception {
    add(what, QueueDispatch.page(farm, query));
  }

  private void dispatch(QueueFarm farm) throws Exception {
    List<Double> claims = new ArrayList<>();
    List<Double> completions = new ArrayList<>();
    try (QueueWorkers workers = new QueueWorkers(farm, WORKERS)) {
      for (int i = 0; i < TIMES; i++) {
        QueueWorkers.Steps steps = workers.dispatch(i);
        claims.add(steps.claim());
        completions.add(steps.complete());
      }
    }
    add("a job is claimed", QueueDispatch.millis(new Figures(claims)));
    add("a job is completed", QueueDispatch.millis(new Figures(completions)));
  }

  private void add(String what, String measured) {
    rows.add(new OverheadBench.Row(what, measured, ""));
    System.err.printf("%s: %s%n", what, measured);
  }
}
