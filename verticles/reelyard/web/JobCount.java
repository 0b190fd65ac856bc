package reelyard.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Counts the jobs of a submission by its text, before anything is made of them. */
final class JobCount {

  private static final JsonFactory JSON = new JsonFactory();

  private JobCount() {}

  /**
   * How many there are.
   *
   * @param text a list of jobs, or an object with such a list as "jobs"; of what is no JSON, what
   *     stands before the place where it breaks is counted
   */
  static int of(String text) {
    int count = 0;
    try (JsonParser parser = JSON.createParser(text)) {
      if (parser.nextToken() == JsonToken.START_ARRAY) {
        return items(parser);
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean jobs = parser.currentName().equals("jobs");
        if (parser.nextToken() == JsonToken.START_ARRAY && jobs) {
          count += items(parser);
        } else {
          parser.skipChildren();
        }
      }
    } catch (IOException e) {
      // Whoever reads all of it says where it breaks.
    }
    return count;
  }

  private static int items(JsonParser parser) {
    int count = 0;
    try {
      while (parser.nextToken() != JsonToken.END_ARRAY && parser.currentToken() != null) {
        count++;
        parser.skipChildren();
      }
    } catch (IOException e) {
      // As above.
    }
    return count;
  }
}
