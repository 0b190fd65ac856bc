package reelyard.staging;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import reelyard.message.Assignment;
import reelyard.message.AttemptId;
import reelyard.message.CommitResult;
import reelyard.message.GetAttempt;
import reelyard.message.ResultCommitted;

/** Puts results in place; the same commit again, while it runs or after, gets the same answer. */
final class Commits {

  private static final int REMEMBERED = 1_000;

  private final Map<AttemptId, CompletionStage<ResultCommitted>> known =
      new Remembered<>(REMEMBERED);

  private final Returns returns;
  private final LiveAttempts attempts;
  private final Announcement announcement;
  private final Replacements replacements;
  private final Threads disk;
  private final Threads committing;

  /**
   * @param committing threads of its own: a slow disk under results is not to keep questions
   *     waiting
   */
  Commits(
      Returns returns,
      LiveAttempts attempts,
      Announcement announcement,
      Replacements replacements,
      Threads disk,
      Threads committing) {
    this.returns = returns;
    this.attempts = attempts;
    this.announcement = announcement;
    this.replacements = replacements;
    this.disk = disk;
    this.committing = committing;
  }

  CompletionStage<ResultCommitted> commit(CommitResult question) {
    CompletionStage<ResultCommitted> before = known.get(question.attempt());
    if (before != null) {
      return before;
    }
    CompletionStage<ResultCommitted> running =
        committing
            .checked(
                () ->
                    returns.waits(question.attempt())
                        ? Checked.<Returns.Proven>of(null)
                        : returns.prove(question))
            .thenCompose(
                proven ->
                    proven != null
                        ? CompletableFuture.completedStage(proven)
                        : reopened(question)
                            .thenCompose(
                                opened -> committing.checked(() -> returns.prove(question))))
            .thenCompose(proven -> commit(question, proven))
            .thenCompose(announcement::announced);
    known.put(question.attempt(), running);
    running.whenComplete(
        (committed, e) -> {
          if (e != null) {
            known.remove(question.attempt(), running);
          }
        });
    return running;
  }

  /** The result may have come to a staging before this one; where it stands, it needs no door. */
  private CompletionStage<?> reopened(CommitResult question) {
    return attempts
        .of(question.attempt(), question.workerId())
        .thenCompose(
            assignment ->
                disk.<Door>checked(
                    () ->
                        ResultMark.stands(assignment)
                            ? Checked.of(null)
                            : returns.takeBack(assignment)));
  }

  /** The scheduler waits for a commit that began: none begins of what did not come whole. */
  private CompletionStage<ResultCommitted> commit(CommitResult question, Returns.Proven proven) {
    return live(question, proven)
        .thenCompose(
            assignment ->
                committing.checked(
                    () ->
                        ResultMark.standing(assignment)
                            .filter(result -> result.attempt().equals(question.attempt()))
                            .map(replacements::withReceipt)
                            .map(Checked::of)
                            .orElseGet(() -> returns.commit(assignment, question, proven))));
  }

  private CompletionStage<Assignment> live(CommitResult question, Returns.Proven proven) {
    return proven.isHere()
        ? attempts.committing(
            new GetAttempt(question.attempt(), true, proven.mark()), question.workerId())
        : attempts.of(question.attempt(), question.workerId());
  }
}
