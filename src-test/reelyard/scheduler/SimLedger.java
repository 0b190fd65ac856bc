package reelyard.scheduler;

import static reelyard.scheduler.SimViolation.unless;

import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import reelyard.message.Ack;
import reelyard.message.Assignment;
import reelyard.message.AttemptFailed;
import reelyard.message.AttemptId;
import reelyard.message.ChangeJobs;
import reelyard.message.ChangeOutcome;
import reelyard.message.ChangedJobs;
import reelyard.message.GetAttempt;
import reelyard.message.JobAction;
import reelyard.message.JobEvent;
import reelyard.message.JobView;
import reelyard.message.RegisterWorker;
import reelyard.message.ResultCommitted;
import reelyard.message.StartJob;
import reelyard.message.SubmitOutcome;
import reelyard.message.Submitted;
import reelyard.message.WorkerEvent;
import reelyard.model.Job;
import reelyard.model.JobSpec;
import reelyard.model.JobState;
import reelyard.model.Stage;
import reelyard.model.WhenDone;
import reelyard.scheduler.store.Change;
import reelyard.scheduler.store.WorkerRecord;

/**
 * Follows every job by what is stored and said, as an auditor outside the core would: each change
 * of state must be legal, deserved and told as it is.
 */
final class SimLedger {

  /** What was seen of a job. */
  private static final class Page {
    /** The first attempt since people last ran it again. */
    int firstAttempt = 1;

    /** Whose result was accepted since then, 0 for none. */
    int accepted;

    long committingUntil;

    /** Who was answered the latest attempt. */
    int answeredAttempt;

    String answeredTo;
  }

  private static final long COMMIT_MILLIS = 150_000;

  private final SimStore store;
  private final SimStaging staging;
  private final Map<String, Page> pages = new HashMap<>();
  private final Map<String, List<SubmitOutcome>> answeredKeys = new HashMap<>();
  private final BitSet dropped = new BitSet();
  private String epoch = "";
  private long sequence;
  private long completed;
  private long accepted;

  SimLedger(SimStore store, SimStaging staging) {
    this.store = store;
    this.staging = staging;
  }

  /** Jobs that became complete. */
  long completed() {
    return completed;
  }

  /** Jobs that were taken in. */
  long accepted() {
    return accepted;
  }

  // ---- what is stored

  void store(Object message, Decision<?> decision, long decidedAt) {
    if (decision.refusal() != null) {
      unless(
          decision.store().isEmpty(),
          "refused (%s), but stored: %s",
          decision.refusal(),
          decision.store());
    }
    for (Change change : decision.store()) {
      if (change instanceof Change.KeepJob keep) {
        keep(message, decision, keep.job(), decidedAt);
      } else if (change instanceof Change.DropJob drop) {
        drop(message, decision, drop.jobId());
      }
      store.apply(change);
    }
    if (message instanceof GetAttempt get && get.committing() && decision.answer() != null) {
      Job job = store.job(get.attempt().jobId());
      unless(
          job.state() == JobState.RUNNING && job.attempt() == get.attempt().attempt(),
          "staging was let commit %s, which is not live: %s",
          get.attempt(),
          job);
      pages.get(job.id()).committingUntil = decidedAt + COMMIT_MILLIS;
    }
  }

  private void keep(Object message, Decision<?> decision, Job job, long decidedAt) {
    unless(
        !dropped.get(number(job.id())),
        "job %s was deleted and is back by %s: %s",
        job.id(),
        message,
        job);
    Page page = pages.get(job.id());
    Job before = store.job(job.id());
    if (page == null) {
      unless(job.state() == JobState.QUEUED && job.attempt() == 0, "a new job is not new: %s", job);
      pages.put(job.id(), new Page());
      accepted++;
      return;
    }
    JobState was = before.state();
    JobState is = job.state();
    boolean begins = was != JobState.RUNNING && is == JobState.RUNNING;
    unless(
        job.attempt() == before.attempt() + (begins ? 1 : 0),
        "attempt %d of job %s follows attempt %d, %s -> %s",
        job.attempt(),
        job.id(),
        before.attempt(),
        was,
        is);
    unless(was == is || was.mayBecome(is), "job %s went from %s to %s", job.id(), was, is);
    if (begins) {
      begin(message, job, page, decidedAt);
    } else if (was == JobState.RUNNING && is == JobState.RUNNING) {
      unless(
          job.workerId().equals(before.workerId())
              && (job.incarnation().equals(before.incarnation())
                  || broughtBack(message, before, job.incarnation())),
          "live attempt %s.%d changed hands",
          job.id(),
          job.attempt());
    }
    if (was != JobState.COMPLETE && is == JobState.COMPLETE) {
      complete(message, before, page);
      unless(job.resultBytes() == ((ResultCommitted) message).bytes(), "job %s lies", job.id());
    } else if (was == JobState.RUNNING && is != JobState.RUNNING) {
      unless(
          !(message instanceof AttemptFailed failed)
              || (failed.attempt().attempt() == before.attempt()
                  && failed.workerId().equals(before.workerId())),
          "job %s was taken from %s by %s",
          job.id(),
          before.workerId(),
          message);
      unless(
          decidedAt > page.committingUntil || message instanceof AttemptFailed,
          "job %s was taken back while its result was being put in place, by %s",
          job.id(),
          message);
      page.committingUntil = 0;
    }
    if (was.ended() && is == JobState.QUEUED) {
      unless(did(JobAction.RETRY, message, decision, job.id()), "job %s runs again", job.id());
      // News of a result that nobody counted yet are welcome in the next life, too.
      page.firstAttempt = was == JobState.COMPLETE ? job.attempt() + 1 : page.firstAttempt;
      page.accepted = 0;
      page.committingUntil = 0;
    }
    if (was != is && is == JobState.STOPPED) {
      unless(did(JobAction.STOP, message, decision, job.id()), "job %s was stopped", job.id());
    }
  }

  /** Whether its worker was started anew, and still has the attempt's result. */
  private static boolean broughtBack(Object message, Job job, String incarnation) {
    return message instanceof RegisterWorker back
        && back.worker().id().equals(job.workerId())
        && back.worker().incarnation().equals(incarnation)
        && back.attempts().stream()
            .anyMatch(
                held ->
                    held.jobId().equals(job.id())
                        && held.attempt() == job.attempt()
                        && held.stage() == Stage.RETURNING);
  }

  private void begin(Object message, Job job, Page page, long decidedAt) {
    unless(message instanceof StartJob, "job %s runs because of %s", job.id(), message);
    StartJob start = (StartJob) message;
    unless(
        start.workerId().equals(job.workerId()) && start.incarnation().equals(job.incarnation()),
        "job %s runs at %s, not at %s, who claimed it",
        job.id(),
        job.workerId(),
        start.workerId());
    WorkerRecord worker = store.workers.get(job.workerId());
    unless(worker != null, "job %s runs at a worker that is not kept", job.id());
    unless(!job.suspended(), "suspended job %s starts", job.id());
    unless(job.priority() < JobSpec.HELD, "held job %s starts", job.id());
    unless(
        job.notBeforeMillis() <= decidedAt,
        "job %s starts at %d, not before %d",
        job.id(),
        decidedAt,
        job.notBeforeMillis());
    for (String other : job.spec().after()) {
      Job needed = store.job(other);
      unless(
          needed == null || needed.state() == JobState.COMPLETE,
          "job %s starts before job %s is complete",
          job.id(),
          other);
    }
    page.committingUntil = 0;
  }

  private void complete(Object message, Job before, Page page) {
    unless(
        message instanceof ResultCommitted,
        "job %s is complete because of %s",
        before.id(),
        message);
    ResultCommitted result = (ResultCommitted) message;
    int attempt = result.attempt().attempt();
    unless(
        staging.stands(result.attempt(), result.bytes()),
        "job %s is complete without its result",
        before.id());
    unless(
        attempt >= page.firstAttempt,
        "job %s, run again, is complete by attempt %d of its earlier life",
        before.id(),
        attempt);
    unless(page.accepted == 0, "job %s is complete twice", before.id());
    page.accepted = attempt;
    page.committingUntil = 0;
    completed++;
  }

  private void drop(Object message, Decision<?> decision, String id) {
    Job before = store.job(id);
    unless(before != null, "job %s is dropped and was not there", id);
    if (message instanceof ResultCommitted) {
      unless(before.spec().whenDone() == WhenDone.DELETE, "job %s was not to be deleted", id);
      complete(message, before, pages.get(id));
    } else {
      unless(did(JobAction.DELETE, message, decision, id), "job %s is lost by %s", id, message);
      unless(before.state() != JobState.RUNNING, "running job %s was deleted", id);
    }
    dropped.set(number(id));
    pages.remove(id);
  }

  private static boolean did(JobAction action, Object message, Decision<?> decision, String id) {
    return message instanceof ChangeJobs change
        && change.action() == action
        && decision.answer() instanceof ChangedJobs changed
        && changed.outcomes().contains(new ChangeOutcome(id, null));
  }

  private static int number(String id) {
    return Integer.parseInt(id.substring(1));
  }

  // ---- what is said

  void say(Object message, Decision<?> decision) {
    for (Decision.Said<?> said : decision.says()) {
      if (said.message() instanceof JobEvent event) {
        count(event.epoch(), event.sequence());
        event(event);
      } else if (said.message() instanceof WorkerEvent event) {
        count(event.epoch(), event.sequence());
        event(event);
      }
    }
    if (decision.answer() instanceof Assignment assignment) {
      assigned(message, assignment);
    } else if (message instanceof ResultCommitted result && decision.answer() instanceof Ack) {
      acknowledged(result);
    } else if (decision.answer() instanceof Submitted submitted) {
      submitted(message, submitted);
    }
  }

  private void count(String ofEpoch, long number) {
    if (!ofEpoch.equals(epoch)) {
      epoch = ofEpoch;
      sequence = 0;
    }
    unless(number == sequence + 1, "event %d follows event %d", number, sequence);
    sequence = number;
  }

  private void event(JobEvent event) {
    Job stored = store.job(event.job().id());
    if (event.gone()) {
      unless(stored == null, "job %s is not gone", event.job().id());
      return;
    }
    unless(stored != null, "job %s was told of and is not kept", event.job().id());
    JobView view = event.job();
    JobView kept = JobView.of(stored, view.progress());
    unless(
        view.state() == JobState.QUEUED ? elsewhere(kept, view).equals(view) : kept.equals(view),
        "told:%n%s%nkept:%n%s",
        view,
        kept);
  }

  /** Where a job waits is not kept. */
  private static JobView elsewhere(JobView kept, JobView view) {
    return new JobView(
        kept.id(),
        kept.name(),
        kept.description(),
        kept.user(),
        kept.input(),
        kept.output(),
        kept.preset(),
        kept.priority(),
        kept.pool(),
        kept.state(),
        kept.suspended(),
        kept.archived(),
        kept.stage(),
        kept.attempt(),
        view.workerId(),
        kept.inputBytes(),
        kept.resultBytes(),
        kept.notBeforeMillis(),
        kept.submittedMillis(),
        kept.startedMillis(),
        kept.endedMillis(),
        kept.progress(),
        kept.failure(),
        kept.staging(),
        kept.receipt(),
        kept.undoneMillis(),
        kept.resultRoot());
  }

  private void event(WorkerEvent event) {
    WorkerRecord record = store.workers.get(event.worker().worker().id());
    if (event.worker().state() == reelyard.model.WorkerState.LEFT) {
      unless(record == null, "worker %s left and is kept", event.worker().worker().id());
      return;
    }
    unless(record != null, "worker %s is not kept", event.worker().worker().id());
    unless(
        record.info().equals(event.worker().worker())
            && record.settings().equals(event.worker().settings())
            && record.note().equals(event.worker().note()),
        "worker told:%n%s%nkept:%n%s",
        event.worker(),
        record);
  }

  private void assigned(Object message, Assignment assignment) {
    AttemptId attempt = assignment.attempt();
    Job job = store.job(attempt.jobId());
    unless(
        job.state() == JobState.RUNNING && job.attempt() == attempt.attempt(),
        "attempt %s was handed out and is not live: %s",
        attempt,
        job);
    unless(
        !(message instanceof GetAttempt get) || get.attempt().equals(attempt),
        "%s was asked for, %s answered",
        message,
        attempt);
    Page page = pages.get(job.id());
    if (message instanceof StartJob start) {
      String claimant = start.workerId() + "/" + start.incarnation();
      unless(
          page.answeredAttempt < attempt.attempt() || claimant.equals(page.answeredTo),
          "attempt %s was given to %s and to %s",
          attempt,
          page.answeredTo,
          claimant);
      page.answeredAttempt = attempt.attempt();
      page.answeredTo = claimant;
    }
  }

  private void acknowledged(ResultCommitted result) {
    String id = result.attempt().jobId();
    Page page = pages.get(id);
    unless(
        page == null
            ? dropped.get(number(id))
            : store.job(id).state() == JobState.COMPLETE
                && page.accepted == result.attempt().attempt(),
        "result %s was accepted, but job %s is %s by attempt %d",
        result.attempt(),
        id,
        page == null ? "unknown" : store.job(id).state(),
        page == null ? 0 : page.accepted);
  }

  private void submitted(Object message, Submitted submitted) {
    Set<String> ids = new HashSet<>();
    for (SubmitOutcome outcome : submitted.outcomes()) {
      unless((outcome.jobId() == null) != (outcome.refusal() == null), "both or none: %s", outcome);
      if (outcome.jobId() != null) {
        unless(ids.add(outcome.jobId()), "job %s stands for two", outcome.jobId());
        unless(
            pages.containsKey(outcome.jobId()) || dropped.get(number(outcome.jobId())),
            "job %s was acknowledged and is not kept",
            outcome.jobId());
      }
    }
    if (message instanceof SimUsers.Request request && request.key() != null) {
      String digest = request.key() + " " + request.digest();
      List<SubmitOutcome> before = answeredKeys.putIfAbsent(digest, submitted.outcomes());
      unless(
          before == null || before.equals(submitted.outcomes()),
          "key %s was answered %s, then %s",
          request.key(),
          before,
          submitted.outcomes());
    }
  }

  /** Old keys are asked no more. */
  void forgetKeys() {
    answeredKeys.clear();
  }
}
