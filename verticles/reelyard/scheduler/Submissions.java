package reelyard.scheduler;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import reelyard.message.SourceFinding;
import reelyard.message.SubmitOutcome;
import reelyard.model.Failure;
import reelyard.model.FailureReason;
import reelyard.model.Job;
import reelyard.model.JobSpec;
import reelyard.model.JobState;
import reelyard.model.Needs;
import reelyard.model.Stage;
import reelyard.scheduler.store.Change;
import reelyard.scheduler.store.Submission;

/** Takes jobs in, each by itself, and never the same request twice. */
final class Submissions {

  /** One job of a request: what was asked, and what staging and the preset told of it. */
  record Wish(JobSpec spec, Needs needs, SourceFinding finding) {}

  /** A key is remembered for so long. */
  static final long REMEMBER_MILLIS = 7L * 24 * 3_600_000;

  /** Longer than a read of the store may take; older keys are looked up there. */
  private static final long LINGER_MILLIS = 60_000;

  private final SchedulerConfig config;
  private final Supplier<String> newJobId;
  private final JobBook jobs;
  private final Outbox outbox;
  private final Map<String, Submission> latest = new LinkedHashMap<>();

  Submissions(SchedulerConfig config, Supplier<String> newJobId, JobBook jobs, Outbox outbox) {
    this.config = config;
    this.newJobId = newJobId;
    this.jobs = jobs;
    this.outbox = outbox;
  }

  /** What was answered to a request with this key of late, or null. */
  Submission answered(String key) {
    return key == null ? null : latest.get(key);
  }

  /** How many jobs more the farm takes in. */
  long room() {
    return config.mostLiveJobs() - jobs.count(JobState.QUEUED) - jobs.count(JobState.RUNNING);
  }

  /** The key, or null, names this request; the digest tells it from others. */
  List<SubmitOutcome> take(List<Wish> wishes, String key, String digest, long now) {
    Batch batch = new Batch(wishes.stream().map(Wish::spec).toList());
    SubmitOutcome[] outcomes = new SubmitOutcome[wishes.size()];
    for (int i : batch.stuck()) {
      outcomes[i] =
          refused(
              bad(
                  "after: job %s waits for itself, or for one that does"
                      .formatted(name(wishes.get(i)))));
    }
    for (int i : batch.order()) {
      Wish wish = wishes.get(i);
      Failure refusal = refusal(wish, batch, outcomes);
      outcomes[i] =
          refusal == null
              ? new SubmitOutcome(accept(wish, batch, outcomes, now), null)
              : refused(refusal);
    }
    remember(key, digest, List.of(outcomes), now);
    return List.of(outcomes);
  }

  private static SubmitOutcome refused(Failure why) {
    return new SubmitOutcome(null, why);
  }

  private static String name(Wish wish) {
    return wish.spec().label() == null ? wish.spec().name() : wish.spec().label();
  }

  private Failure refusal(Wish wish, Batch batch, SubmitOutcome[] outcomes) {
    JobSpec spec = wish.spec();
    if (wish.finding().refusal() != null) {
      return wish.finding().refusal();
    }
    if (batch.isDoubled(spec.label())) {
      return bad("label %s stands for several jobs of this request".formatted(spec.label()));
    }
    for (String other : spec.after()) {
      Failure wrong = whyNotAfter(other, batch, outcomes);
      if (wrong != null) {
        return wrong;
      }
    }
    JobEntry rival = jobs.makerOf(wish.finding().staging(), wish.finding().target());
    if (rival != null) {
      return new Failure(
          FailureReason.RESULT_EXISTS,
          "job %s already makes %s: give this one another output"
              .formatted(rival.id(), spec.output()),
          null,
          List.of(),
          null);
    }
    if (room() <= 0) {
      return bad(
          "the farm holds %d jobs that have not ended, as many as scheduler.mostLiveJobs lets it"
              .formatted(config.mostLiveJobs()));
    }
    return null;
  }

  private Failure whyNotAfter(String other, Batch batch, SubmitOutcome[] outcomes) {
    Integer labelled = batch.labelled(other);
    if (labelled != null) {
      Failure refusal = outcomes[labelled].refusal();
      return refusal == null
          ? null
          : bad(
              "after: job %s of this request was refused: %s".formatted(other, refusal.message()));
    }
    JobEntry entry = jobs.get(other);
    if (entry == null) {
      return bad("after: there is no job %s".formatted(other));
    }
    return switch (entry.state()) {
      case FAILED, STOPPED ->
          bad("after: job %s ended as %s: retry it first".formatted(other, entry.state()));
      default -> null;
    };
  }

  private String accept(Wish wish, Batch batch, SubmitOutcome[] outcomes, long now) {
    List<String> after = new ArrayList<>();
    for (String other : wish.spec().after()) {
      Integer labelled = batch.labelled(other);
      after.add(labelled == null ? other : outcomes[labelled].jobId());
    }
    JobSpec spec = wish.spec().withAfter(after.stream().distinct().toList());
    JobEntry entry = jobs.add(job(newId(), spec, wish, now), now);
    jobs.awaitOthers(entry, now);
    outbox.changed(entry);
    return entry.id();
  }

  private Job job(String id, JobSpec spec, Wish wish, long now) {
    return new Job(
        id,
        spec,
        wish.needs(),
        wish.finding().target(),
        wish.finding().bytes(),
        spec.priority(),
        jobs.line().newRank(),
        spec.pool(),
        spec.suspended(),
        false,
        JobState.QUEUED,
        Stage.QUEUED,
        0,
        null,
        null,
        0,
        null,
        null,
        0,
        0,
        List.of(),
        spec.notBeforeMillis(),
        now,
        0,
        0,
        0,
        -1,
        null,
        wish.finding().staging(),
        null,
        0,
        null);
  }

  private void remember(String key, String digest, List<SubmitOutcome> outcomes, long now) {
    latest.values().removeIf(old -> old.millis() < now - LINGER_MILLIS);
    if (key != null) {
      outbox.keep(new Change.DropSubmissions(now - REMEMBER_MILLIS));
      Submission submission = new Submission(key, digest, outcomes, now);
      latest.put(key, submission);
      outbox.keep(new Change.KeepSubmission(submission));
    }
  }

  private String newId() {
    String id = newJobId.get();
    while (jobs.get(id) != null) {
      id = newJobId.get();
    }
    return id;
  }

  private static Failure bad(String message) {
    return new Failure(FailureReason.BAD_REQUEST, message, null, List.of(), null);
  }
}
