package reelyard.staging;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reelyard.address.Addresses;
import reelyard.bus.Causes;
import reelyard.bus.RefusedException;
import reelyard.message.Assignment;
import reelyard.message.Refusal;
import reelyard.message.ResultCommitted;

/** Tells the scheduler of each result that stands, however long it takes. */
final class Announcement {

  private static final Logger log = LoggerFactory.getLogger(Announcement.class);

  /** A worker waits no longer than this for the scheduler to hear of its result. */
  private static final Duration ANSWER_AFTER = Duration.ofSeconds(2);

  private final Farm farm;
  private final Replacements replacements;
  private final Threads disk;
  private final Timers timers;

  Announcement(Farm farm, Replacements replacements, Threads disk, Timers timers) {
    this.farm = farm;
    this.replacements = replacements;
    this.disk = disk;
    this.timers = timers;
  }

  /** Done when the scheduler heard, or soon after. */
  CompletionStage<ResultCommitted> announced(ResultCommitted result) {
    CompletableFuture<ResultCommitted> answer = new CompletableFuture<>();
    timers.after(ANSWER_AFTER, () -> answer.complete(result));
    farm.insist(Addresses.RESULT_COMMITTED, result, Long.MAX_VALUE)
        .whenComplete(
            (told, e) -> {
              if (e != null) {
                log.warn(
                    "{} stands, yet the scheduler did not want it: {}",
                    Shown.name(result.path()),
                    Causes.of(e).getMessage());
              }
              answer.complete(result);
            });
    return answer;
  }

  /** A result that an earlier attempt left in place is announced, and no other one is made. */
  CompletionStage<Assignment> unlessItStands(Assignment assignment) {
    if (assignment.mark() == null) {
      return CompletableFuture.completedStage(assignment);
    }
    return disk.run(() -> ResultMark.standing(assignment).map(replacements::withReceipt))
        .thenCompose(
            standing ->
                standing.isEmpty()
                    ? CompletableFuture.completedStage(assignment)
                    : announced(standing.get())
                        .thenApply(
                            told -> {
                              throw new RefusedException(
                                  Refusal.conflict(
                                      "the result of attempt %s stands already"
                                          .formatted(told.attempt())));
                            }));
  }
}
