package reelyard.message;

import java.util.Objects;

/**
 * Staging asks whether an attempt lives; with committing, that it be kept alive for the commit.
 *
 * @param mark how staging will know the result again, should it be killed right after it put the
 *     result in place; null for not at all
 */
public record GetAttempt(AttemptId attempt, boolean committing, String mark) {

  public GetAttempt {
    Objects.requireNonNull(attempt, "attempt is missing");
  }
}
