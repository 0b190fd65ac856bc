package reelyard.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import reelyard.message.SubmitOutcome;
import reelyard.message.Submitted;
import reelyard.model.JobSpec;

/** Hands jobs to a manager. */
@Command(
    name = "submit",
    description =
        "Hand films to a manager's farm and print one job id a line. The paths are the manager's:"
            + " they must be the same on its machine.",
    customSynopsis =
        "reelyard submit INPUT... [-o DIR | --replace] [--preset NAME | --preset-file FILE.json]%n"
            + "         [--container mp4|mkv|webm] [--overwrite] [--wait | --watch] [OPTIONS]%n"
            + "         [-- HANDBRAKE_OPTIONS...]",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:every job was taken; with --wait or --watch: is complete",
      "1:some job was refused; with --wait or --watch: or failed, was stopped or deleted",
      "2:the command line or the configuration is wrong",
      "4:no manager answers",
      "5:the manager wants a token, or this one may not submit",
      "130:ended by Ctrl-C; jobs that were taken go on"
    })
final class SubmitCommand implements Callable<Integer> {

  /** The manager takes 128; what follows tells the requests of one submission apart. */
  private static final int MOST_KEY = 100;

  private final List<String> handBrakeOptions;

  @Mixin private JobOptions job;
  @Mixin private TermOptions terms;
  @Mixin private ManagerOptions manager;
  @Mixin private JsonOption json;

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

  @Option(
      names = "--wait",
      description = "Return when all jobs have ended; the exit status tells how.")
  private boolean waits;

  @Option(names = "--watch", description = "The same, and show meanwhile how they get on.")
  private boolean watches;

  SubmitCommand(List<String> handBrakeOptions) {
    this.handBrakeOptions = handBrakeOptions;
  }

  @Override
  public Integer call() throws CommandFailure {
    Terms wanted =
        terms.terms(Instant.now(), ZoneId.systemDefault(), System.getProperty("user.name"));
    Wish wish = job.wish(handBrakeOptions, wanted);
    if (key != null && (key.isBlank() || key.length() > MOST_KEY)) {
      throw CommandFailure.usage("--key must be 1 to " + MOST_KEY + " characters");
    }
    Path folder = Path.of("").toAbsolutePath();
    PresetFormats presets =
        preset ->
            new FarmPresets(new PresetClient(manager.link(System.getenv())), SubmitCommand::warn)
                .of(preset);
    List<JobSpec> jobs = replace ? wish.replacements(folder, presets) : wish.jobs(folder, presets);
    return submit(jobs, key == null ? UUID.randomUUID().toString() : key);
  }

  private static void warn(String words) {
    System.err.println("reelyard: warning: " + Words.printable(words));
  }

  private int submit(List<JobSpec> jobs, String used) throws CommandFailure {
    ManagerClient client = manager.client(System.getenv());
    Submission submission = new Submission(client, used);
    if (waits || watches) {
      return new SubmitAndWait(client, json, watches).run(jobs, submission);
    }
    AtomicBoolean done = new AtomicBoolean();
    try (Ending ending = new Ending()) {
      ending.first(
          () -> {
            if (!done.get()) {
              submission.interrupted().ifPresent(System.err::println);
            }
          });
      try {
        submission.submit(jobs, json.isOn() ? (spec, outcome) -> {} : SubmitCommand::tell);
      } finally {
        done.set(true);
      }
    }
    json.print(new Submitted(submission.outcomes()));
    return submission.refused() > 0 ? ExitStatus.FAILED : ExitStatus.COMPLETE;
  }

  private static void tell(JobSpec spec, SubmitOutcome outcome) {
    if (outcome.jobId() != null) {
      System.out.println(outcome.jobId());
    } else {
      System.err.println(refused(spec, outcome));
    }
  }

  /** What is said of a job that was not taken. */
  static String refused(JobSpec spec, SubmitOutcome outcome) {
    return Words.printable(spec.name() + ": refused: " + outcome.refusal().message());
  }
}
