package reelyard.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows in aligned columns, the last one as long as it is. */
final class TextTable {

  private static final int GAP = 2;

  /** What a column keeps, however narrow the terminal. */
  private static final int LEAST = 6;

  private final List<List<String>> rows = new ArrayList<>();

  TextTable(String... headings) {
    row(headings);
  }

  /** A row with as many cells as there are headings. */
  void row(String... cells) {
    rows.add(List.of(cells));
  }

  /** With nothing cut. */
  List<String> lines() {
    return lines(0, false);
  }

  /**
   * The widest columns are cut first, the first one never: it holds what is typed again.
   *
   * @param columns that a line may take; 0 for any
   */
  List<String> lines(int columns, boolean colours) {
    int[] widths = new int[rows.get(0).size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], Words.columns(row.get(i)));
      }
    }
    if (columns > 0) {
      narrow(widths, columns - GAP * (widths.length - 1));
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      lines.add(line(row, widths, colours, lines.isEmpty()));
    }
    return lines;
  }

  private static void narrow(int[] widths, int room) {
    int all = Arrays.stream(widths).sum();
    while (all > room && widths.length > 1) {
      int widest = 1;
      for (int i = 2; i < widths.length; i++) {
        widest = widths[i] >= widths[widest] ? i : widest;
      }
      if (widths[widest] <= LEAST) {
        return;
      }
      widths[widest]--;
      all--;
    }
  }

  private static String line(List<String> row, int[] widths, boolean colours, boolean heading) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String cell = Words.left(row.get(i), widths[i]);
      String shown = i == widths.length - 1 ? cell.stripTrailing() : cell;
      line.append(i == 0 ? "" : " ".repeat(GAP))
          .append(colours ? heading ? Colours.heading(shown) : Colours.cell(shown) : shown);
    }
    return line.toString().stripTrailing();
  }
}
