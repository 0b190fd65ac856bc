package reelyard.scheduler.store;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import reelyard.model.Job;
import reelyard.model.JobSpec;

/**
 * What jobs are found by, the same for every database: runs of letters and digits, without accents,
 * in lower case.
 */
final class Words {

  /** Of one job, and of one question. */
  private static final int MOST_OF_JOB = 2000;

  private static final int MOST_ASKED = 20;

  /** Beyond it words are cut: PostgreSQL takes 2046 bytes, and nobody types as much. */
  private static final int LONGEST = 100;

  private Words() {}

  /** The job's words, each once, between blanks. */
  static String of(Job job) {
    JobSpec spec = job.spec();
    Set<String> words = new LinkedHashSet<>();
    addTo(words, spec.name(), MOST_OF_JOB);
    addTo(words, spec.user(), MOST_OF_JOB);
    addTo(words, spec.input(), MOST_OF_JOB);
    addTo(words, spec.output(), MOST_OF_JOB);
    addTo(words, spec.description(), MOST_OF_JOB);
    return String.join(" ", words);
  }

  /** The words of a question; none when it holds nothing to look for. */
  static List<String> asked(String text) {
    Set<String> words = new LinkedHashSet<>();
    addTo(words, text, MOST_ASKED);
    return new ArrayList<>(words);
  }

  private static void addTo(Set<String> words, String text, int most) {
    if (text == null) {
      return;
    }
    // By way of upper case, which makes one of the two small sigmas, and ss of the sharp s.
    String folded =
        Normalizer.normalize(
            text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT), Normalizer.Form.NFKD);
    StringBuilder word = new StringBuilder();
    int letters = 0;
    for (int i = 0; i < folded.length() && words.size() < most; ) {
      int letter = folded.codePointAt(i);
      i += Character.charCount(letter);
      if (Character.isLetterOrDigit(letter)) {
        if (letters++ < LONGEST) {
          word.appendCodePoint(letter);
        }
      } else if (!isMark(letter) && letters > 0) {
        words.add(word.toString());
        word.setLength(0);
        letters = 0;
      }
    }
    if (letters > 0 && words.size() < most) {
      words.add(word.toString());
    }
  }

  private static boolean isMark(int letter) {
    int type = Character.getType(letter);
    return type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK
        || type == Character.ENCLOSING_MARK;
  }
}
