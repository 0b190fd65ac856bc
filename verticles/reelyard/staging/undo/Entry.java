package reelyard.staging.undo;

import java.util.Objects;
import reelyard.message.AttemptId;
import reelyard.model.Receipt;

/**
 * One replacement as the undo bin keeps it. Names are those of files in the folder that holds the
 * bin.
 *
 * @param original whose place was taken
 * @param result that took it; of the same name, or of another extension
 * @param part under which name the result came
 * @param root of the result's hashes, or null
 * @param millis when it began, since 1970
 */
record Entry(
    AttemptId attempt,
    State state,
    String original,
    FileMark originalMark,
    String result,
    FileMark resultMark,
    String part,
    String root,
    Receipt receipt,
    long millis) {

  /** How far it came. */
  enum State {
    /** The original may have a second name in the bin; the result may stand. */
    BEGUN,
    /** The result stands, the original lies in the bin. */
    DONE,
    /** The original may stand again; the result may be gone. */
    UNDOING,
    /** The original stands again. */
    UNDONE
  }

  Entry {
    Objects.requireNonNull(attempt, "attempt is missing");
    Objects.requireNonNull(state, "state is missing");
    Objects.requireNonNull(originalMark, "originalMark is missing");
    Objects.requireNonNull(resultMark, "resultMark is missing");
    checkName(original);
    checkName(result);
    checkName(part);
  }

  private static void checkName(String name) {
    if (name == null
        || name.isEmpty()
        || name.matches("\\.{1,2}")
        || name.matches("(?s).*[/\0].*")) {
      throw new IllegalArgumentException("not the name of a file: " + name);
    }
  }

  boolean sameName() {
    return original.equals(result);
  }

  Entry with(State next) {
    return new Entry(
        attempt, next, original, originalMark, result, resultMark, part, root, receipt, millis);
  }
}
