package reelyard.cli;

import java.util.Map;

/** Colours by what a word means, so that trouble stands out; the word alone tells it as well. */
final class Colours {

  private static final String BOLD = "\u001b[1m";
  private static final String PLAIN = "\u001b[0m";
  private static final String RED = "\u001b[31m";
  private static final String GREEN = "\u001b[32m";
  private static final String YELLOW = "\u001b[33m";
  private static final String CYAN = "\u001b[36m";

  /** By the first word of a cell. */
  private static final Map<String, String> MEANINGS =
      Map.ofEntries(
          Map.entry("failed", RED),
          Map.entry("quarantined", RED),
          Map.entry("lost", RED),
          Map.entry("bad", RED),
          Map.entry("away", RED),
          Map.entry("stopped", YELLOW),
          Map.entry("paused", YELLOW),
          Map.entry("draining", YELLOW),
          Map.entry("closed", YELLOW),
          Map.entry("warning", YELLOW),
          Map.entry("running", CYAN),
          Map.entry("complete", GREEN),
          Map.entry("ready", GREEN),
          Map.entry("ok", GREEN));

  private Colours() {}

  static String heading(String text) {
    return BOLD + text + PLAIN;
  }

  static String cell(String text) {
    int end = 0;
    while (end < text.length() && Character.isLetter(text.charAt(end))) {
      end++;
    }
    String colour = MEANINGS.get(text.substring(0, end));
    return colour == null ? text : colour + text + PLAIN;
  }
}
