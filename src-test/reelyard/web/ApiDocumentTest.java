package reelyard.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
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
  void every_operation_has_a_name_of_its_own() {
    assertThat(ApiRoutes.PLACES).extracting(ApiPlace::operationId).doesNotHaveDuplicates();
  }
}
