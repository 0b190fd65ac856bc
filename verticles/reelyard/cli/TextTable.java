package reelyard.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows in aligned columns, the last one as long as it is. */
final class TextTable {

  private static final int GAP = 2;

  /** What a column keeps, however narrow the terminal. */
  private static final int LEAST = 6;

  /** The same of the last one, which holds names and paths. */
  private static final int LEAST_OF_LAST = 16;

  private final List<List<String>> rows = new ArrayList<>();
  private final List<String> dispensable = new ArrayList<>();

  TextTable(String... headings) {
    row(headings);
  }

  /** A row with as many cells as there are headings. */
  void row(String... cells) {
    rows.add(List.of(cells));
  }

  /** Which columns a narrow terminal goes without, the first one soonest. */
  TextTable without(String... headings) {
    dispensable.addAll(List.of(headings));
    return this;
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
    List<List<String>> kept = rows;
    int[] widths = widths(kept);
    if (columns > 0) {
      for (String heading : dispensable) {
        if (least(widths) > columns) {
          kept = dropped(kept, kept.get(0).indexOf(heading));
          widths = widths(kept);
        }
      }
      narrow(widths, columns - GAP * (widths.length - 1));
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : kept) {
      lines.add(line(row, widths, colours, lines.isEmpty()));
    }
    return lines;
  }

  private static int[] widths(List<List<String>> rows) {
    int[] widths = new int[rows.get(0).size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], Words.columns(row.get(i)));
      }
    }
    return widths;
  }

  /** What a line takes when no cell can be cut further. */
  private static int least(int[] widths) {
    int last = widths.length - 1;
    int all = widths[0] + GAP * last;
    for (int i = 1; i <= last; i++) {
      all += Math.min(widths[i], i == last ? LEAST_OF_LAST : LEAST);
    }
    return all;
  }

  private static List<List<String>> dropped(List<List<String>> rows, int column) {
    return rows.stream()
        .map(
            row -> {
              List<String> rest = new ArrayList<>(row);
              rest.remove(column);
              return rest;
            })
        .toList();
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
