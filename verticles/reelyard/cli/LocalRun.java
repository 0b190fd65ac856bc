package reelyard.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import reelyard.cli.FailureReport.Failed;
import reelyard.message.JobView;
import reelyard.model.Failure;
import reelyard.model.FailureReason;
import reelyard.model.JobSpec;
import reelyard.model.JobState;
import reelyard.node.BadConfigException;
import reelyard.node.ExitCode;
import reelyard.node.FarmConfig;
import reelyard.node.FarmStartException;
import reelyard.node.LocalFarm;

/** Jobs on a farm of their own: it starts in this process, and ends with the last job. */
final class LocalRun {

  /** Events may get lost, and what they told with them. */
  private static final Duration CATCH_UP = Duration.ofSeconds(30);

  private final FarmConfig config;
  private final int workers;
  private final Show show;
  private final Ending ending;

  LocalRun(FarmConfig config, int workers, Show show, Ending ending) {
    this.config = config;
    this.workers = workers;
    this.show = show;
    this.ending = ending;
  }

  /**
   * The configuration for such a run. Without a port the configured one is taken if it is free, any
   * free one otherwise.
   */
  static FarmConfig configure(Path file, Integer port, Map<String, String> environment)
      throws CommandFailure {
    try {
      FarmConfig config = FarmConfig.load(file, environment);
      if (port == null && config.webPortIsFree()) {
        return config;
      }
      Map<String, String> overridden = new HashMap<>(environment);
      overridden.put("REELYARD_WEB_PORT", String.valueOf(port == null ? 0 : port));
      return FarmConfig.load(file, overridden);
    } catch (BadConfigException e) {
      throw CommandFailure.usage(e.getMessage());
    }
  }

  /** Runs the jobs; returns those that failed, in their order. */
  List<Failed> run(List<JobSpec> jobs) throws CommandFailure {
    Map<JobSpec, Failure> failures = new HashMap<>();
    for (JobSpec job : jobs) {
      if (!Files.exists(Path.of(job.input()))) {
        refuse(job, missing(job), failures);
      }
    }
    List<JobSpec> present = jobs.stream().filter(job -> !failures.containsKey(job)).toList();
    if (!present.isEmpty()) {
      onFarm(start(), jobs.size(), present, failures);
    }
    return jobs.stream()
        .filter(failures::containsKey)
        .map(job -> new Failed(job.name(), failures.get(job)))
        .toList();
  }

  private static Failure missing(JobSpec job) {
    return new Failure(
        FailureReason.SOURCE_MISSING,
        "there is no " + job.input() + ": check the name",
        null,
        List.of(),
        null);
  }

  private void refuse(JobSpec job, Failure why, Map<JobSpec, Failure> failures) {
    failures.put(job, why);
    show.say(
        Words.printable(job.name())
            + ": refused: "
            + Words.printable(String.valueOf(why.message())));
  }

  private LocalFarm start() throws CommandFailure {
    try {
      LocalFarm farm = LocalFarm.start(config, workers);
      ending.first(farm::close);
      // What a farm says while it is taken down is of no use.
      ending.first(show::close);
      return farm;
    } catch (FarmStartException e) {
      int status =
          switch (e.exitCode()) {
            case ExitCode.USAGE -> ExitStatus.USAGE;
            case ExitCode.MISSING -> ExitStatus.MISSING;
            default -> ExitStatus.FAILED;
          };
      throw new CommandFailure(status, e.getMessage());
    }
  }

  private void onFarm(LocalFarm farm, int total, List<JobSpec> jobs, Map<JobSpec, Failure> failures)
      throws CommandFailure {
    ManagerClient client = ManagerClient.of(farm.web().toString());
    RunSubject subject = new RunSubject(total, farm.web().toString());
    subject.refused(failures.size());
    Map<String, JobSpec> jobOf = new HashMap<>();
    try (Watch watch = new Watch(client, subject, show)) {
      watch.start();
      client.submit(
          null,
          jobs,
          (job, outcome) -> {
            if (outcome.jobId() == null) {
              refuse(job, outcome.refusal(), failures);
              subject.refused(1);
            } else {
              jobOf.put(outcome.jobId(), job);
              subject.submitted(outcome.jobId());
            }
          });
      subject.allSubmitted();
      CompletableFuture<Object> over = CompletableFuture.anyOf(subject.ended(), watch.broken());
      while (!over.isDone()) {
        Watch.join(CompletableFuture.anyOf(over, later()));
        if (!over.isDone()) {
          subject.catchUp(client);
        }
      }
      Watch.join(over);
    }
    for (JobView job : subject.ended().join()) {
      if (job.state() != JobState.COMPLETE) {
        failures.put(jobOf.get(job.id()), why(job));
      }
    }
  }

  private static CompletableFuture<Void> later() {
    return new CompletableFuture<Void>()
        .completeOnTimeout(null, CATCH_UP.toSeconds(), TimeUnit.SECONDS);
  }

  private static Failure why(JobView job) {
    return job.failure() != null
        ? job.failure()
        : new Failure(FailureReason.STOPPED, "it was stopped", null, List.of(), null);
  }
}
