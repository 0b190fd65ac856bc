package reelyard.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** With -Dreelyard.write=true the description is written anew instead of compared. */
class ApiDocumentTest {

  private static final Path FILE =
      Path.of(System.getProperty("reelyard.home"), "webroot/openapi.yaml");

  @Test
  void the_description_says_what_the_program_does() throws Exception {
    String yaml = ApiDocument.yaml();
    if (Boolean.getBoolean("reelyard.write")) {
      Files.writeString(FILE, yaml);
    }
    assertThat(Files.readString(FILE).equals(yaml))
        .as("webroot/openapi.yaml is as old as before a change of a route or record: write it anew")
        .isTrue();
  }

  @Test
  void tells_how_films_are_played_and_brought() throws Exception {
    JsonNode paths = new ObjectMapper(new YAMLFactory()).readTree(ApiDocument.yaml()).get("paths");

    assertThat(answers(paths, "/api/v1/media/play", "get")).contains("200", "206", "304", "416");
    assertThat(answers(paths, "/api/v1/uploads", "post")).contains("201").doesNotContain("200");
    JsonNode upload = paths.get("/api/v1/uploads/{staging}/{upload}");
    assertThat(upload.at("/patch/requestBody/content").fieldNames())
        .toIterable()
        .containsExactly("application/offset+octet-stream");
    assertThat(upload.at("/patch/responses/204/headers").has("Upload-Offset")).isTrue();
    assertThat(paths.at("/~1api~1v1~1uploads/post/responses/201/headers").has("Location")).isTrue();
    for (JsonNode parameter : upload.at("/patch/parameters")) {
      assertThat(parameter.get("required").asBoolean()).as(parameter.toString()).isTrue();
    }
  }

  private static List<String> answers(JsonNode paths, String path, String method) {
    List<String> statuses = new ArrayList<>();
    paths.get(path).get(method).get("responses").fieldNames().forEachRemaining(statuses::add);
    return statuses;
  }

  @Test
  void says_that_only_some_places_are_open_to_all() throws Exception {
    JsonNode document = new ObjectMapper(new YAMLFactory()).readTree(ApiDocument.yaml());

    assertThat(document.get("security")).allMatch(way -> way.size() == 1);
    assertThat(document.at("/paths/~1health~1ready/get/security")).isEmpty();
    assertThat(document.at("/paths/~1health~1ready/get").has("security")).isTrue();
  }

  @Test
  void every_operation_has_a_name_of_its_own() {
    assertThat(ApiRoutes.PLACES).extracting(ApiPlace::operationId).doesNotHaveDuplicates();
  }
}
