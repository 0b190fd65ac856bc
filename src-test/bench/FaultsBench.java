package bench;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import reelyard.ProcessFarm;

/**
 * A farm of real processes under faults: one manager and three workers, while random ones of them
 * are killed, frozen for longer than their lease, or started anew. Every job must complete exactly
 * once, its result be whole, and nothing be left over.
 *
 * <p>{@code ./reelyard bench faults [--short] [--seed N] [--runs N]}
 */
public final class FaultsBench {

  private static final List<String> WORKERS = List.of("attic", "cellar", "nas");
  private static final String PRESET = "Very Fast 480p30";
  private static final int CLIP_SECONDS = 6;

  /** Longer than the lease of the farm. */
  private static final int FROZEN_MILLIS = 14_000;

  private static final Pattern KEPT =
      Pattern.compile("[^/]+/[a-z0-9]+\\.kept/(input\\.json|result\\.json|(input|output)/[^/]+)");

  private static final int MOST_KEPT = 4;

  private FaultsBench() {}

  public static void main(String[] args) throws Exception {
    List<String> words = List.of(args);
    boolean brief = words.contains("--short");
    long seed = number(words, "--seed", System.nanoTime() & 0xFFFF);
    int runs = (int) number(words, "--runs", brief ? 1 : 3);
    int jobs = brief ? 8 : 30;
    int faults = brief ? 4 : 20;
    Path home = Path.of(System.getProperty("reelyard.home", ".")).toAbsolutePath().normalize();
    Path folder = Files.createDirectories(home.resolve("target/bench/faults"));
    List<Path> clips = BenchClips.make(folder.resolve("clips"), 6, CLIP_SECONDS);
    Tally tally = new Tally();
    for (int run = 0; run < runs; run++) {
      run(folder.resolve("run-" + seed + "-" + run), clips, jobs, faults, seed + run, tally);
    }
    tally.print(seed);
  }

  private static long number(List<String> words, String option, long otherwise) {
    int at = words.indexOf(option);
    return at < 0 ? otherwise : Long.parseLong(words.get(at + 1));
  }

  private static void run(
      Path folder, List<Path> clips, int jobs, int faults, long seed, Tally tally)
      throws Exception {
    System.out.printf("run with seed %d: %d jobs, %d faults%n", seed, jobs, faults);
    Random random = new Random(seed);
    remove(folder);
    Path results = Files.createDirectories(folder.resolve("results"));
    try (ProcessFarm farm = new ProcessFarm(folder, "HandBrakeCLI", OverheadBench.JAVA_OPTIONS)) {
      farm.startManager();
      WORKERS.forEach(farm::startWorker);
      List<Path> films = new ArrayList<>();
      for (int i = 0; i < jobs; i++) {
        films.add(Files.createLink(folder.resolve("film-" + i + ".mkv"), clips.get(i % 6)));
      }
      List<String> ids = farm.submit(films, PRESET, results);
      long begin = System.nanoTime();
      for (int i = 0; i < faults && !farm.allEnded(ids); i++) {
        Pause.millis(1_000 + random.nextInt(4_000));
        fault(farm, random, tally);
      }
      farm.mend(WORKERS);
      farm.await("the jobs to end", Duration.ofMinutes(15), () -> farm.allEnded(ids));
      System.out.printf("  all ended after %.0f s%n", (System.nanoTime() - begin) / 1e9);
      check(farm, ids, results, folder, tally);
      tally.runs++;
    }
    checkNothingRuns(folder, tally);
  }

  private static void remove(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> paths = Files.walk(folder)) {
        for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  private static void fault(ProcessFarm farm, Random random, Tally tally) {
    int kind = random.nextInt(10);
    String worker = WORKERS.get(random.nextInt(WORKERS.size()));
    if (kind < 4) {
      System.out.println("  kill -9 " + worker + ", and start it again");
      farm.kill(worker);
      farm.startAgain(worker);
      tally.workerKills++;
    } else if (kind < 7) {
      System.out.println("  freeze " + worker + " for longer than its lease");
      farm.freeze(worker);
      Pause.millis(FROZEN_MILLIS);
      farm.thaw(worker);
      tally.freezes++;
    } else {
      boolean hard = kind < 9;
      System.out.println(
          hard ? "  kill -9 the manager, and start it again" : "  restart the manager");
      if (hard) {
        farm.kill("manager");
        tally.managerKills++;
      } else {
        farm.stop("manager");
        tally.managerRestarts++;
      }
      Pause.millis(random.nextInt(3_000));
      farm.startAgain("manager");
    }
  }

  private static void check(
      ProcessFarm farm, List<String> ids, Path results, Path folder, Tally tally)
      throws IOException {
    Set<String> expected = new TreeSet<>();
    for (int i = 0; i < ids.size(); i++) {
      expected.add("film-" + i + ".mp4");
      JsonObject job = farm.job(ids.get(i));
      tally.jobs++;
      if (!job.getString("state").equals("COMPLETE")) {
        tally.lost(ids.get(i) + " is " + job.getString("state") + ": " + job.getValue("failure"));
      }
      tally.attempts += job.getInteger("attempt");
      long completions = farm.completions(ids.get(i));
      if (completions != 1) {
        tally.doubled(ids.get(i) + " was completed " + completions + " times");
      }
      checkWhole(results.resolve("film-" + i + ".mp4"), tally);
    }
    Set<String> found = files(results);
    if (!found.equals(expected)) {
      found.removeAll(expected);
      found.forEach(file -> tally.stray("stray file in the results: " + file));
    }
    checkScratch(folder.resolve("scratch"), tally);
  }

  /**
   * What an attempt that ended early fetched or made is kept for the next one of that job: few, and
   * not for long. Anything else is stray.
   */
  private static void checkScratch(Path scratch, Tally tally) throws IOException {
    try (Stream<Path> all = Files.walk(scratch)) {
      all.filter(Files::isRegularFile)
          .map(scratch::relativize)
          .filter(file -> !file.getFileName().toString().startsWith(".reelyard"))
          .filter(file -> !KEPT.matcher(file.toString()).matches())
          .forEach(file -> tally.stray("stray file in scratch: " + file));
    }
    try (Stream<Path> workers = Files.list(scratch)) {
      for (Path worker : workers.toList()) {
        try (Stream<Path> kept = Files.list(worker)) {
          long count = kept.filter(each -> each.toString().endsWith(".kept")).count();
          if (count > MOST_KEPT) {
            tally.stray(worker.getFileName() + " keeps " + count + " jobs' files");
          }
        }
      }
    }
  }

  private static void checkWhole(Path result, Tally tally) throws IOException {
    try {
      Shell.run(
          Path.of("/dev/null"),
          List.of("ffmpeg", "-v", "error", "-xerror", "-i", result.toString(), "-f", "null", "-"));
      double seconds = seconds(result);
      if (Math.abs(seconds - CLIP_SECONDS) > 0.5) {
        tally.broken(result + " lasts " + seconds + " s");
      }
    } catch (IllegalStateException e) {
      tally.broken(result + " cannot be decoded");
    }
  }

  private static double seconds(Path film) throws IOException {
    Path answer = Files.createTempFile("reelyard-bench", ".txt");
    try {
      Shell.run(
          answer,
          List.of(
              "ffprobe",
              "-v",
              "error",
              "-show_entries",
              "format=duration",
              "-of",
              "csv=p=0",
              film.toString()));
      return Double.parseDouble(Files.readString(answer).strip());
    } finally {
      Files.delete(answer);
    }
  }

  private static Set<String> files(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return new TreeSet<>();
    }
    try (Stream<Path> paths = Files.walk(folder)) {
      Set<String> names = new TreeSet<>();
      paths.filter(Files::isRegularFile).forEach(path -> names.add(path.getFileName().toString()));
      return names;
    }
  }

  private static void checkNothingRuns(Path folder, Tally tally) {
    ProcessHandle.allProcesses()
        .map(process -> process.info().commandLine().orElse(""))
        .filter(line -> line.contains("HandBrakeCLI") && line.contains(folder.toString()))
        .forEach(line -> tally.stray("stray process: " + line));
  }

  /** What was done and found. */
  private static final class Tally {
    int runs;
    int jobs;
    int attempts;
    int workerKills;
    int freezes;
    int managerKills;
    int managerRestarts;
    final List<String> lost = new ArrayList<>();
    final List<String> doubled = new ArrayList<>();
    final List<String> broken = new ArrayList<>();
    final List<String> stray = new ArrayList<>();

    void lost(String words) {
      lost.add(words);
    }

    void doubled(String words) {
      doubled.add(words);
    }

    void broken(String words) {
      broken.add(words);
    }

    void stray(String words) {
      stray.add(words);
    }

    void print(long seed) {
      Stream.of(lost, doubled, broken, stray).flatMap(List::stream).forEach(System.out::println);
      System.out.printf("%nFaults, seed %d%n%n", seed);
      System.out.println("| what | count |");
      System.out.println("|---|---|");
      row("runs", runs);
      row("jobs", jobs);
      row("attempts", attempts);
      row("workers killed with -9", workerKills);
      row("workers frozen past their lease", freezes);
      row("managers killed with -9", managerKills);
      row("managers restarted", managerRestarts);
      row("jobs lost", lost.size());
      row("jobs completed more than once", doubled.size());
      row("broken results", broken.size());
      row("stray files and processes", stray.size());
      if (!lost.isEmpty() || !doubled.isEmpty() || !broken.isEmpty() || !stray.isEmpty()) {
        System.exit(1);
      }
    }

    private static void row(String what, int count) {
      System.out.printf("| %s | %d |%n", what, count);
    }
  }
}
