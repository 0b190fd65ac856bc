package reelyard.scheduler;

import reelyard.message.Ack;
import reelyard.message.Assignment;
import reelyard.message.GetAttempt;
import reelyard.message.ResultCommitted;
import reelyard.message.StagingStatus;

/** What staging asks and tells. */
final class StagingDesk {

  private final JobBook jobs;
  private final Stagings stagings;
  private final Queues queues;
  private final Attempts attempts;
  private final Outbox outbox;

  StagingDesk(JobBook jobs, Stagings stagings, Queues queues, Attempts attempts, Outbox outbox) {
    this.jobs = jobs;
    this.stagings = stagings;
    this.queues = queues;
    this.attempts = attempts;
    this.outbox = outbox;
  }

  /** A staging host says how it is. */
  Decision<Ack> on(StagingStatus message, long now) {
    if (stagings.hear(message, now)) {
      queues.lay(now);
    }
    return outbox.decide(new Ack());
  }

  /** Is the attempt live? While it commits, it is not fenced for silence. */
  Decision<Assignment> on(GetAttempt message, long now) {
    JobEntry entry = jobs.get(message.attempt().jobId());
    if (entry == null) {
      return outbox.refuse(Refusals.unknownJob(message.attempt().jobId()));
    }
    if (!entry.holds(message.attempt())) {
      return outbox.refuse(Refusals.fenced(message.attempt()));
    }
    if (message.committing()) {
      entry.commit(message.mark(), now);
      outbox.keep(entry);
    }
    return outbox.decide(entry.assignment());
  }

  /** The result stands under its final name. */
  Decision<Ack> on(ResultCommitted message, long now) {
    JobEntry entry = jobs.get(message.attempt().jobId());
    if (entry == null) {
      return outbox.refuse(Refusals.unknownJob(message.attempt().jobId()));
    }
    if (entry.wasMadeBy(message.attempt())) {
      return outbox.decide(new Ack());
    }
    if (entry.state().ended() || !entry.mayHaveCommitted(message.attempt())) {
      return outbox.refuse(Refusals.fenced(message.attempt()));
    }
    entry.keepReceipt(message.receipt());
    entry.provenBy(message.root());
    attempts.complete(entry, message.attempt(), message.bytes(), now);
    queues.lay(now);
    return outbox.decide(new Ack());
  }
}
