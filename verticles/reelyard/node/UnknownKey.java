package reelyard.node;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Says that a word is unknown, what is known, and which known one was probably meant. */
final class UnknownKey {

  private UnknownKey() {}

  static String explain(String path, String word, Collection<String> known) {
    return path
        + ": unknown; "
        + nearest(word, known).map(near -> "did you mean " + near + "? ").orElse("")
        + "known here are "
        + String.join(", ", known);
  }

  /** The known word that differs least, if it differs little. */
  static Optional<String> nearest(String word, Collection<String> known) {
    String lower = word.toLowerCase(Locale.ROOT);
    Comparator<String> byDistance =
        Comparator.comparingInt(candidate -> distance(lower, candidate.toLowerCase(Locale.ROOT)));
    return known.stream()
        .min(byDistance)
        .filter(
            near ->
                distance(lower, near.toLowerCase(Locale.ROOT)) <= Math.max(2, near.length() / 3));
  }

  // Levenshtein's distance, row by row.
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int swapped = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(swapped, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
