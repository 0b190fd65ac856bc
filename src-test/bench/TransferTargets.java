package bench;

import java.util.List;

/** What transfers shall reach, and whether they did. */
final class TransferTargets {

  /** Below Nagle's 40 ms, well above what a file takes on a busy machine. */
  private static final double MOST_MILLIS = 30;

  private final TransferHouse house;
  private final TransferRounds rounds;
  private final TransferLoad large;
  private final TransferLoad small;
  private final TransferLoad crowd;
  private int reached;
  private int missed;
  private int unknown;

  TransferTargets(
      TransferHouse house,
      TransferRounds rounds,
      TransferLoad large,
      TransferLoad small,
      TransferLoad crowd) {
    this.crowd = crowd;
    this.house = house;
    this.rounds = rounds;
    this.large = large;
    this.small = small;
  }

  /** Says what was reached; true when nothing was missed. */
  boolean print() {
    System.out.println("\n| target, times the seconds of the other | measured | allowed | |");
    System.out.println("|---|---|---|---|");
    row(TransferHouse.PLAIN, TransferHouse.RAW, large, 1.25);
    row(TransferHouse.PLAIN, TransferHouse.RAW, small, 3);
    row(TransferHouse.PLAIN, TransferHouse.RAW, crowd, 3);
    row(TransferHouse.ENCRYPTED, TransferHouse.RAW, large, 2);
    row(TransferHouse.ENCRYPTED, TransferHouse.RAW, small, 6);
    row(TransferHouse.ENCRYPTED, TransferHouse.RAW, crowd, 6);
    row(TransferHouse.PLAIN, TransferHouse.VSFTPD, large, 1);
    row(TransferHouse.PLAIN, TransferHouse.VSFTPD, small, 1);
    row(TransferHouse.PLAIN, TransferHouse.VSFTPD, crowd, 1);
    row(TransferHouse.PLAIN, TransferHouse.UNHASHED, large, 1.1);
    return nothingMissed();
  }

  /** What holds on any machine, however busy, unless something broke: of the quickest rounds. */
  boolean sane() {
    System.out.println("\n| bound | measured | allowed | |");
    System.out.println("|---|---|---|---|");
    for (String path : new String[] {TransferHouse.PLAIN, TransferHouse.ENCRYPTED}) {
      double down = 1000 * rounds.least(path, small, true) / small.files().size();
      row(path + ", ms per small file down", down, MOST_MILLIS);
      // Each is an attempt of its own, that a busy machine lets wait several times.
      row(path + ", ms per small file up, quickest quarter", house.quickestUp(path), MOST_MILLIS);
    }
    for (boolean down : new boolean[] {true, false}) {
      leastRow(TransferHouse.PLAIN, TransferHouse.RAW, down, 8);
      leastRow(TransferHouse.ENCRYPTED, TransferHouse.RAW, down, 40);
      leastRow(TransferHouse.PLAIN, TransferHouse.UNHASHED, down, 2.5);
    }
    return nothingMissed();
  }

  private boolean nothingMissed() {
    System.out.printf("%n%d reached, %d missed, %d not measured%n", reached, missed, unknown);
    return missed == 0;
  }

  private void leastRow(String path, String other, boolean down, double most) {
    double ratio = rounds.least(path, large, down) / rounds.least(other, large, down);
    row(path + " ÷ " + other + ", " + large.name() + way(down), ratio, most);
  }

  private void row(String path, String other, TransferLoad load, double most) {
    for (boolean down : load.goes(true) ? List.of(true, false) : List.of(false)) {
      String what = path + " ÷ " + other + ", " + load.name() + way(down);
      if (rounds.has(path) && rounds.has(other)) {
        row(what, rounds.ratio(path, other, load, down), most);
      } else {
        unknown++;
        System.out.printf("| %s | | ≤ %s | not measured |%n", what, Figures.decimals(most, 2));
      }
    }
  }

  private void row(String what, double measured, double most) {
    boolean good = measured <= most;
    reached += good ? 1 : 0;
    missed += good ? 0 : 1;
    System.out.printf(
        "| %s | %s | ≤ %s | %s |%n",
        what,
        Figures.decimals(measured, 2),
        Figures.decimals(most, 2),
        good ? "reached" : "missed");
  }

  private static String way(boolean down) {
    return down ? " down" : " up";
  }
}
