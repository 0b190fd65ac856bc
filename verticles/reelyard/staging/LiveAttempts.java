package reelyard.staging;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import reelyard.address.Addresses;
import reelyard.bus.Bus;
import reelyard.bus.Causes;
import reelyard.bus.Insistence;
import reelyard.bus.RefusedException;
import reelyard.message.Assignment;
import reelyard.message.AttemptId;
import reelyard.message.GetAttempt;
import reelyard.message.Refusal;

/**
 * Lets through what a worker asks for its own live attempt; the scheduler knows which those are.
 */
final class LiveAttempts {

  /** Who asks for a door is told before its own patience is over. */
  private static final Duration WITHOUT_SCHEDULER = Bus.PATIENCE.minusSeconds(2);

  private final String staging;
  private final Farm farm;
  private final LongSupplier clock;

  /**
   * @param staging the name of this host in the farm
   * @param clock milliseconds since 1970
   */
  LiveAttempts(String staging, Farm farm, LongSupplier clock) {
    this.staging = staging;
    this.farm = farm;
    this.clock = clock;
  }

  /** What a live attempt is about, for who asks for a door, and asks again. */
  CompletionStage<Assignment> of(AttemptId attempt, String workerId) {
    long until = clock.getAsLong() + WITHOUT_SCHEDULER.toMillis();
    return of(new GetAttempt(attempt, false, null), workerId, until);
  }

  /** The same for a commit, which is worth waiting for. */
  CompletionStage<Assignment> committing(GetAttempt asked, String workerId) {
    return of(asked, workerId, Long.MAX_VALUE);
  }

  /** Whether the scheduler says that this attempt is over; false when it says nothing so long. */
  CompletionStage<Boolean> isOver(AttemptId attempt, Duration patience) {
    GetAttempt question = new GetAttempt(attempt, false, null);
    return farm.insist(Addresses.GET_ATTEMPT, question, clock.getAsLong() + patience.toMillis())
        .handle(
            (assignment, e) ->
                Causes.of(e) instanceof RefusedException refused
                    && (refused.refusal().code() == Refusal.CONFLICT
                        || refused.refusal().code() == Refusal.NOT_FOUND));
  }

  private CompletionStage<Assignment> of(GetAttempt asked, String workerId, long until) {
    return farm.insist(Addresses.GET_ATTEMPT, asked, until)
        .handle(
            (assignment, e) -> {
              if (e != null) {
                Throwable cause = Causes.of(e);
                throw Insistence.isAnswer(cause)
                    ? (RefusedException) cause
                    : Refused.unavailable(cause);
              }
              String complaint = complaint(assignment, workerId);
              if (complaint != null) {
                throw new RefusedException(Refusal.conflict(complaint));
              }
              return assignment;
            });
  }

  private String complaint(Assignment assignment, String workerId) {
    if (!assignment.workerId().equals(workerId)) {
      return "attempt %s is not worker %s's: drop it".formatted(assignment.attempt(), workerId);
    }
    if (!staging.equals(assignment.staging())) {
      return "the files of attempt %s lie at staging %s, not at %s: ask there"
          .formatted(assignment.attempt(), assignment.staging(), staging);
    }
    return null;
  }
}
