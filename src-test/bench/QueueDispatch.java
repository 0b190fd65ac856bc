package bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import reelyard.address.Addresses;
import reelyard.message.JobOrder;
import reelyard.message.JobPage;
import reelyard.message.ListJobs;
import reelyard.scheduler.QueueCore;
import reelyard.scheduler.QueueJobs.Mix;

/** What a claim costs with more and more jobs waiting, and what the manager needs to hold them. */
final class QueueDispatch {

  private static final int WORKERS = 20;
  private static final int PAGES = 20;

  private final Path folder;
  private final List<Integer> sizes;
  private final int rounds;
  private final int crowd;
  private final List<OverheadBench.Row> rows = new ArrayList<>();

  /**
   * @param sizes so many jobs wait, the smallest number first
   * @param rounds claims that are timed at each size
   * @param crowd of workers, for one run with very many
   */
  QueueDispatch(Path folder, List<Integer> sizes, int rounds, int crowd) {
    this.folder = folder;
    this.sizes = sizes;
    this.rounds = rounds;
    this.crowd = crowd;
  }

  List<OverheadBench.Row> measure() throws Exception {
    // Lest the first size alone pays for the compiler.
    new QueueCore(sizes.get(0), Mix.ALIKE, WORKERS).run(sizes.get(0) / 2);
    Map<Integer, Double> claims = new LinkedHashMap<>();
    for (int size : sizes) {
      claims.put(size, core(size, Mix.ALIKE, WORKERS));
    }
    growth("the same, %s ÷ %s waiting", claims);
    int last = sizes.get(sizes.size() - 1);
    core(last, Mix.BLOCKED, WORKERS);
    core(last, Mix.BLOCKED_EACH_ELSE, WORKERS);
    core(sizes.get(1), Mix.ALIKE, crowd);
    Map<Integer, Double> stored = new LinkedHashMap<>();
    for (int size : sizes) {
      stored.put(size, process(size));
    }
    growth("the claim, %s ÷ %s waiting", stored);
    return rows;
  }

  private void growth(String what, Map<Integer, Double> claims) {
    int first = sizes.get(0);
    int last = sizes.get(sizes.size() - 1);
    add(
        what.formatted(number(last), number(first)),
        Figures.decimals(claims.get(last) / claims.get(first), 2),
        "≤ 2");
  }

  private double core(int size, Mix mix, int workers) {
    System.err.printf("core with %d waiting (%s), %d workers%n", size, mix, workers);
    QueueCore core = new QueueCore(size, mix, workers);
    // Warms up as well.
    core.run(rounds / 2);
    QueueCore.Times times = core.run(rounds / 2);
    add(
        "core alone, %s waiting%s, %d workers: a claim, median (99th percentile)"
            .formatted(number(size), words(mix), workers),
        micros(new Figures(times.claims())),
        "");
    add("its completion", micros(new Figures(times.completions())), "");
    if (mix == Mix.ALIKE) {
      add("heap a waiting job", "%.0f B".formatted(core.bytesPerJob()), "");
    }
    return new Figures(times.claims()).median();
  }

  private static String words(Mix mix) {
    return switch (mix) {
      case ALIKE -> "";
      case BLOCKED -> ", all but the last 0.1 % for a pool that no worker serves";
      case BLOCKED_EACH_ELSE -> ", the same with 10,000 different demands";
    };
  }

  private double process(int size) throws Exception {
    System.err.printf("scheduler with %d waiting%n", size);
    try (QueueFarm farm = new QueueFarm(folder.resolve("waiting-" + size), "scheduler")) {
      long begin = System.nanoTime();
      try (QueueFill fill = new QueueFill(farm.store())) {
        fill.waiting(size, Mix.ALIKE);
      }
      System.err.printf("filled at %.0f jobs/s%n", size / ((System.nanoTime() - begin) / 1e9));
      double start = farm.start(size > 200_000 ? "4g" : "512m");
      Figures claims;
      try (QueueWorkers workers = new QueueWorkers(farm, WORKERS)) {
        claims = dispatch(workers, size);
      }
      add(
          "scheduler in a process of its own, %s waiting: its start".formatted(number(size)),
          Figures.decimals(start, 1) + " s",
          "");
      memory(farm, size);
      pages(farm, size);
      return claims.median();
    }
  }

  private Figures dispatch(QueueWorkers workers, int size) throws Exception {
    List<Double> queues = new ArrayList<>();
    List<Double> claims = new ArrayList<>();
    List<Double> completions = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      QueueWorkers.Steps steps = workers.dispatch(i);
      if (i >= rounds / 4) {
        queues.add(steps.queue());
        claims.add(steps.claim());
        completions.add(steps.complete());
      }
    }
    Figures claim = new Figures(claims);
    add(
        "over the bus, stored, %s waiting: the queue is asked for".formatted(number(size)),
        millis(new Figures(queues)),
        "");
    add("a job is claimed", millis(claim), "");
    add("a job is completed", millis(new Figures(completions)), "");
    return claim;
  }

  private void memory(QueueFarm farm, int size) throws IOException, InterruptedException {
    double resident = farm.residentMebibytes();
    add(
        "with %s waiting: living heap, resident, database".formatted(number(size)),
        "%.0f MiB, %.0f MiB, %.0f MiB"
            .formatted(farm.heapMebibytes(), resident, farm.databaseMebibytes()),
        "");
  }

  private void pages(QueueFarm farm, int size) throws Exception {
    add(
        "a page of 100 at %s: the first".formatted(number(size)),
        page(farm, asked(null, null)),
        "");
    add("the latest submitted", page(farm, newest(null)), "");
    add("of one user", page(farm, asked(null, "user7")), "");
    add("searched by a rare word", page(farm, asked("917", null)), "");
    add("searched by a word of every job", page(farm, asked("season", null)), "");
  }

  static ListJobs asked(String text, String user) {
    return new ListJobs(null, text, user, null, null, null, null, JobOrder.QUEUE, null, 100);
  }

  static ListJobs newest(Boolean archived) {
    return new ListJobs(null, null, null, null, null, archived, null, JobOrder.NEWEST, null, 100);
  }

  /** The time of one such page. */
  static String page(QueueFarm farm, ListJobs query) throws Exception {
    List<Double> times = new ArrayList<>();
    for (int i = 0; i < PAGES; i++) {
      long begin = System.nanoTime();
      JobPage page = farm.ask(Addresses.LIST_JOBS, query);
      times.add((System.nanoTime() - begin) / 1e6);
      if (page.jobs().isEmpty()) {
        throw new IllegalStateException("nothing found: " + query);
      }
    }
    return millis(new Figures(times));
  }

  private void add(String what, String measured, String target) {
    rows.add(new OverheadBench.Row(what, measured, target));
    System.err.printf("%s: %s%n", what, measured);
  }

  static String millis(Figures figures) {
    return "%s (%s) ms"
        .formatted(
            Figures.decimals(figures.median(), 2), Figures.decimals(figures.percentile(99), 2));
  }

  private static String micros(Figures figures) {
    return "%s (%s) µs"
        .formatted(
            Figures.decimals(figures.median(), 0), Figures.decimals(figures.percentile(99), 0));
  }

  static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
