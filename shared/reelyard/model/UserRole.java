package reelyard.model;

import java.util.Locale;
import java.util.stream.Stream;

/** What a user may do; each may what those before it may. */
public enum UserRole {
  /** Looks on. */
  VIEWER,
  /** Hands films in. */
  SUBMITTER,
  /** Changes others' jobs, and workers. */
  OPERATOR,
  /** Everything. */
  ADMIN;

  /** As people type it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** As a sentence names one of them. */
  public String one() {
    return (word().matches("[aeiou].*") ? "an " : "a ") + word();
  }

  /**
   * The role of this word.
   *
   * @throws IllegalArgumentException naming those that there are
   */
  public static UserRole of(String word) {
    return Stream.of(values())
        .filter(role -> role.word().equals(word.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "a role is viewer, submitter, operator or admin, not " + word));
  }

  /** Whether it may what the other may. */
  public boolean includes(UserRole other) {
    return compareTo(other) >= 0;
  }
}
