package reelyard.scheduler;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import reelyard.bus.Json;
import reelyard.bus.RefusedException;
import reelyard.message.Refusal;
import reelyard.message.SourceFinding;
import reelyard.message.SubmitJobs;
import reelyard.message.Submitted;
import reelyard.model.Failure;
import reelyard.model.JobSpec;
import reelyard.model.Needs;
import reelyard.scheduler.store.JobStore;
import reelyard.scheduler.store.Submission;

/** Looks at what users submit before the core hears of it: limits, words, presets, files. */
final class Intake {

  private final SchedulerConfig config;
  private final StoredScheduler scheduler;
  private final JobStore store;
  private final Function<List<JobSpec>, CompletionStage<List<JobSpec>>> presets;
  private final Function<List<JobSpec>, CompletionStage<List<SourceFinding>>> inspector;
  private final Executor blocking;

  /**
   * @param presets gives jobs the texts of people's own presets that they name
   * @param inspector has staging look at the files, in the order of the jobs
   * @param blocking runs what takes long
   */
  Intake(
      SchedulerConfig config,
      StoredScheduler scheduler,
      JobStore store,
      Function<List<JobSpec>, CompletionStage<List<JobSpec>>> presets,
      Function<List<JobSpec>, CompletionStage<List<SourceFinding>>> inspector,
      Executor blocking) {
    this.config = config;
    this.scheduler = scheduler;
    this.store = store;
    this.presets = presets;
    this.inspector = inspector;
    this.blocking = blocking;
  }

  /** What was read of a request: for each job its complaint or else its needs, and a digest. */
  private record Reading(
      List<JobSpec> jobs, List<Optional<Failure>> complaints, List<Needs> needs, String digest) {}

  /** Takes in new jobs; refused as a whole when there are too many, or the key was another's. */
  CompletionStage<Submitted> submit(SubmitJobs message) {
    if (message.jobs().size() > config.mostJobs()) {
      return CompletableFuture.failedFuture(
          new RefusedException(
              Refusal.badMessage(
                  "jobs are %d: a request holds at most %d (scheduler.mostJobs); submit them in parts"
                      .formatted(message.jobs().size(), config.mostJobs()))));
    }
    return presets
        .apply(message.jobs())
        .thenApplyAsync(jobs -> read(message, jobs), blocking)
        .thenCompose(reading -> submit(message, reading));
  }

  private CompletionStage<Submitted> submit(SubmitJobs message, Reading reading) {
    return stored(message.key())
        .thenCompose(
            stored ->
                stored.isPresent()
                    ? take(message, List.of(), reading, stored.get())
                    : look(reading).thenCompose(wishes -> take(message, wishes, reading, null)));
  }

  private CompletionStage<Optional<Submission>> stored(String key) {
    return key == null
        ? CompletableFuture.completedFuture(Optional.empty())
        : store.submission(key);
  }

  private CompletionStage<Submitted> take(
      SubmitJobs message, List<Submissions.Wish> wishes, Reading reading, Submission stored) {
    Set<String> needed = new LinkedHashSet<>();
    message.jobs().forEach(spec -> needed.addAll(spec.after()));
    return scheduler.tell(
        needed, (core, now) -> core.submit(wishes, message.key(), reading.digest(), stored, now));
  }

  /** The key stands for what was asked, whatever the presets were then. */
  private static Reading read(SubmitJobs message, List<JobSpec> jobs) {
    List<Optional<Failure>> complaints = new ArrayList<>();
    List<Needs> needs = new ArrayList<>();
    Map<List<?>, Needs> ofPreset = new HashMap<>();
    for (JobSpec spec : jobs) {
      Optional<Failure> complaint = Admission.complaint(spec);
      complaints.add(complaint);
      // Thousands of jobs bring the same preset.
      List<?> alike = Arrays.asList(spec.presetJson(), spec.preset(), spec.options());
      needs.add(
          complaint.isPresent()
              ? null
              : ofPreset.computeIfAbsent(alike, same -> JobNeeds.of(spec)));
    }
    return new Reading(
        jobs, complaints, needs, message.key() == null ? null : digest(asked(message)));
  }

  /**
   * Without moments: 'in two hours' is another one at each repetition, and asks for the same jobs.
   * In names and other texts the quotes are masked.
   */
  private static String asked(SubmitJobs message) {
    return Json.write(message).replaceAll("\"notBeforeMillis\":\\d+", "");
  }

  private static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private CompletionStage<List<Submissions.Wish>> look(Reading reading) {
    List<JobSpec> jobs = reading.jobs();
    List<JobSpec> sound = new ArrayList<>();
    for (int i = 0; i < jobs.size(); i++) {
      if (reading.complaints().get(i).isEmpty()) {
        sound.add(jobs.get(i));
      }
    }
    CompletionStage<List<SourceFinding>> findings =
        sound.isEmpty() ? CompletableFuture.completedFuture(List.of()) : inspector.apply(sound);
    return findings.thenApply(found -> wishes(jobs, reading, found));
  }

  private static List<Submissions.Wish> wishes(
      List<JobSpec> jobs, Reading reading, List<SourceFinding> found) {
    List<Submissions.Wish> wishes = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < jobs.size(); i++) {
      Optional<Failure> complaint = reading.complaints().get(i);
      SourceFinding finding =
          complaint.isPresent()
              ? new SourceFinding(0, null, null, complaint.get())
              : found.get(next++);
      JobSpec spec = jobs.get(i);
      if (spec.replaceSource() && finding.refusal() == null) {
        spec = spec.withOutput(finding.target());
      }
      wishes.add(new Submissions.Wish(spec, reading.needs().get(i), finding));
    }
    return wishes;
  }
}
