package reelyard;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import reelyard.address.AllAddresses;
import reelyard.bus.Json;

/** docs/bus.md is true: it lists every address, and its examples are real messages. */
class BusPageTest {

  @Test
  void the_page_lists_exactly_the_addresses_there_are() throws Exception {
    assertThat(BusPage.examples().keySet()).containsExactlyInAnyOrderElementsOf(types().keySet());
  }

  @Test
  void every_example_is_a_message_with_all_its_fields_and_no_other() throws Exception {
    Map<String, List<String>> sections = BusPage.examples();
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

  private static Map<String, List<Class<?>>> types() throws Exception {
    return AllAddresses.types("<id>");
  }
}
