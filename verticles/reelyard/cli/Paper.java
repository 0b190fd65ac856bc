package reelyard.cli;

import java.util.List;
import java.util.Map;

/**
 * What a command prints on: on a terminal tables fit its width and have colours, unless NO_COLOR
 * asks for none; for a file or a program nothing is cut or coloured.
 *
 * @param columns 0 for as many as it takes
 */
record Paper(int columns, boolean colours) {

  /** Told by the launcher, if standard output is a terminal: asking costs Java more time. */
  private static final String COLUMNS = "reelyard.columns";

  /** Standard output. */
  static Paper out() {
    return of(Integer.getInteger(COLUMNS, 0), System.getenv());
  }

  static Paper of(int columns, Map<String, String> environment) {
    boolean terminal = columns > 0;
    boolean plain =
        !environment.getOrDefault("NO_COLOR", "").isEmpty()
            || environment.getOrDefault("TERM", "").equals("dumb");
    return new Paper(terminal ? columns : 0, terminal && !plain);
  }

  void print(TextTable table) {
    table.lines(columns, colours).forEach(System.out::println);
  }

  void print(List<String> lines) {
    lines.forEach(System.out::println);
  }
}
