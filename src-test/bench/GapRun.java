package bench;

import java.io.IOException;
import java.io.UncheckedIOException;
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
  private final int many;

  GapRun(Path folder, List<Path> clips, int times, int many) {
    this.many = many;
    this.folder = folder;
    this.clips = clips;
    this.times = times;
  }

  List<OverheadBench.Row> measure() throws IOException, InterruptedException {
    List<OverheadBench.Row> rows = new ArrayList<>();
    rows.addAll(rows("with %d jobs queued".formatted(clips.size()), few()));
    rows.addAll(rows("with %,d jobs queued".formatted(many), whileManyWait()));
    return rows;
  }

  private List<OverheadBench.Row> rows(String when, List<Double> gaps) {
    Figures figures = new Figures(gaps);
    System.err.println("gaps in ms " + when + ": " + figures);
    return List.of(
        new OverheadBench.Row(
            "gap between two HandBrakeCLI processes %s, median of %d"
                .formatted(when, figures.count()),
            Figures.decimals(figures.median(), 1) + " ms",
            "≤ 20 ms"),
        new OverheadBench.Row(
            "the longest of them", Figures.decimals(figures.max(), 1) + " ms", ""));
  }

  private List<Double> few() throws IOException, InterruptedException {
    List<Double> gaps = new ArrayList<>();
    Path notes = folder.resolve("gap-notes.txt");
    try (ProcessFarm farm = farm("gap", notes)) {
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
    return gaps;
  }

  /** The first few of very many, whose rest the farm's end leaves undone. */
  private List<Double> whileManyWait() throws IOException {
    Path notes = folder.resolve("gap-many-notes.txt");
    Files.deleteIfExists(notes);
    try (ProcessFarm farm = farm("gap-many", notes)) {
      farm.submitMany(clips.get(0), OverheadBench.PRESET, folder.resolve("many"), many);
      int wanted = 2 * times * clips.size();
      farm.await("encodes", () -> Files.exists(notes) && lines(notes).size() > wanted);
    }
    return gaps(lines(notes).subList(0, 2 * times * clips.size()));
  }

  private ProcessFarm farm(String name, Path notes) throws IOException {
    Path script = script(folder.resolve(name + "-handbrake"), SCRIPT.formatted(notes));
    ProcessFarm farm =
        new ProcessFarm(folder.resolve(name), script.toString(), OverheadBench.JAVA_OPTIONS);
    farm.startManager();
    farm.startWorker("bench");
    return farm;
  }

  private static List<String> lines(Path notes) {
    try {
      return Files.readAllLines(notes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
