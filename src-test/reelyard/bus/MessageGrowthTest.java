package reelyard.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Messages only grow: what was written for the first of this version goes on. Whoever must break
 * that raises {@link Bus#VERSION}, and writes the shapes of the new one with -Dreelyard.write=true.
 */
class MessageGrowthTest {

  private static final Path HOME = Path.of(System.getProperty("reelyard.home"));
  private static final Path FIRST =
      HOME.resolve("src-test/reelyard/bus/messages-" + Bus.VERSION + ".txt");

  @Test
  void messages_of_this_version_are_still_what_they_were() throws Exception {
    Map<String, String> now =
        MessageShapes.of(
            new JsonObject(Files.readString(HOME.resolve("webroot/schemas.json")))
                .getJsonObject("$defs"));
    if (!Files.exists(FIRST) && Boolean.getBoolean("reelyard.write")) {
      Files.writeString(
          FIRST,
          now.entrySet().stream()
              .map(each -> each.getKey() + ": " + each.getValue() + "\n")
              .collect(Collectors.joining()));
    }
    Map<String, String> first = new TreeMap<>();
    for (String line : Files.readAllLines(FIRST)) {
      String[] words = line.split(": ", 2);
      first.put(words[0], words[1]);
    }

    assertThat(first).hasSizeGreaterThan(500);
    assertThat(MessageShapes.broken(first, now)).isEmpty();
  }

  @Test
  void fields_and_words_may_come_but_not_go_or_change() {
    JsonObject old =
        new JsonObject(
            """
            {"Job": {"properties": {"id": {"type": "string"}, "state": {"$ref": "#/$defs/State"},
              "tags": {"type": "array", "items": {"type": "string"}}}, "required": ["id"]},
             "State": {"enum": ["QUEUED", "RUNNING"]}}\
            """);
    JsonObject grown = old.copy();
    JsonObject fields = grown.getJsonObject("Job").getJsonObject("properties");
    fields.put("colour", new JsonObject().put("type", "string"));
    grown.getJsonObject("State").getJsonArray("enum").add("ENDED");
    grown.put("Film", new JsonObject("{\"properties\": {\"x\": {}}, \"required\": [\"x\"]}"));
    assertThat(MessageShapes.broken(MessageShapes.of(old), MessageShapes.of(grown))).isEmpty();

    fields.remove("state");
    fields.getJsonObject("tags").put("items", new JsonObject().put("type", "integer"));
    grown.getJsonObject("Job").getJsonArray("required").add("colour");
    grown.getJsonObject("State").getJsonArray("enum").remove(0);

    assertThat(MessageShapes.broken(MessageShapes.of(old), MessageShapes.of(grown)))
        .containsExactly(
            "Job.state was State and is null",
            "Job.tags was array of string and is array of integer",
            "State=QUEUED was word and is null",
            "Job.colour is new and nobody sends it yet, so it cannot be required");
  }
}
