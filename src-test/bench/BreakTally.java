package bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts what became of transfers in trouble, and knows what should have. */
final class BreakTally {

  /** Of one kind of trouble in one direction. */
  static final class Row {

    private final BreakPromise promise;
    private final Map<String, Integer> reasons = new TreeMap<>();
    private final List<String> broken = new ArrayList<>();
    private int files;
    private int planned;
    private int faults;
    private int lateReplies;
    private int whole;
    private int doors;
    private int wrong;
    private long bytes;
    private long carried;

    Row(BreakPromise promise) {
      this.promise = promise;
    }

    /** How a transfer of so many bytes ended; reason is null when it arrived whole. */
    void ended(WireFaults wire, long fileBytes, long carriedBytes, String reason) {
      files++;
      planned += wire.planned();
      faults += wire.count();
      lateReplies += wire.lateReplies();
      bytes += fileBytes;
      carried += carriedBytes;
      if (reason == null) {
        whole++;
      } else {
        reasons.merge(reason, 1, Integer::sum);
      }
      expect(wire.count() == wire.planned(), "not every planned fault came about");
      if (promise.reason() == null) {
        expect(wire.planned() + wire.lateReplies() > 0, "nothing went wrong");
        expect(reason == null, "not every file arrived");
        expect(
            carriedBytes <= promise.mostCarried(fileBytes, wire.count()),
            "more was sent again than promised");
      } else {
        expect(promise.reason().name().equals(reason), "it did not fail for " + promise.reason());
      }
    }

    /** It arrived other than it was sent, or stands there though it failed. */
    void wrong() {
      wrong++;
      expect(false, "something wrong stands under a result's name");
    }

    /** Another door was asked for after this failure. */
    void anotherDoor() {
      doors++;
    }

    private void expect(boolean kept, String otherwise) {
      if (!kept && !broken.contains(otherwise)) {
        broken.add(otherwise);
      }
    }

    private String line() {
      return "%d | %d of %d | %d | %d | %d | %s | %d | %s |"
          .formatted(
              files,
              faults,
              planned,
              lateReplies,
              doors,
              whole,
              reasons.isEmpty() ? "0" : reasons.toString(),
              wrong,
              Figures.decimals((double) carried / bytes, 2));
    }
  }

  private final Map<String, Row> rows = new LinkedHashMap<>();
  private final List<String> leftOut = new ArrayList<>();

  Row row(String what, BreakPromise promise, boolean down) {
    String name = what + (down ? ", fetching" : ", returning");
    return rows.computeIfAbsent(name, any -> new Row(promise));
  }

  void leftOut(String what, String why) {
    leftOut.add(what + ": left out, " + why);
  }

  /** Whether all faults came about, and every transfer ended as is promised for its trouble. */
  boolean print() {
    System.out.println(
        "| trouble | files | faults of planned | late replies | asked for another door"
            + " | arrived whole | failed, saying why | wrong or half | bytes carried ÷ file |");
    System.out.println("|---|---|---|---|---|---|---|---|---|");
    rows.forEach((name, row) -> System.out.println("| " + name + " | " + row.line()));
    leftOut.forEach(System.out::println);
    rows.forEach(
        (name, row) ->
            row.broken.forEach(why -> System.out.println("BROKEN: " + name + ": " + why)));
    return rows.values().stream().allMatch(row -> row.broken.isEmpty());
  }
}
