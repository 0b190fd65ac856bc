package reelyard.dropbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import reelyard.bus.RefusedException;
import reelyard.message.JobId;
import reelyard.message.JobPage;
import reelyard.message.JobView;
import reelyard.message.ListJobs;
import reelyard.message.Refusal;
import reelyard.message.SubmitJobs;
import reelyard.message.SubmitOutcome;
import reelyard.message.Submitted;
import reelyard.model.Failure;
import reelyard.model.FailureReason;
import reelyard.model.JobSpec;
import reelyard.model.JobState;
import reelyard.model.Stage;

/** A drop box without threads and with a clock of its own, before a scheduler that remembers. */
final class Drops implements SchedulerPort, AutoCloseable {

  final Map<String, JobSpec> jobs = new LinkedHashMap<>();
  final List<SubmitJobs> requests = new ArrayList<>();
  final List<JobView> complete = new ArrayList<>();
  final List<JobView> running = new ArrayList<>();
  final Map<String, JobState> states = new HashMap<>();
  final Set<Path> written = new HashSet<>();
  final Path folder;
  boolean away;
  Failure refusal;

  private final Map<String, SubmitOutcome> answered = new HashMap<>();
  private final Deque<Runnable> actions = new ArrayDeque<>();
  private final Map<String, Rule> rules = new TreeMap<>();
  private Ledger ledger;
  private Results results;
  private Upkeep upkeep;
  private DropBox box;
  private Fingerprints fingerprints;
  private long now = 1_000_000;

  Drops(Path folder) {
    this.folder = folder;
  }

  static Rule rule(Path in, Path out, Path archive) {
    return new Rule(
        in.toString(),
        out.toString(),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        archive == null ? null : "archive",
        archive == null ? null : archive.toString(),
        null);
  }

  Drops with(String name, Rule rule) {
    rules.put(name, rule);
    return this;
  }

  /** A new process: nothing but the ledger is left of the one before. */
  void start() {
    close();
    actions.clear();
    ledger = Ledger.open(folder.resolve("state/ledger.db"));
    Archive archive = new Archive(rules, ledger);
    results = new Results(ledger, this, archive::moveAll);
    upkeep = new Upkeep(results, archive);
    fingerprints = new Fingerprints();
    Intake intake =
        new Intake(
            rules,
            ledger,
            fingerprints,
            results,
            this,
            files -> files.stream().anyMatch(written::contains),
            () -> now);
    List<Watched> watched =
        rules.entrySet().stream()
            .map(e -> new Watched(e.getKey(), e.getValue(), 60_000, ledger.settled(e.getKey())))
            .toList();
    box = new DropBox(watched, intake, null, actions::add, actions::add, () -> now);
  }

  /** So many seconds pass, in which all that is to happen happens. */
  void pass(int seconds) {
    for (int i = 0; i <= seconds; i++) {
      box.tick();
      while (!actions.isEmpty()) {
        actions.poll().run();
      }
      now += 1_000;
    }
  }

  void stopReading() {
    fingerprints.stop();
  }

  void upkeep() {
    upkeep.round();
  }

  DropBox box() {
    return box;
  }

  Ledger ledger() {
    return ledger;
  }

  Path write(String name, String content) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      return Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The job that took this made a file of that content. */
  void completes(String jobId, Path result) throws Exception {
    Find made =
        new Find(
            result, false, List.of(result), List.of(result), new Stamp(Files.size(result), 0, 1));
    String fingerprint = new Fingerprints().of(made);
    complete.add(
        view(
            jobId,
            result.toString(),
            JobState.COMPLETE,
            Files.size(result),
            fingerprint.substring(fingerprint.indexOf('-') + 1)));
  }

  /** This job is putting its result there. */
  void returns(String jobId, Path result) {
    running.add(view(jobId, result.toString(), JobState.RUNNING, 0, null));
  }

  private JobView view(String id, String output, JobState state, long bytes, String root) {
    return new JobView(
        id,
        id,
        "",
        "",
        "/in",
        output,
        "p",
        50,
        "",
        state,
        false,
        false,
        Stage.COMPLETE,
        1,
        null,
        1,
        bytes,
        0,
        0,
        0,
        now,
        null,
        null,
        "staging",
        null,
        0,
        root);
  }

  // ---- the scheduler

  @Override
  public CompletionStage<Submitted> submit(SubmitJobs request) {
    if (away) {
      return CompletableFuture.failedFuture(new IOException("nobody there"));
    }
    requests.add(request);
    SubmitOutcome outcome =
        answered.computeIfAbsent(
            request.key(),
            key -> {
              if (refusal != null) {
                return new SubmitOutcome(null, refusal);
              }
              String id = "job" + (jobs.size() + 1);
              jobs.put(id, request.jobs().get(0));
              return new SubmitOutcome(id, null);
            });
    return CompletableFuture.completedFuture(new Submitted(List.of(outcome)));
  }

  @Override
  public CompletionStage<JobPage> list(ListJobs question) {
    return away
        ? CompletableFuture.failedFuture(new IOException("nobody there"))
        : CompletableFuture.completedFuture(
            new JobPage(
                Stream.concat(complete.stream(), running.stream())
                    .filter(job -> question.states().contains(job.state()))
                    .toList(),
                null));
  }

  @Override
  public CompletionStage<JobView> job(JobId id) {
    JobState state = states.get(id.jobId());
    return state == null
        ? CompletableFuture.failedFuture(
            new RefusedException(Refusal.notFound("there is no job " + id.jobId())))
        : CompletableFuture.completedFuture(view(id.jobId(), "/out", state, 0, null));
  }

  static Failure failure(FailureReason reason, String words) {
    return new Failure(reason, words, null, List.of(), null);
  }

  @Override
  public void close() {
    if (ledger != null) {
      ledger.close();
      ledger = null;
    }
  }
}
