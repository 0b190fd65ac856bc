package reelyard.login;

import com.nulabinc.zxcvbn.Feedback;
import com.nulabinc.zxcvbn.Strength;
import com.nulabinc.zxcvbn.Zxcvbn;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A password that somebody chose: refused, in words that help, where it is easy to guess. */
public final class NewPassword {

  /** Of 0 to 4: more than a hundred million guesses. */
  private static final int LEAST_SCORE = 3;

  /** What follows makes it no weaker, and would take long to measure. */
  private static final int MEASURED = 64;

  private static final Zxcvbn METER = new Zxcvbn();

  private NewPassword() {}

  /**
   * It, as it is kept.
   *
   * @param name of the user, which is no password
   * @throws IllegalArgumentException saying what makes it a bad one
   */
  public static String kept(String name, String password) {
    String hash = PasswordHash.of(password);
    Strength strength =
        METER.measure(
            password.substring(0, Math.min(MEASURED, password.length())),
            List.of(name, "reelyard", "handbrake"));
    if (strength.getScore() < LEAST_SCORE) {
      throw new IllegalArgumentException("the password is easy to guess" + why(strength));
    }
    return hash;
  }

  private static String why(Strength strength) {
    Feedback feedback = strength.getFeedback();
    List<String> words = new ArrayList<>();
    words.add(feedback.getWarning(Locale.ENGLISH));
    words.addAll(feedback.getSuggestions(Locale.ENGLISH));
    String all =
        words.stream()
            .filter(each -> each != null && !each.isBlank())
            .map(each -> each.replaceFirst("\\.$", ""))
            .collect(Collectors.joining(". "));
    return all.isEmpty() ? "" : ": " + all;
  }
}
