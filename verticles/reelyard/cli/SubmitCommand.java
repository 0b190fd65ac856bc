package reelyard.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import reelyard.model.JobSpec;

/** Hands jobs to a manager. */
@Command(
    name = "submit",
    description =
        "Hand films to a manager's farm and print one job id a line. The paths are the manager's:"
            + " they must be the same on its machine.",
    customSynopsis =
        "reelyard submit INPUT... [-o DIR | --replace] [--preset NAME | --preset-file FILE.json]%n"
            + "         [--container mp4|mkv|webm] [--overwrite] [OPTIONS]%n"
            + "         [-- HANDBRAKE_OPTIONS...]",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:every job was taken",
      "1:some job was refused, or no manager answers",
      "2:the command line or the configuration is wrong"
    })
final class SubmitCommand implements Callable<Integer> {

  /** The manager takes 128; what follows tells the requests of one submission apart. */
  private static final int MOST_KEY = 100;

  private final List<String> handBrakeOptions;

  @Mixin private JobOptions job;
  @Mixin private TermOptions terms;
  @Mixin private ManagerOptions manager;

  @Option(
      names = "--replace",
      description = {
        "Let each result take its film's place (with its container's extension), once it is proven:",
        "no track, chapter or HDR data lost, decoded without an error, smaller by"
            + " staging.replace.minSavedPercent. The original is kept for staging.replace.undoDays;"
            + " `undo JOB` brings it back."
      })
  private boolean replace;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "Chosen by you: repeating the command with it makes no second jobs.")
  private String key;

  SubmitCommand(List<String> handBrakeOptions) {
    this.handBrakeOptions = handBrakeOptions;
  }

  @Override
  public Integer call() throws CommandFailure {
    Terms wanted =
        terms.terms(Instant.now(), ZoneId.systemDefault(), System.getProperty("user.name"));
    Wish wish = job.wish(handBrakeOptions, wanted);
    Path folder = Path.of("").toAbsolutePath();
    List<JobSpec> jobs = replace ? wish.replacements(folder) : wish.jobs(folder);
    if (key != null && (key.isBlank() || key.length() > MOST_KEY)) {
      throw CommandFailure.usage("--key must be 1 to " + MOST_KEY + " characters");
    }
    return submit(jobs, key == null ? UUID.randomUUID().toString() : key);
  }

  private int submit(List<JobSpec> jobs, String used) throws CommandFailure {
    AtomicInteger answered = new AtomicInteger();
    AtomicInteger refused = new AtomicInteger();
    try {
      manager
          .client(System.getenv())
          .submit(
              used,
              jobs,
              (spec, outcome) -> {
                answered.incrementAndGet();
                if (outcome.jobId() != null) {
                  System.out.println(outcome.jobId());
                } else {
                  refused.incrementAndGet();
                  System.err.println(
                      Words.printable(spec.name() + ": refused: " + outcome.refusal().message()));
                }
              });
    } catch (CommandFailure e) {
      throw new CommandFailure(
          e.exitStatus(),
          "%s; %d of %d jobs are in for certain: to go on without a second one of any, repeat the"
                  .formatted(e.getMessage(), answered.get() - refused.get(), jobs.size())
              + " command with --key "
              + used);
    }
    return refused.get() > 0 ? ExitStatus.FAILED : ExitStatus.COMPLETE;
  }
}
