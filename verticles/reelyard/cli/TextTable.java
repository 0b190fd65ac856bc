package reelyard.cli;

import java.util.ArrayList;
import java.util.List;

/** Rows in aligned columns, the last one as long as it is. Nothing is cut. */
final class TextTable {

  private final List<List<String>> rows = new ArrayList<>();

  TextTable(String... headings) {
    row(headings);
  }

  /** A row with as many cells as there are headings. */
  void row(String... cells) {
    rows.add(List.of(cells));
  }

  List<String> lines() {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], Words.columns(row.get(i)));
      }
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      line.append(i == 0 ? "" : "  ").append(Words.left(row.get(i), widths[i]));
    }
    return line.toString().stripTrailing();
  }
}
