package reelyard.staging.media;

import java.util.List;
import java.util.Map;
import reelyard.bus.Json;

/**
 * A place in JSON that another program wrote: whatever is missing, or of another kind, is empty.
 */
record Leaf(Object value) {

  /** The whole text; empty where it is no JSON. */
  static Leaf of(String json) {
    try {
      return new Leaf(Json.read(json, Object.class));
    } catch (IllegalArgumentException e) {
      return new Leaf(null);
    }
  }

  Leaf at(String name) {
    return new Leaf(value instanceof Map<?, ?> map ? map.get(name) : null);
  }

  List<Leaf> list(String name) {
    return at(name).value instanceof List<?> list
        ? list.stream().map(each -> new Leaf(each)).toList()
        : List.of();
  }

  /** Null where there is none. */
  String text() {
    return value == null || value instanceof Map || value instanceof List ? null : value.toString();
  }

  /** 0 where there is none. */
  double number() {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    try {
      double parsed = value instanceof String words ? Double.parseDouble(words) : 0;
      return Double.isFinite(parsed) ? parsed : 0;
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  int whole() {
    return (int) number();
  }

  /** Such as 25/1; 0 where there is none. */
  double ratio() {
    String[] parts = String.valueOf(value).split("/", 2);
    double below = parts.length < 2 ? 1 : new Leaf(parts[1]).number();
    return below == 0 ? 0 : new Leaf(parts[0]).number() / below;
  }
}
