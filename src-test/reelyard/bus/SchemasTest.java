package reelyard.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import reelyard.address.AllAddresses;
import reelyard.message.ChangeJobs;
import reelyard.message.ControlWorkers;
import reelyard.message.GetAlerts;
import reelyard.message.JobPage;
import reelyard.message.JobView;
import reelyard.message.ListJobs;
import reelyard.message.SubmitJobs;
import reelyard.model.Alert;
import reelyard.model.JobSpec;
import reelyard.model.LaneCounts;
import reelyard.model.WorkerSettings;

class SchemasTest {

  private static JsonObject field(Class<?> type, String name) {
    return Schemas.of(type).getJsonObject("properties").getJsonObject(name);
  }

  private static List<?> required(Class<?> type) {
    return Schemas.of(type).getJsonArray("required", new JsonArray()).getList();
  }

  @Test
  void says_of_which_draft_it_is() {
    assertThat(Schemas.of(JobSpec.class).getString("$schema"))
        .isEqualTo("https://json-schema.org/draft/2020-12/schema");
  }

  @Test
  void requires_what_the_record_refuses_to_be_without() {
    assertThat(required(ChangeJobs.class)).isEqualTo(List.of("jobIds", "action"));
    assertThat(required(SubmitJobs.class)).isEqualTo(List.of("jobs"));
    assertThat(required(GetAlerts.class)).isEqualTo(List.of("asker"));
    assertThat(required(JobSpec.class)).as("each has its default").isEmpty();
    assertThat(required(WorkerSettings.class)).isEmpty();
  }

  @Test
  void lets_everything_else_but_numbers_and_flags_be_null() {
    assertThat(field(JobView.class, "workerId").getValue("type"))
        .isEqualTo(JsonArray.of("string", "null"));
    assertThat(field(JobView.class, "progress").encode()).contains("{\"type\":\"null\"}");
    assertThat(field(JobView.class, "attempt").getValue("type")).isEqualTo("integer");
    assertThat(field(JobView.class, "archived").getValue("type")).isEqualTo("boolean");
    assertThat(field(GetAlerts.class, "asker").getValue("type")).isEqualTo("string");
  }

  @Test
  void knows_the_words_of_an_enum() {
    assertThat(Schemas.of(List.of(JobPage.class), "x").get("JobState").getJsonArray("enum"))
        .contains("QUEUED", "RUNNING", "COMPLETE");
  }

  @Test
  void knows_the_limits_that_the_record_keeps() {
    assertThat(limits(ListJobs.class, "limit")).containsExactly(0L, 1000L);
    assertThat(limits(LaneCounts.class, "fetch")).containsExactly(1L, 64L);
    assertThat(limits(WorkerSettings.class, "share")).containsExactly(0L, 64L);
    assertThat(limits(JobSpec.class, "attempts")).isEqualTo(Arrays.asList(null, null));
  }

  @Test
  void takes_the_widest_limits_when_they_depend_on_another_field() {
    assertThat(limits(ControlWorkers.class, "minutes")).containsExactly(0L, 44_640L);
  }

  @Test
  void knows_what_a_map_holds() {
    assertThat(field(Alert.class, "facts").getJsonObject("additionalProperties").encode())
        .contains("string");
  }

  @Test
  void lets_messages_grow() {
    assertThat(Schemas.of(JobPage.class).encode()).doesNotContain("\"additionalProperties\":false");
  }

  @Test
  void puts_several_into_one_document() {
    Map<String, JsonObject> schemas =
        Schemas.of(List.of(JobPage.class, SubmitJobs.class), "components/schemas");

    assertThat(schemas.keySet()).contains("JobPage", "JobView", "SubmitJobs", "JobSpec", "Line");
    assertThat(schemas.get("JobPage").encode()).contains("\"#/components/schemas/JobView\"");
  }

  @Test
  void there_is_one_for_every_message() throws Exception {
    AllAddresses.types("id").values().stream()
        .flatMap(List::stream)
        .forEach(
            type ->
                assertThat(Schemas.of(type).getString("type"))
                    .as(type.getName())
                    .isEqualTo("object"));
  }

  private static List<Object> limits(Class<?> type, String field) {
    JsonObject schema = field(type, field);
    List<Object> limits = new ArrayList<>();
    limits.add(schema.getLong("minimum"));
    limits.add(schema.getLong("maximum"));
    return limits;
  }
}
