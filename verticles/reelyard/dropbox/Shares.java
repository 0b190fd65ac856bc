package reelyard.dropbox;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import reelyard.login.User;
import reelyard.model.UserRole;

/** Which watched folders a user sees, by the names of their rules. */
final class Shares {

  private final Map<String, Rule> rules;

  Shares(Map<String, Rule> rules) {
    this.rules = rules;
  }

  /** Those whose rule names the user, and those that the user's account names. */
  Map<String, Rule> of(User user) {
    return rules.entrySet().stream()
        .filter(
            rule ->
                rule.getValue().user().equals(user.name())
                    || user.folders().contains(rule.getKey()))
        .collect(
            Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, TreeMap::new));
  }

  static boolean mayWrite(User user) {
    return user.role().includes(UserRole.SUBMITTER);
  }
}
