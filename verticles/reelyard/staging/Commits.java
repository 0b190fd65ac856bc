package reelyard.staging;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
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
        disk.run(() -> returns.waits(question.attempt()) ? null : asked(question))
            .thenCompose(
                asked ->
                    asked != null
                        ? CompletableFuture.completedStage(asked)
                        : reopened(question).thenCompose(opened -> disk.run(() -> asked(question))))
            .thenCompose(asked -> commit(question, asked))
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

  private GetAttempt asked(CommitResult question) {
    return new GetAttempt(question.attempt(), true, returns.mark(question.attempt()));
  }

  private CompletionStage<ResultCommitted> commit(CommitResult question, GetAttempt asked) {
    return attempts
        .committing(asked, question.workerId())
        .thenCompose(
            assignment ->
                committing.checked(
                    () ->
                        ResultMark.standing(assignment)
                            .filter(result -> result.attempt().equals(question.attempt()))
                            .map(replacements::withReceipt)
                            .map(Checked::of)
                            .orElseGet(() -> returns.commit(assignment, question))));
  }
}
