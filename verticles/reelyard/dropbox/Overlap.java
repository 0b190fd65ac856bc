package reelyard.dropbox;

import java.util.Map;

/** Finds rules that would take each other's films away, or results and originals for films. */
final class Overlap {

  private Overlap() {}

  /**
   * Refuses those.
   *
   * @throws IllegalArgumentException in one sentence that names both keys
   */
  static void check(Map<String, Rule> rules) {
    rules.forEach(
        (name, rule) ->
            rules.forEach(
                (otherName, other) -> {
                  if (!name.equals(otherName)) {
                    check(name, rule, otherName, other);
                  }
                }));
  }

  private static void check(String name, Rule rule, String otherName, Rule other) {
    // The very folder is a chain: what one rule makes, the other takes up.
    if (other.watched().startsWith(rule.results()) && !other.watched().equals(rule.results())) {
      refuse(name, "output", otherName, "lies within it, and results would land there");
    }
    rule.originals()
        .ifPresent(
            originals -> {
              if (other.watched().startsWith(originals)) {
                refuse(name, "archive", otherName, "is or lies within it, and takes originals up");
              }
              if (other.watched().startsWith(rule.watched())
                  || rule.watched().startsWith(other.watched())) {
                refuse(name, "archive", otherName, "watches the same films, which would be gone");
              }
            });
  }

  private static void refuse(String name, String key, String other, String why) {
    throw new IllegalArgumentException(
        "folders.%s.%s and folders.%s.path are at odds: the latter %s; name other folders"
            .formatted(name, key, other, why));
  }
}
