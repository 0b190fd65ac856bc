package reelyard;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import reelyard.address.Address;
import reelyard.address.Addresses;
import reelyard.address.Request;
import reelyard.bus.Json;

/** docs/bus.md is true: it lists every address, and its examples are real messages. */
class BusPageTest {

  private static final Pattern SECTION =
      Pattern.compile("^### `([^`]+)`\n(.*?)(?=^##|\\z)", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern EXAMPLE = Pattern.compile("```json\n(.*?)\n```", Pattern.DOTALL);

  @Test
  void the_page_lists_exactly_the_addresses_there_are() throws Exception {
    assertThat(sections().keySet()).containsExactlyInAnyOrderElementsOf(types().keySet());
  }

  @Test
  void every_example_is_a_message_with_all_its_fields_and_no_other() throws Exception {
    Map<String, List<String>> sections = sections();
    types()
        .forEach(
            (address, types) -> {
              List<String> examples = sections.get(address);
              assertThat(examples).as(address).hasSameSizeAs(types);
              for (int i = 0; i < types.size(); i++) {
                JsonObject example = new JsonObject(examples.get(i));
                Object message = Json.decodeStrictly(example, types.get(i));
                assertThat(Json.encode(message)).as(address).isEqualTo(example);
              }
            });
  }

  private static Map<String, List<String>> sections() throws Exception {
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

  /** The types of each address's examples: a message, or a question and its answer. */
  private static Map<String, List<Class<?>>> types() throws Exception {
    List<Object> addresses = new ArrayList<>();
    for (Field field : Addresses.class.getFields()) {
      addresses.add(field.get(null));
    }
    for (Method method : Addresses.class.getDeclaredMethods()) {
      if (Modifier.isPublic(method.getModifiers())) {
        addresses.add(method.invoke(null, "<id>"));
      }
    }
    Map<String, List<Class<?>>> types = new LinkedHashMap<>();
    Stream.of(addresses.toArray())
        .forEach(
            each -> {
              if (each instanceof Address<?> address) {
                types.put(address.name(), List.of(address.type()));
              } else if (each instanceof Request<?, ?> request) {
                types.put(request.name(), List.of(request.question(), request.answer()));
              }
            });
    return types;
  }
}
