package bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import reelyard.node.Logging;

/**
 * What watchers and programs cost a manager: many pages that watch many running jobs, submissions
 * over HTTP, pages of a long list, and that list in a browser.
 *
 * <p>{@code ./reelyard bench faces} prints the tables of docs/benchmarks.md; with {@code --short}
 * it goes through the same steps with less of everything; with the names of parts (watchers,
 * submissions, lists, page) it runs these alone.
 */
public final class FacesBench {

  private FacesBench() {}

  public static void main(String[] args) throws Exception {
    Logging.start();
    List<String> asked = new ArrayList<>(List.of(args));
    boolean brief = asked.remove("--short");
    Path home = Path.of(System.getProperty("reelyard.home", ".")).toAbsolutePath().normalize();
    Path folder = Files.createDirectories(home.resolve("target/bench/faces"));
    System.out.printf(
        "%nFaces, %s, %s%s%n",
        LocalDate.now(ZoneOffset.UTC), OverheadBench.machine(), brief ? ", short" : "");
    List<OverheadBench.Row> rows = new ArrayList<>();
    if (wants(asked, "watchers")) {
      rows.addAll(
          brief
              ? new FacesWatchers(folder, 50, 10, 20, 5).measure()
              : new FacesWatchers(folder, 1_000, 100, 40, 300).measure());
    }
    if (wants(asked, "submissions")) {
      rows.addAll(new FacesSubmissions(folder, brief ? 200 : 10_000).measure());
    }
    // In short the tests read lists and open a browser often enough.
    if (wants(asked, "lists") && !(brief && asked.isEmpty())) {
      rows.addAll(new FacesLists(folder, brief ? 1_000 : 1_000_000, brief ? 10 : 300).measure());
    }
    if (wants(asked, "page") && !(brief && asked.isEmpty())) {
      rows.addAll(new FacesPage(folder, brief ? 2_000 : 100_000).measure());
    }
    System.out.printf("%n| what | measured | target |%n|---|---|---|%n");
    rows.forEach(
        row -> System.out.printf("| %s | %s | %s |%n", row.what(), row.measured(), row.target()));
    // Netty's and Hazelcast's threads may linger.
    System.exit(0);
  }

  private static boolean wants(List<String> asked, String part) {
    return asked.isEmpty() || asked.contains(part);
  }
}
