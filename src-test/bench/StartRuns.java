package bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code ./reelyard transcode} of a short clip beside bare HandBrakeCLI, with a built jar. */
final class StartRuns {

  private final Path home;
  private final Path folder;
  private final Path clip;
  private final int times;

  StartRuns(Path home, Path folder, Path clip, int times) {
    this.home = home;
    this.folder = folder;
    this.clip = clip;
    this.times = times;
  }

  List<OverheadBench.Row> measure() throws IOException {
    Path log = folder.resolve("start.log");
    Path results = Files.createDirectories(folder.resolve("start"));
    List<Double> more = new ArrayList<>();
    transcode(log, results);
    for (int i = 0; i < times; i++) {
      double bare = Shell.seconds(log, OverheadBench.bare(clip, results.resolve("bare.mp4")));
      more.add(transcode(log, results) - bare);
    }
    Figures figures = new Figures(more);
    System.err.println("start, seconds more than bare: " + figures);
    return List.of(
        new OverheadBench.Row(
            "./reelyard transcode of a 1 s clip, more than bare, median of " + times,
            Figures.decimals(figures.median(), 2) + " s",
            "≤ 2 s"));
  }

  private double transcode(Path log, Path results) {
    return Shell.seconds(
        log,
        List.of(
            home.resolve("reelyard").toString(),
            "transcode",
            clip.toString(),
            "-o",
            results.toString(),
            "--overwrite"));
  }
}
