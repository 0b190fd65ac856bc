package bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * What the farm costs beside bare HandBrakeCLI: time, gaps, delay of progress, start and memory.
 *
 * <p>{@code ./reelyard bench overhead} prints the table of docs/benchmarks.md; with {@code --short}
 * it goes through the same steps with less of everything, to see that they work.
 */
public final class OverheadBench {

  static final String PRESET = "Fast 1080p30";

  /** As {@code ./reelyard run} starts its processes. */
  static final List<String> JAVA_OPTIONS =
      List.of("-XX:+UseSerialGC", "-Xms32m", "-Xmx512m", "-XX:+ExitOnOutOfMemoryError");

  private OverheadBench() {}

  public static void main(String[] args) throws Exception {
    boolean brief = List.of(args).contains("--short");
    Path home = Path.of(System.getProperty("reelyard.home", ".")).toAbsolutePath().normalize();
    Path folder = Files.createDirectories(home.resolve("target/bench"));
    int rounds = brief ? 1 : 3;
    List<Path> clips = BenchClips.make(folder.resolve("clips"), brief ? 2 : 6, brief ? 2 : 20);
    List<Path> shortClips = BenchClips.make(folder.resolve("clips"), brief ? 3 : 6, 1);

    List<Row> rows = new ArrayList<>();
    rows.addAll(new OverheadRounds(folder, clips, rounds).measure());
    rows.addAll(new GapRun(folder, shortClips, brief ? 1 : 4, brief ? 500 : 10_000).measure());
    rows.addAll(new LagRun(folder, clips.get(clips.size() > 1 ? 1 : 0)).measure());
    rows.addAll(new StartRuns(home, folder, shortClips.get(0), brief ? 1 : 5).measure());

    System.out.printf(
        "%nOverhead, %s, %s%s%n%n",
        LocalDate.now(ZoneOffset.UTC), machine(), brief ? ", short" : "");
    System.out.println("| what | measured | target |");
    System.out.println("|---|---|---|");
    rows.forEach(
        row -> System.out.printf("| %s | %s | %s |%n", row.what, row.measured, row.target));
  }

  /** A line of the table. */
  record Row(String what, String measured, String target) {}

  static String machine() throws IOException {
    String processor =
        Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
            .filter(line -> line.startsWith("model name"))
            .map(line -> line.replaceFirst(".*: ", ""))
            .findFirst()
            .orElse("unknown processor");
    return "%d cores (%s), JDK %s, JVM options of the farm %s"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            processor,
            System.getProperty("java.version"),
            String.join(" ", JAVA_OPTIONS));
  }

  /** The bare command for the same work. */
  static List<String> bare(Path clip, Path result) {
    return List.of(
        "HandBrakeCLI",
        "-i",
        clip.toString(),
        "-o",
        result.toString(),
        "--preset",
        PRESET,
        "--format",
        "av_mp4");
  }
}
