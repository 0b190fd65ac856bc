package reelyard.cli;

import picocli.CommandLine.Option;
import reelyard.bus.Json;

/** The option that shows an answer as the manager gave it. */
final class JsonOption {

  private static final char DELETE = 0x7f;

  @Option(names = "--json", description = "Print the manager's answer as JSON, for programs.")
  private boolean json;

  /** Whether programs read what is printed. */
  boolean isOn() {
    return json;
  }

  /** Whether the answer was printed so. */
  boolean print(Object answer) {
    if (json) {
      System.out.println(inAscii(Json.write(answer)));
    }
    return json;
  }

  /** The same to programs; a terminal would obey some letters of a name instead of showing them. */
  static String inAscii(String json) {
    StringBuilder ascii = new StringBuilder(json.length());
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      ascii.append(c < DELETE ? String.valueOf(c) : "\\u%04x".formatted((int) c));
    }
    return ascii.toString();
  }
}
