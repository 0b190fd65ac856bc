package reelyard.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reelyard.model.JobState;

/** What comes from outside is taken as it was said, or not at all. */
class JsonTest {

  record Wish(
      int priority,
      long bytes,
      double fps,
      boolean overwrite,
      Boolean archived,
      String name,
      JobState state,
      List<String> pools) {}

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "priority  | 9.9",
        "priority  | '\"2\"'",
        "priority  | true",
        "priority  | '\"\"'",
        "bytes     | 1.5",
        "bytes     | '\"7\"'",
        "fps       | '\"1.5\"'",
        "overwrite | 1",
        "overwrite | '\"true\"'",
        "archived  | 0",
        "name      | 5",
        "name      | 5.5",
        "name      | true",
        "state     | 1",
        "pools[0]  | 5"
      })
  void refuses_values_of_another_type_and_names_the_field(String field, String value) {
    String key = field.replace("[0]", "");
    String text = "{\"%s\": %s}".formatted(key, field.equals(key) ? value : "[" + value + "]");

    assertThatThrownBy(() -> Json.readStrictly(text, Wish.class)).hasMessageStartingWith(field);
    assertThatThrownBy(() -> Json.read(text, Wish.class)).hasMessageStartingWith(field);
    assertThatThrownBy(() -> Json.decode(new JsonObject(text), Wish.class))
        .hasMessageStartingWith(field);
  }

  @Test
  void takes_digits_for_text_in_the_configuration_alone() {
    JsonObject config = new JsonObject().put("name", 12345);

    assertThat(Json.decodeStrictly(config, Wish.class).name()).isEqualTo("12345");
  }

  @Test
  void takes_whole_numbers_for_larger_types() {
    String text =
        "{\"priority\": 9, \"bytes\": 7, \"fps\": 24, \"overwrite\": true, \"archived\": false,"
            + " \"name\": \"5\", \"state\": \"QUEUED\", \"pools\": [\"hd\"]}";
    Wish wish = new Wish(9, 7, 24, true, false, "5", JobState.QUEUED, List.of("hd"));

    assertThat(Json.readStrictly(text, Wish.class)).isEqualTo(wish);
    assertThat(Json.decode(new JsonObject(text), Wish.class)).isEqualTo(wish);
    assertThat(Json.decode(Json.encode(wish), Wish.class)).isEqualTo(wish);
    assertThat(Json.read(Json.write(wish), Wish.class)).isEqualTo(wish);
  }
}
