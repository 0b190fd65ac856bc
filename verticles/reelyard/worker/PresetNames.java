package reelyard.worker;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds the presets that a misspelt name may have meant. */
final class PresetNames {

  private static final int MOST = 3;
  private static final int LONGEST_NAME = 200;

  private PresetNames() {}

  /** At most three of the names, the nearest first. */
  static List<String> nearest(String wanted, List<String> names) {
    String plain = plain(wanted);
    return names.stream()
        .distinct()
        .sorted(Comparator.comparingInt(name -> distance(plain, plain(name))))
        .limit(MOST)
        .toList();
  }

  private static String plain(String name) {
    String plain = name.toLowerCase(Locale.ROOT).strip();
    return plain.substring(0, Math.min(plain.length(), LONGEST_NAME));
  }

  /** Levenshtein's edit distance. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int above = row[j];
        int swap = a.charAt(i - 1) == b.charAt(j - 1) ? diagonal : diagonal + 1;
        row[j] = Math.min(swap, Math.min(above, row[j - 1]) + 1);
        diagonal = above;
      }
    }
    return row[b.length()];
  }
}
