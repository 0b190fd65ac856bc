package bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.LogManager;

/**
 * Transfers over a wire that breaks, stalls, lies and mixes up replies, to and from disks that are
 * full, while staging is killed: every file must arrive whole, or its attempt fail with a reason.
 *
 * <p>{@code ./reelyard bench breaks [--short] [--seed N]}; the seed picks what breaks where, the
 * machine what moves until then.
 */
public final class BreaksBench {

  private BreaksBench() {}

  public static void main(String[] args) throws Exception {
    List<String> words = List.of(args);
    LogManager.getLogManager().reset();
    boolean brief = words.contains("--short");
    int at = words.indexOf("--seed");
    long seed = at < 0 ? System.nanoTime() & 0xFFFF : Long.parseLong(words.get(at + 1));
    Path folder = Files.createTempDirectory("reelyard-breaks").toRealPath();
    Thread tidy = new Thread(() -> TransferBench.remove(folder), "tidy");
    Runtime.getRuntime().addShutdownHook(tidy);
    boolean good;
    try (BreakRuns runs = new BreakRuns(folder, seed)) {
      int times = brief ? 2 : 20;
      runs.cuts(true, brief ? 30 : 200);
      runs.cuts(false, brief ? 30 : 200);
      runs.encryptedCuts(brief ? 10 : 100);
      runs.stalls(brief ? 1 : 5);
      runs.flips(true, times);
      runs.flips(false, times);
      runs.replies(times);
      runs.fullDisks();
      runs.kills(true, brief ? 1 : 5);
      runs.kills(false, brief ? 1 : 5);
      System.out.printf("%nBreaks, seed %d%s%n%n", seed, brief ? ", short" : "");
      good = runs.print();
    }
    System.exit(good ? 0 : 1);
  }
}
