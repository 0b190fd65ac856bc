package bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Moves every load by every path in both directions, round by round, in changing order. */
final class TransferRounds {

  private static final double LEAST_SECONDS = 0.001;
  private static final int EMPTY_TIMES = 5;

  private record Cell(String path, TransferLoad load, boolean down) {}

  private final TransferHouse house;
  private final Path folder;
  private final List<TransferLoad> loads;
  private final Map<Cell, List<Double>> seconds = new HashMap<>();
  private final Map<Cell, Double> empty = new HashMap<>();

  TransferRounds(TransferHouse house, Path folder, List<TransferLoad> loads) {
    this.house = house;
    this.folder = folder;
    this.loads = loads;
  }

  /**
   * Everything is in memory, and compiled as in processes that have run for a while; what arrives
   * is compared in full.
   *
   * @param times that our own processes move everything
   */
  void warmUp(int times) throws IOException {
    for (TransferLoad load : loads) {
      load.warm();
      for (TransferPath path : house.paths()) {
        for (int i = 0; i < (path instanceof JavaPath ? times : 1); i++) {
          if (load.goes(true)) {
            move(path, load, true, i == 0);
          }
          move(path, load, false, i == 0);
        }
      }
    }
    house.forget();
    measureEmpty();
  }

  /** What it takes to start a program, log in and move a byte; to be left out of what counts. */
  private void measureEmpty() throws IOException {
    for (TransferLoad load : loads) {
      TransferLoad tiny = load.tiny(folder);
      for (TransferPath path :
          house.paths().stream().filter(TransferPath::startsPrograms).toList()) {
        for (boolean down : ways(load)) {
          List<Double> took = new ArrayList<>();
          for (int i = 0; i < EMPTY_TIMES; i++) {
            took.add(move(path, tiny, down, true));
          }
          empty.put(new Cell(path.name(), load, down), new Figures(took).median());
        }
      }
    }
  }

  void measure(int round) throws IOException {
    List<TransferPath> paths = house.paths();
    for (TransferLoad load : loads) {
      for (boolean down : ways(load)) {
        for (int i = 0; i < paths.size(); i++) {
          TransferPath path = paths.get((i + round) % paths.size());
          Cell cell = new Cell(path.name(), load, down);
          double alone = move(path, load, down, false) - empty.getOrDefault(cell, 0.0);
          // On a busy machine a program can take longer to start than it took to move a little.
          double took = Math.max(LEAST_SECONDS, alone);
          seconds.computeIfAbsent(cell, any -> new ArrayList<>()).add(took);
          System.err.printf(
              "round %d: %s %s by %s: %s s%n",
              round, load.name(), down ? "down" : "up", path.name(), Figures.decimals(took, 3));
        }
      }
    }
  }

  private static List<Boolean> ways(TransferLoad load) {
    return load.goes(true) ? List.of(true, false) : List.of(false);
  }

  private double move(TransferPath path, TransferLoad load, boolean down, boolean byteForByte)
      throws IOException {
    Path into = Files.createDirectory(folder.resolve("into"));
    Files.setPosixFilePermissions(into, PosixFilePermissions.fromString("rwxrwxrwx"));
    try {
      double took = down ? path.down(load, into) : path.up(load, into);
      if (!load.arrived(into, byteForByte)) {
        throw new IOException(path.name() + " did not bring all files as they were sent");
      }
      return took;
    } finally {
      TransferBench.remove(into);
    }
  }

  boolean has(String path) {
    return seconds.keySet().stream().anyMatch(cell -> cell.path().equals(path));
  }

  double median(String path, TransferLoad load, boolean down) {
    return new Figures(seconds.get(new Cell(path, load, down))).median();
  }

  /** The quickest round: what waits each time cannot hide in it, what was disturbed once can. */
  double least(String path, TransferLoad load, boolean down) {
    return new Figures(seconds.get(new Cell(path, load, down))).percentile(0);
  }

  /** The median of the ratios of the rounds: what slows the machine down slows both. */
  double ratio(String path, String other, TransferLoad load, boolean down) {
    List<Double> mine = seconds.get(new Cell(path, load, down));
    List<Double> theirs = seconds.get(new Cell(other, load, down));
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < mine.size(); i++) {
      ratios.add(mine.get(i) / theirs.get(i));
    }
    return new Figures(ratios).median();
  }

  void print() {
    StringBuilder head = new StringBuilder("| seconds (÷ raw) |");
    for (TransferLoad load : loads) {
      for (boolean down : ways(load)) {
        head.append(" %s %s |".formatted(load.name(), down ? "down" : "up"));
      }
    }
    System.out.println(head);
    System.out.println(head.toString().replaceAll("[^|]+", "---"));
    for (TransferPath path : house.paths()) {
      StringBuilder line = new StringBuilder("| " + path.name() + " |");
      for (TransferLoad load : loads) {
        for (boolean down : ways(load)) {
          line.append(
              " %s (%s) |"
                  .formatted(
                      Figures.decimals(median(path.name(), load, down), 2),
                      Figures.decimals(ratio(path.name(), TransferHouse.RAW, load, down), 2)));
        }
      }
      System.out.println(line);
    }
    for (TransferPath path : house.paths().stream().filter(TransferPath::startsPrograms).toList()) {
      List<String> words = new ArrayList<>();
      for (TransferLoad load : loads) {
        for (boolean down : ways(load)) {
          words.add(Figures.decimals(empty.get(new Cell(path.name(), load, down)), 3));
        }
      }
      System.out.printf(
          "%nStart and login, left out of %s: %s s%n", path.name(), String.join(", ", words));
    }
  }
}
