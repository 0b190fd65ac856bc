package reelyard.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What workers shall do.
 *
 * @param names empty for the whole farm
 * @param share null unless that is the order
 */
record WorkerOrder(List<String> names, Verb verb, Integer share) {

  enum Verb {
    SHOW,
    PAUSE,
    DRAIN,
    RESUME,
    RETIRE,
    TEST,
    SCHEDULE,
    SHARE
  }

  private static final String ORDERS = "pause, drain, resume, retire, test, schedule or share";

  /** Reads names, an order, and what belongs to it; a worker may be called like an order. */
  static WorkerOrder read(List<String> words, boolean all) throws CommandFailure {
    int first = all ? 0 : 1;
    int at = first;
    while (at < words.size() && verb(words.get(at)).isEmpty()) {
      at++;
    }
    if (!all && words.isEmpty()) {
      throw CommandFailure.usage("name a worker, or the whole farm with --all");
    }
    if (at >= words.size()) {
      if (words.size() == 1 && !all) {
        return new WorkerOrder(words, Verb.SHOW, null);
      }
      throw CommandFailure.usage(
          words.isEmpty()
              ? "the order is missing: " + ORDERS
              : words.get(words.size() - 1) + " is no order: " + ORDERS);
    }
    if (all && at > 0) {
      throw CommandFailure.usage("name workers, or the whole farm with --all, not both");
    }
    Verb verb = verb(words.get(at)).orElseThrow();
    List<String> rest = words.subList(at + 1, words.size());
    return new WorkerOrder(
        List.copyOf(words.subList(0, at)), verb, verb == Verb.SHARE ? share(rest) : none(rest));
  }

  private static Optional<Verb> verb(String word) {
    return Arrays.stream(Verb.values())
        .filter(verb -> verb != Verb.SHOW && verb.name().toLowerCase(Locale.ROOT).equals(word))
        .findFirst();
  }

  private static Integer share(List<String> rest) throws CommandFailure {
    if (rest.size() == 1 && rest.get(0).matches("[0-9]{1,4}")) {
      return Integer.valueOf(rest.get(0));
    }
    throw CommandFailure.usage(
        "share needs one number: jobs of one user at a time, 0 for no limit");
  }

  private static Integer none(List<String> rest) throws CommandFailure {
    if (!rest.isEmpty()) {
      throw CommandFailure.usage("the order must come last, so what is " + rest.get(0) + "?");
    }
    return null;
  }
}
