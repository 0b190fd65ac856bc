package bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import reelyard.node.Logging;

/**
 * What the queue bears: submissions, claims with up to a million jobs waiting, a thousand workers,
 * a million archived jobs.
 *
 * <p>{@code ./reelyard bench queue} prints the tables of docs/benchmarks.md; with {@code --short}
 * it goes through the same steps with less of everything and without BullMQ, to see that they work;
 * with the names of parts (submissions, dispatch, workers, history) it runs these alone.
 */
public final class QueueBench {

  private QueueBench() {}

  public static void main(String[] args) throws Exception {
    Logging.start();
    List<String> asked = new ArrayList<>(List.of(args));
    boolean brief = asked.remove("--short");
    Path home = Path.of(System.getProperty("reelyard.home", ".")).toAbsolutePath().normalize();
    Path folder = Files.createDirectories(home.resolve("target/bench/queue"));
    System.out.printf(
        "%nQueue, %s, %s%s%n",
        LocalDate.now(ZoneOffset.UTC), OverheadBench.machine(), brief ? ", short" : "");
    if (wants(asked, "submissions")) {
      submissions(home, folder, brief);
    }
    if (wants(asked, "dispatch")) {
      List<Integer> sizes = brief ? List.of(1_000, 5_000) : List.of(1_000, 100_000, 1_000_000);
      print(new QueueDispatch(folder, sizes, brief ? 40 : 400, brief ? 100 : 1_000).measure());
    }
    if (wants(asked, "workers")) {
      print(new QueueLoad(folder, brief ? 50 : 1_000, brief ? 2 : 30).measure());
    }
    if (wants(asked, "history")) {
      print(new QueueHistory(folder, brief ? 2_000 : 1_000_000, brief ? 1_000 : 100_000).measure());
    }
    // Netty's and Hazelcast's threads may linger.
    System.exit(0);
  }

  private static boolean wants(List<String> asked, String part) {
    return asked.isEmpty() || asked.contains(part);
  }

  private static void print(List<OverheadBench.Row> rows) {
    System.out.printf("%n| what | measured | target |%n|---|---|---|%n");
    rows.forEach(
        row -> System.out.printf("| %s | %s | %s |%n", row.what(), row.measured(), row.target()));
  }

  /** So many requests of so many jobs, so many under way at once. */
  private record Pattern(String what, int requests, int jobsEach, int inFlight) {}

  private static List<Pattern> patterns(boolean brief) {
    int less = brief ? 20 : 1;
    return List.of(
        new Pattern("one job a request, one after the other", 3_000 / less, 1, 1),
        new Pattern("one job a request, 32 under way", 20_000 / less, 1, 32),
        new Pattern("1,000 jobs a request", 60 / less, 1_000, 1),
        new Pattern("10,000 jobs a request", Math.max(1, 10 / less), 10_000, 1));
  }

  /** Turn about, on one machine, each by one client process over loopback. */
  private static void submissions(Path home, Path folder, boolean brief) throws Exception {
    String lacking = brief ? "BullMQ is left out of the short run" : BullMq.lacking();
    List<String> lines = new ArrayList<>();
    try (QueueFarm farm = new QueueFarm(folder.resolve("submissions"), "scheduler")) {
      farm.start("4g");
      QueueSubmissions own = new QueueSubmissions(farm);
      own.perSecond(brief ? 20 : 5_000, 1, 32);
      own.perSecond(brief ? 1 : 20, 1_000, 1);
      try (BullMq peer = lacking.isEmpty() ? BullMq.start(home, folder.resolve("bullmq")) : null) {
        for (Pattern each : patterns(brief)) {
          double ours = own.perSecond(each.requests, each.jobsEach, each.inFlight);
          double theirs =
              peer == null ? 0 : peer.perSecond(each.requests, each.jobsEach, each.inFlight);
          String line =
              peer == null
                  ? "| %s | %,.0f | | |".formatted(each.what, ours)
                  : "| %s | %,.0f | %,.0f | %.2f |"
                      .formatted(each.what, ours, theirs, ours / theirs);
          lines.add(line);
          System.err.println(line);
        }
      }
    }
    System.out.printf("%n| durable submissions a second | Reelyard | BullMQ | ratio |%n");
    System.out.println("|---|---|---|---|");
    lines.forEach(System.out::println);
    if (!lacking.isEmpty()) {
      System.out.println(lacking);
    }
  }
}
