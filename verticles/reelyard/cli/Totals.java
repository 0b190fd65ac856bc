package reelyard.cli;

/** A table of what was done: attempts by outcome, time, and sizes before and after. */
final class Totals {

  private final TextTable table;

  /**
   * @param what has a row, such as WORKER
   */
  Totals(String what) {
    this.table =
        new TextTable(
            what,
            "COMPLETE",
            "FAILED",
            "STOPPED",
            "GIVEN BACK",
            "BUSY",
            "TRANSCODING",
            "BEFORE",
            "AFTER",
            "SAVED");
  }

  void row(String key, long[] attempts, long busyMillis, long transcodeMillis, long[] bytes) {
    table.row(
        Words.printable(key),
        String.valueOf(attempts[0]),
        String.valueOf(attempts[1]),
        String.valueOf(attempts[2]),
        String.valueOf(attempts[3]),
        Words.duration(busyMillis / 1000),
        Words.duration(transcodeMillis / 1000),
        Words.bytes(bytes[0]),
        Words.bytes(bytes[1]),
        bytes[0] <= 0 ? "" : Math.round(100.0 * (bytes[0] - bytes[1]) / bytes[0]) + " %");
  }

  TextTable table() {
    return table;
  }
}
