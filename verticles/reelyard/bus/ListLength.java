package reelyard.bus;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Counts what is in a list of a JSON text, before anything is made of it. */
public final class ListLength {

  private static final JsonFactory JSON = new JsonFactory();

  private ListLength() {}

  /**
   * How many there are.
   *
   * @param text the list, or an object with the list in this field; of what is no JSON, what stands
   *     before the place where it breaks is counted
   */
  public static int of(String text, String field) {
    int count = 0;
    try (JsonParser parser = JSON.createParser(text)) {
      if (parser.nextToken() == JsonToken.START_ARRAY) {
        return items(parser);
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean wanted = parser.currentName().equals(field);
        if (parser.nextToken() == JsonToken.START_ARRAY && wanted) {
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
