package reelyard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** docs/bus.md, read by tests. */
public final class BusPage {

  private static final Pattern SECTION =
      Pattern.compile("^### `([^`]+)`\n(.*?)(?=^##|\\z)", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern EXAMPLE = Pattern.compile("```json\n(.*?)\n```", Pattern.DOTALL);

  private BusPage() {}

  /** The JSON of its examples, by address. */
  public static Map<String, List<String>> examples() throws IOException {
    String page = Files.readString(Path.of(System.getProperty("reelyard.home"), "docs/bus.md"));
    Map<String, List<String>> sections = new LinkedHashMap<>();
    Matcher section = SECTION.matcher(page);
    while (section.find()) {
      List<String> examples = new ArrayList<>();
      Matcher example = EXAMPLE.matcher(section.group(2));
      while (example.find()) {
        examples.add(example.group(1));
      }
      sections.put(section.group(1), examples);
    }
    return sections;
  }
}
