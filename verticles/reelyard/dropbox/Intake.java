package reelyard.dropbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import reelyard.bus.Json;
import reelyard.bus.RefusedException;
import reelyard.dropbox.Questions.AwayException;
import reelyard.message.JobId;
import reelyard.message.JobView;
import reelyard.message.Refusal;
import reelyard.message.SubmitJobs;
import reelyard.message.SubmitOutcome;
import reelyard.model.Failure;
import reelyard.model.FailureReason;
import reelyard.model.JobSpec;
import reelyard.model.JobState;

/** Makes a job of what lies whole in a watched folder, unless its content is known. */
final class Intake {

  /** What only another rule or another film cures; all else may be well again by itself. */
  private static final Set<FailureReason> FINAL =
      EnumSet.of(
          FailureReason.BAD_REQUEST,
          FailureReason.SOURCE_WITHOUT_VIDEO,
          FailureReason.PRESET_UNKNOWN,
          FailureReason.PRESET_BROKEN,
          FailureReason.OPTION_UNKNOWN,
          FailureReason.OPTION_FORBIDDEN);

  private final Map<String, Rule> rules;
  private final Ledger ledger;
  private final Fingerprints fingerprints;
  private final Results results;
  private final SchedulerPort scheduler;
  private final Predicate<List<Path>> isWritten;
  private final LongSupplier clock;

  /**
   * @param isWritten whether any of these files is open to write
   * @param clock milliseconds since 1970
   */
  Intake(
      Map<String, Rule> rules,
      Ledger ledger,
      Fingerprints fingerprints,
      Results results,
      SchedulerPort scheduler,
      Predicate<List<Path>> isWritten,
      LongSupplier clock) {
    this.rules = rules;
    this.ledger = ledger;
    this.fingerprints = fingerprints;
    this.results = results;
    this.scheduler = scheduler;
    this.isWritten = isWritten;
    this.clock = clock;
  }

  /** Reads it, asks and submits; blocks as long as that takes. */
  Taking take(Wanted wanted) throws InterruptedException {
    if (!isWhole(wanted.find())) {
      return new Taking.Unsettled();
    }
    Wanted read = wanted;
    try {
      if (wanted.fingerprint() == null) {
        read = wanted.read(fingerprint(wanted));
        if (!isWhole(wanted.find())) {
          return new Taking.Unsettled();
        }
      }
      if (results.isComing(wanted.find())) {
        return new Taking.Unsettled();
      }
      results.catchUp();
      return decide(read);
    } catch (AwayException e) {
      return new Taking.Away(read, "the scheduler does not answer (" + e.getMessage() + ")");
    } catch (LedgerException e) {
      return new Taking.Away(read, e.getMessage());
    } catch (RefusedException e) {
      return refused(read, e.refusal().message(), e.refusal().code() != Refusal.BAD_MESSAGE);
    } catch (IOException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw (InterruptedException) new InterruptedException("stopped").initCause(e);
      }
      return refused(read, "it cannot be read: " + e.getMessage(), true);
    }
  }

  /** What was refused was read before, and is not read again as long as it stands as it did. */
  private String fingerprint(Wanted wanted) throws IOException, InterruptedException {
    Find find = wanted.find();
    Optional<String> known =
        ledger
            .seen(wanted.rule(), find.path())
            .filter(entry -> entry.stamp().equals(find.stamp()))
            .map(Entry::fingerprint);
    return known.isPresent() ? known.get() : fingerprints.of(find);
  }

  private boolean isWhole(Find find) {
    return Finder.again(find).filter(now -> now.stamp().equals(find.stamp())).isPresent()
        && !isWritten.test(find.files());
  }

  private Taking decide(Wanted wanted) throws AwayException, InterruptedException {
    String maker = results.maker(wanted.find(), wanted.fingerprint());
    if (maker != null) {
      return settled(
          wanted, Verdict.RESULT, maker, "the farm made it, as the result of job " + maker);
    }
    Optional<Ledger.Taken> taken = ledger.taken(wanted.rule(), wanted.fingerprint());
    if (taken.isPresent() && !mayGoAgain(taken.get(), wanted)) {
      boolean same = taken.get().path().equals(wanted.find().path());
      return settled(
          wanted,
          Verdict.DOUBLE,
          taken.get().job(),
          same
              ? "job %s took the same content from here before".formatted(taken.get().job())
              : "job %s took the same content from %s before"
                  .formatted(taken.get().job(), Sayable.shown(taken.get().path())));
    }
    return submit(wanted);
  }

  /** A film that was moved before its job got at it: that job cannot succeed any more. */
  private boolean mayGoAgain(Ledger.Taken taken, Wanted wanted)
      throws AwayException, InterruptedException {
    if (taken.path().equals(wanted.find().path()) || Files.exists(taken.path())) {
      return false;
    }
    try {
      JobView job = Questions.answer(scheduler.job(new JobId(taken.job())));
      return job.state() == JobState.FAILED || job.state() == JobState.STOPPED;
    } catch (RefusedException e) {
      // Deleted: whoever did that knew why.
      return false;
    }
  }

  private Taking submit(Wanted wanted) throws AwayException, InterruptedException {
    JobSpec job;
    try {
      job = Orders.job(wanted.rule(), rules.get(wanted.rule()), wanted.find());
    } catch (IOException e) {
      return refused(wanted, e.getMessage(), true);
    }
    SubmitOutcome outcome =
        Questions.answer(scheduler.submit(new SubmitJobs(key(wanted, job), List.of(job))))
            .outcomes()
            .get(0);
    if (outcome.jobId() == null) {
      Failure refusal = outcome.refusal();
      return refused(wanted, refusal.message(), !FINAL.contains(refusal.reason()));
    }
    return settled(wanted, Verdict.SUBMITTED, outcome.jobId(), null);
  }

  /**
   * The same for the same film as it stands under the same rule: so a try whose answer was lost, in
   * whatever way, makes no second job. Another after each refusal, which the key would repeat.
   */
  private String key(Wanted wanted, JobSpec job) {
    Stamp stamp = wanted.find().stamp();
    String about =
        String.join(
            "\0",
            Json.write(job),
            wanted.fingerprint(),
            stamp.toString(),
            Integer.toString(tries(wanted)));
    return "dropbox-" + wanted.rule() + "-" + Fingerprints.ofText(about);
  }

  private int tries(Wanted wanted) {
    return ledger
        .seen(wanted.rule(), wanted.find().path())
        .filter(entry -> entry.stamp().equals(wanted.find().stamp()))
        .map(Entry::tries)
        .orElse(0);
  }

  private Taking settled(Wanted wanted, Verdict verdict, String job, String note) {
    Entry entry = entry(wanted, verdict, job, note, 0);
    ledger.keep(entry);
    return new Taking.Settled(entry);
  }

  private Taking refused(Wanted wanted, String why, boolean again) {
    try {
      Entry entry = entry(wanted, Verdict.REFUSED, null, why, tries(wanted) + 1);
      ledger.keep(entry);
      return new Taking.Refused(entry, again);
    } catch (LedgerException e) {
      return new Taking.Away(wanted, e.getMessage());
    }
  }

  private Entry entry(Wanted wanted, Verdict verdict, String job, String note, int tries) {
    return new Entry(
        wanted.rule(),
        wanted.find().path(),
        wanted.find().stamp(),
        wanted.fingerprint(),
        verdict,
        job,
        note,
        tries,
        clock.getAsLong());
  }
}
