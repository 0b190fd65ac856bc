package reelyard.scheduler;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    Map<String, String> labels = new HashMap<>();
    Set<String> doubled = new HashSet<>();
    for (Wish wish : wishes) {
      String label = wish.spec().label();
      if (label != null && labels.put(label, newId()) != null) {
        doubled.add(label);
      }
    }
    Set<String> inCycles = Cycles.of(wishes.stream().map(Wish::spec).toList());
    Map<String, String> refusedLabels = new HashMap<>();
    List<SubmitOutcome> outcomes = new ArrayList<>();
    for (int i : order(wishes, inCycles)) {
      while (outcomes.size() < wishes.size()) {
        outcomes.add(null);
      }
      Wish wish = wishes.get(i);
      Failure refusal = refusal(wish, labels, doubled, inCycles, refusedLabels);
      if (refusal == null) {
        outcomes.set(i, new SubmitOutcome(accept(wish, labels, now), null));
      } else {
        if (wish.spec().label() != null) {
          refusedLabels.put(wish.spec().label(), refusal.message());
        }
        outcomes.set(i, new SubmitOutcome(null, refusal));
      }
    }
    remember(key, digest, outcomes, now);
    return outcomes;
  }

  /** Those that others of the request wait for come before these. */
  private static List<Integer> order(List<Wish> wishes, Set<String> inCycles) {
    Map<String, Integer> byLabel = new HashMap<>();
    for (int i = 0; i < wishes.size(); i++) {
      if (wishes.get(i).spec().label() != null) {
        byLabel.put(wishes.get(i).spec().label(), i);
      }
    }
    List<Integer> order = new ArrayList<>();
    Set<Integer> seen = new HashSet<>();
    java.util.ArrayDeque<Integer> path = new java.util.ArrayDeque<>();
    for (int i = 0; i < wishes.size(); i++) {
      path.push(i);
      while (!path.isEmpty()) {
        int at = path.peek();
        Integer first = null;
        for (String other : wishes.get(at).spec().after()) {
          Integer needed = inCycles.contains(other) ? null : byLabel.get(other);
          if (needed != null && !seen.contains(needed) && needed != at) {
            first = needed;
          }
        }
        if (first != null && !inCycles.contains(wishes.get(at).spec().label())) {
          path.push(first);
        } else {
          path.pop();
          if (seen.add(at)) {
            order.add(at);
          }
        }
      }
    }
    return order;
  }

  private Failure refusal(
      Wish wish,
      Map<String, String> labels,
      Set<String> doubled,
      Set<String> inCycles,
      Map<String, String> refusedLabels) {
    JobSpec spec = wish.spec();
    if (wish.finding().refusal() != null) {
      return wish.finding().refusal();
    }
    if (spec.label() != null && doubled.contains(spec.label())) {
      return bad("label %s stands for several jobs of this request".formatted(spec.label()));
    }
    if (spec.label() != null && inCycles.contains(spec.label())) {
      return bad("after: job %s waits for itself, by way of others".formatted(spec.label()));
    }
    for (String other : spec.after()) {
      Failure wrong = whyNotAfter(other, labels, refusedLabels);
      if (wrong != null) {
        return wrong;
      }
    }
    JobEntry rival = jobs.makerOf(wish.finding().target());
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

  private Failure whyNotAfter(
      String other, Map<String, String> labels, Map<String, String> refusedLabels) {
    if (refusedLabels.containsKey(other)) {
      return bad(
          "after: job %s of this request was refused: %s"
              .formatted(other, refusedLabels.get(other)));
    }
    if (labels.containsKey(other)) {
      return null;
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

  private String accept(Wish wish, Map<String, String> labels, long now) {
    JobSpec asked = wish.spec();
    List<String> after =
        asked.after().stream().map(o -> labels.getOrDefault(o, o)).distinct().toList();
    JobSpec spec = asked.withAfter(after);
    String id = asked.label() == null ? newId() : labels.get(asked.label());
    JobEntry entry = jobs.add(job(id, spec, wish, now), now);
    jobs.awaitOthers(entry, now);
    outbox.changed(entry);
    return id;
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
        0,
        List.of(),
        spec.notBeforeMillis(),
        now,
        0,
        0,
        0,
        -1,
        null);
  }

  private void remember(String key, String digest, List<SubmitOutcome> outcomes, long now) {
    latest.values().removeIf(old -> old.millis() < now - LINGER_MILLIS);
    if (key != null) {
      Submission submission = new Submission(key, digest, List.copyOf(outcomes), now);
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
