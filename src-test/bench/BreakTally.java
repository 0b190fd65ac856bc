package bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts what became of transfers in trouble. */
final class BreakTally {

  /** Of one kind of trouble in one direction. */
  static final class Row {

    private final Map<String, Integer> reasons = new TreeMap<>();
    private int files;
    private int faults;
    private int whole;
    private int doors;
    private int wrong;
    private long bytes;
    private long carried;

    /** How a transfer of so many bytes ended; reason is null when it arrived whole. */
    void ended(int happened, long fileBytes, long carriedBytes, String reason) {
      files++;
      faults += happened;
      bytes += fileBytes;
      carried += carriedBytes;
      if (reason == null) {
        whole++;
      } else {
        reasons.merge(reason, 1, Integer::sum);
      }
    }

    /** It arrived other than it was sent, and nobody noticed. */
    void wrong() {
      wrong++;
    }

    /** Another door was asked for after this failure. */
    void anotherDoor() {
      doors++;
    }

    private String line() {
      return "%d | %d | %d | %d | %s | %d | %s |"
          .formatted(
              files,
              faults,
              doors,
              whole,
              reasons.isEmpty() ? "0" : reasons.toString(),
              wrong,
              bytes == 0 ? "" : Figures.decimals((double) carried / bytes, 2));
    }
  }

  private final Map<String, Row> rows = new LinkedHashMap<>();
  private final List<String> leftOut = new ArrayList<>();

  Row row(String what, boolean down) {
    return rows.computeIfAbsent(what + (down ? ", fetching" : ", returning"), name -> new Row());
  }

  void leftOut(String what, String why) {
    leftOut.add(what + ": left out, " + why);
  }

  /** Whether every file arrived whole or failed with a reason, and every fault came about. */
  boolean print() {
    System.out.println(
        "| trouble | files | faults | asked for another door | arrived whole | failed, saying why"
            + " | arrived wrong | bytes carried ÷ file |");
    System.out.println("|---|---|---|---|---|---|---|---|");
    rows.forEach((name, row) -> System.out.println("| " + name + " | " + row.line()));
    leftOut.forEach(System.out::println);
    return rows.values().stream()
        .allMatch(row -> row.wrong == 0 && row.faults > 0 && row.whole + sum(row) == row.files);
  }

  private static int sum(Row row) {
    return row.reasons.values().stream().mapToInt(Integer::intValue).sum();
  }
}
