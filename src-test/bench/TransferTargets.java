package bench;

/** What transfers shall reach, and whether they did. */
final class TransferTargets {

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
    System.out.println("\n| target, times the seconds of the other | measured | allowed | |");
    System.out.println("|---|---|---|---|");
    row(TransferHouse.PLAIN, TransferHouse.RAW, large, 1.25, 1.25);
    row(TransferHouse.PLAIN, TransferHouse.RAW, small, 3, 3);
    row(TransferHouse.ENCRYPTED, TransferHouse.RAW, large, 2, 2);
    row(TransferHouse.ENCRYPTED, TransferHouse.RAW, small, 6, 6);
    row(TransferHouse.PLAIN, TransferHouse.VSFTPD, large, 1, 1);
    row(TransferHouse.PLAIN, TransferHouse.VSFTPD, small, 1, 1);
    row(TransferHouse.PLAIN, TransferHouse.UNHASHED, large, 1.1, 1.1);
    return reached;
  }

  /** Only what is out of all proportion, on any machine. */
  boolean sane() {
    System.out.println("\n| bound, times the seconds of the other | measured | allowed | |");
    System.out.println("|---|---|---|---|");
    row(TransferHouse.PLAIN, TransferHouse.RAW, large, 10, 10);
    row(TransferHouse.PLAIN, TransferHouse.RAW, small, 30, 150);
    row(TransferHouse.ENCRYPTED, TransferHouse.RAW, large, 60, 60);
    row(TransferHouse.ENCRYPTED, TransferHouse.RAW, small, 100, 500);
    return reached;
  }

  private void row(String path, String other, TransferLoad load, double mostDown, double mostUp) {
    if (rounds.has(path) && rounds.has(other)) {
      row(path, other, load, true, mostDown);
      row(path, other, load, false, mostUp);
    } else {
      System.out.printf("| %s ÷ %s, %s | not measured | | |%n", path, other, load.name());
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
