package bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * How fast files travel between staging and a worker, beside what else this machine can move files
 * with, all in turn in one run: {@code ./reelyard bench transfer} prints the tables of
 * docs/benchmarks.md and fails when a target is missed; with {@code --short} it moves less, and
 * fails when something is out of all proportion.
 */
public final class TransferBench {

  /** So many workers return small results at the same time. */
  private static final int BESIDE = 4;

  private TransferBench() {}

  public static void main(String[] args) throws Exception {
    List<String> words = List.of(args);
    boolean brief = words.equals(List.of("--short"));
    if (!brief && !words.isEmpty()) {
      System.err.println("bench transfer takes nothing but --short");
      System.exit(2);
    }
    Path home = Path.of(System.getProperty("reelyard.home", ".")).toAbsolutePath().normalize();
    Path folder = Files.createTempDirectory("reelyard-transfer");
    // For vsftpd, whose visitors are nobody.
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Thread tidy = new Thread(() -> remove(folder), "tidy");
    Runtime.getRuntime().addShutdownHook(tidy);
    boolean good;
    try (TransferHouse house = new TransferHouse(home, folder)) {
      TransferLoad large = TransferLoad.large(folder, brief ? 256 : 2048);
      TransferLoad small = TransferLoad.small(folder, brief ? 50 : 200);
      TransferLoad crowd = small.beside(BESIDE);
      TransferRounds rounds = new TransferRounds(house, folder, List.of(large, small, crowd));
      rounds.warmUp(brief ? 1 : 4);
      for (int round = 1; round <= 3; round++) {
        rounds.measure(round);
      }
      System.out.printf(
          "%nTransfers, %s, %s%s%n%n",
          LocalDate.now(ZoneOffset.UTC), OverheadBench.machine(), brief ? ", short" : "");
      rounds.print();
      house.printProcessor();
      house.printParts();
      new TransferCrowd(house, folder, brief ? 8 : 64).print();
      TransferTargets targets = new TransferTargets(house, rounds, large, small, crowd);
      good = brief ? targets.sane() : targets.print();
    }
    System.exit(good ? 0 : 1);
  }

  /** With everything in it. */
  static void remove(Path folder) {
    try (Stream<Path> paths = Files.walk(folder)) {
      List<Path> all = new ArrayList<>(paths.sorted(Comparator.reverseOrder()).toList());
      for (Path path : all) {
        Files.delete(path);
      }
    } catch (IOException e) {
      System.err.println(folder + " could not be removed: " + e);
    }
  }
}
