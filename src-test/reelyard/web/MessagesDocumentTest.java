package reelyard.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** With -Dreelyard.write=true the schemas are written anew instead of compared. */
class MessagesDocumentTest {

  private static final Path FILE =
      Path.of(System.getProperty("reelyard.home"), "webroot/schemas.json");

  @Test
  void the_schemas_are_those_of_the_messages() throws Exception {
    String json = MessagesDocument.json();
    if (Boolean.getBoolean("reelyard.write")) {
      Files.writeString(FILE, json);
    }
    assertThat(Files.readString(FILE).equals(json))
        .as("webroot/schemas.json is as old as before a change of a message: write it anew")
        .isTrue();
  }
}
