package reelyard.web;

import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import reelyard.bus.Json;
import reelyard.bus.ListLength;
import reelyard.bus.RefusedException;
import reelyard.login.Visitor;
import reelyard.message.Refusal;

/** What came over HTTP, read field by field: whatever is wrong is refused by its name. */
final class ApiRequest {

  private final Visitor visitor;
  private final String id;
  private final Map<String, List<String>> query;
  private final List<String> keys;
  private final String body;
  private final Set<String> known = new TreeSet<>();

  /**
   * @param visitor who asks
   * @param id the path's parameter, or null
   * @param query parameters as often as they came
   * @param keys headers Idempotency-Key as often as they came
   * @param body null when there was none
   */
  ApiRequest(
      Visitor visitor, String id, Map<String, List<String>> query, List<String> keys, String body) {
    this.visitor = visitor;
    this.id = id;
    this.query = query;
    this.keys = keys;
    this.body = body;
  }

  /**
   * As it came.
   *
   * @param body null when there was none
   */
  static ApiRequest of(RoutingContext c, Visitor visitor, String body) {
    Map<String, List<String>> query = new TreeMap<>();
    c.queryParams().names().forEach(name -> query.put(name, c.queryParams().getAll(name)));
    return new ApiRequest(
        visitor,
        c.pathParams().values().stream().findFirst().orElse(null),
        query,
        c.request().headers().getAll("Idempotency-Key"),
        body);
  }

  /** Who asks. */
  Visitor visitor() {
    return visitor;
  }

  /** The id in the path. */
  String id() {
    return id;
  }

  /**
   * The key in the header, or null.
   *
   * @throws RefusedException when it came more than once
   */
  String key() {
    if (keys.size() > 1) {
      throw bad("Idempotency-Key: must come once");
    }
    return keys.isEmpty() ? null : keys.get(0);
  }

  /** Whether the body is a JSON array. */
  boolean isList() {
    return body != null && body.stripLeading().startsWith("[");
  }

  /** How many jobs the body holds, as far as it can be read. */
  int jobs() {
    return body == null ? 0 : ListLength.of(body, "jobs");
  }

  /**
   * The whole body.
   *
   * @param example of a body, for who sent none
   * @throws RefusedException naming the unknown field, or where the JSON breaks
   */
  <T> T body(Class<T> type, String example) {
    if (body == null || body.isBlank()) {
      throw bad("the body is empty: send " + example);
    }
    try {
      return Json.readStrictly(body, type);
    } catch (IllegalArgumentException e) {
      throw bad(e.getMessage());
    }
  }

  /** A parameter of the query, or null. */
  String text(String name) {
    known.add(name);
    List<String> values = query.getOrDefault(name, List.of());
    if (values.size() > 1) {
      throw bad(name + ": must come once");
    }
    return values.isEmpty() ? null : values.get(0);
  }

  /** A number of the query, 0 when it is not there. */
  long number(String name, long most) {
    return number(name, 0, most);
  }

  /** The same, which may be less than 0. */
  long number(String name, long least, long most) {
    String words = text(name);
    if (words == null) {
      return 0;
    }
    if (words.matches("-?[0-9]{1,18}")
        && Long.parseLong(words) >= least
        && Long.parseLong(words) <= most) {
      return Long.parseLong(words);
    }
    throw bad(name + ": must be one number, " + least + " to " + most);
  }

  /** A number of the query, with a fraction or without; 0 when it is not there. */
  double decimal(String name, double most) {
    String words = text(name);
    if (words == null) {
      return 0;
    }
    if (words.matches("[0-9]{1,9}(\\.[0-9]{1,9})?") && Double.parseDouble(words) <= most) {
      return Double.parseDouble(words);
    }
    throw bad("%s: must be one number, 0 to %.0f".formatted(name, most));
  }

  /** A yes or no of the query, null when it is not there. */
  Boolean flag(String name) {
    String words = text(name);
    if (words == null || words.equals("true") || words.equals("false")) {
      return words == null ? null : Boolean.valueOf(words);
    }
    throw bad(name + ": must be true or false");
  }

  /** A word of the query, in whatever case, null when it is not there. */
  <E extends Enum<E>> E word(String name, Class<E> type) {
    String words = text(name);
    return words == null ? null : word(name, words, type);
  }

  /** Words of the query: the parameter may come often, and each time with commas. */
  <E extends Enum<E>> List<E> words(String name, Class<E> type) {
    known.add(name);
    List<E> found = new ArrayList<>();
    for (String value : query.getOrDefault(name, List.of())) {
      for (String words : value.split(",", -1)) {
        found.add(word(name, words, type));
      }
    }
    return found;
  }

  private static <E extends Enum<E>> E word(String name, String words, Class<E> type) {
    return Arrays.stream(type.getEnumConstants())
        .filter(each -> each.name().equalsIgnoreCase(words))
        .findFirst()
        .orElseThrow(
            () ->
                bad(
                    name
                        + ": must be of "
                        + Arrays.toString(type.getEnumConstants()).toLowerCase(Locale.ROOT)));
  }

  /** Refuses parameters that are not among these. */
  void nothingBut(List<ApiParameter> parameters) {
    parameters.stream()
        .filter(each -> each.in().equals("query"))
        .forEach(each -> known.add(each.name()));
    nothingElse();
  }

  /** Refuses parameters that nobody looked at. */
  void nothingElse() {
    for (String name : query.keySet()) {
      if (!known.contains(name)) {
        throw bad(
            name
                + (known.isEmpty()
                    ? ": unknown; there are no parameters here"
                    : ": unknown; known here are " + String.join(", ", known)));
      }
    }
  }

  static RefusedException bad(String message) {
    return new RefusedException(Refusal.badMessage(message));
  }
}
