package bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import reelyard.ProcessFarm;

/**
 * From the end of one HandBrakeCLI process to the start of the next on the same worker. A shell
 * script around HandBrakeCLI notes both; its own start and end count as gap.
 */
final class GapRun {

  private static final String SCRIPT =
      """
      #!/bin/bash
      case " $* " in *" -o "*) ;; *) exec HandBrakeCLI "$@" ;; esac
      echo "start $EPOCHREALTIME" >> '%1$s'
      HandBrakeCLI "$@"
      code=$?
      echo "end $EPOCHREALTIME" >> '%1$s'
      exit $code
      """;

  private final Path folder;
  private final List<Path> clips;
  private final int times;

  GapRun(Path folder, List<Path> clips, int times) {
    this.folder = folder;
    this.clips = clips;
    this.times = times;
  }

  List<OverheadBench.Row> measure() throws IOException, InterruptedException {
    List<Double> gaps = new ArrayList<>();
    Path notes = folder.resolve("gap-notes.txt");
    Path script = script(folder.resolve("gap-handbrake"), SCRIPT.formatted(notes));
    try (ProcessFarm farm = new ProcessFarm(folder.resolve("gap"), script.toString(), List.of())) {
      farm.startManager();
      farm.startWorker("bench");
      for (int i = 0; i < times; i++) {
        Files.deleteIfExists(notes);
        CountDownLatch left = new CountDownLatch(clips.size());
        try (EventListener events =
            new EventListener(farm.events(), message -> Endings.count(message, left))) {
          events.register("reelyard.farm.jobs");
          farm.submit(clips, OverheadBench.PRESET, folder.resolve("results"));
          if (!left.await(10, TimeUnit.MINUTES)) {
            throw new IOException("the farm did not finish; see " + folder);
          }
        }
        gaps.addAll(gaps(Files.readAllLines(notes)));
      }
    }
    Figures figures = new Figures(gaps);
    System.err.println("gaps in ms: " + figures);
    return List.of(
        new OverheadBench.Row(
            "gap between two HandBrakeCLI processes, median of " + figures.count(),
            Figures.decimals(figures.median(), 1) + " ms",
            "≤ 20 ms"),
        new OverheadBench.Row(
            "the longest of them", Figures.decimals(figures.max(), 1) + " ms", ""));
  }

  private static List<Double> gaps(List<String> notes) {
    List<Double> gaps = new ArrayList<>();
    for (int i = 1; i + 1 < notes.size(); i += 2) {
      gaps.add((seconds(notes.get(i + 1), "start") - seconds(notes.get(i), "end")) * 1000);
    }
    return gaps;
  }

  private static double seconds(String note, String kind) {
    if (!note.startsWith(kind)) {
      throw new IllegalStateException("expected a note of a " + kind + ", found " + note);
    }
    return Double.parseDouble(note.substring(kind.length() + 1));
  }

  static Path script(Path path, String text) throws IOException {
    Files.writeString(path, text);
    return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
