package bench;

/** What transfers shall reach, and whether they did. */
final class TransferTargets {

  private static final double ALL = 1e9;

  private final TransferRounds rounds;
  private final TransferLoad large;
  private final TransferLoad small;
  private boolean reached = true;

  TransferTargets(TransferRounds rounds, TransferLoad large, TransferLoad small) {
    this.rounds = rounds;
    this.large = large;
    this.small = small;
  }

  /** The issue's own; true when all are reached. */
  boolean print() {
    System.out.println("\n| target, times the seconds of the other | " + "measured | allowed | |");
    System.out.println("|---|---|---|---|");
    row(TransferHouse.PLAIN, TransferHouse.RAW, 1.25, 3);
    row(TransferHouse.ENCRYPTED, TransferHouse.RAW, 2, 6);
    row(TransferHouse.PLAIN, TransferHouse.VSFTPD, 1, 1);
    row(TransferHouse.PLAIN, TransferHouse.UNHASHED, 1.1, ALL);
    return reached;
  }

  /** Only what is out of all proportion, on any machine. */
  boolean sane() {
    System.out.println("\n| bound, times the seconds of the other | measured | allowed | |");
    System.out.println("|---|---|---|---|");
    row(TransferHouse.PLAIN, TransferHouse.RAW, 6, 30);
    row(TransferHouse.ENCRYPTED, TransferHouse.RAW, 12, 60);
    return reached;
  }

  private void row(String path, String other, double mostLarge, double mostSmall) {
    if (!rounds.has(path) || !rounds.has(other)) {
      System.out.printf("| %s ÷ %s | not measured | | |%n", path, other);
      return;
    }
    for (boolean down : new boolean[] {true, false}) {
      row(path, other, large, down, mostLarge);
      if (mostSmall < ALL) {
        row(path, other, small, down, mostSmall);
      }
    }
  }

  private void row(String path, String other, TransferLoad load, boolean down, double most) {
    double ratio = rounds.ratio(path, other, load, down);
    reached &= ratio <= most;
    System.out.printf(
        "| %s ÷ %s, %s %s | %s | ≤ %s | %s |%n",
        path,
        other,
        load.name(),
        down ? "down" : "up",
        Figures.decimals(ratio, 2),
        Figures.decimals(most, 2),
        ratio <= most ? "reached" : "missed");
  }
}
