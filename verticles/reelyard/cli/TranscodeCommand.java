package reelyard.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import reelyard.cli.FailureReport.Failed;
import reelyard.model.JobSpec;
import reelyard.node.FarmConfig;

/** Transcodes on this machine, on a farm that lives as long as its jobs. */
@Command(
    name = "transcode",
    description = "Transcode films on this machine.",
    customSynopsis =
        "reelyard transcode INPUT... [-o DIR] [--preset NAME | --preset-file FILE.json]%n"
            + "         [--container mp4|mkv|webm] [--workers N] [--overwrite] [--port N]%n"
            + "         [--conf FILE] [-- HANDBRAKE_OPTIONS...]",
    footer = {
      "",
      "What follows -- goes to HandBrakeCLI, such as: -- --quality 22 --stop-at duration:60"
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:every job is complete",
      "1:some job failed; a table says which and why",
      "2:the command line or the configuration is wrong",
      "3:something is missing on this machine",
      "130:ended by Ctrl-C; no partial file is left (143 when ended by SIGTERM)"
    })
final class TranscodeCommand implements Callable<Integer> {

  private final List<String> handBrakeOptions;

  @Mixin private JobOptions job;

  @Option(
      names = "--workers",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many jobs transcode at the same time; 1 if not given.")
  private int workers;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "The page's port; 8080 if not given, or any free one when that is taken.")
  private Integer port;

  @Option(names = "--conf", paramLabel = "FILE", description = "A configuration file (YAML).")
  private Path conf;

  TranscodeCommand(List<String> handBrakeOptions) {
    this.handBrakeOptions = handBrakeOptions;
  }

  @Override
  public Integer call() throws CommandFailure {
    List<JobSpec> jobs =
        job.wish(handBrakeOptions, Terms.NONE)
            .jobs(Path.of("").toAbsolutePath(), PresetFormats::byName);
    if (workers < 1 || workers > 64) {
      throw CommandFailure.usage("--workers must be 1 to 64, not " + workers);
    }
    if (port != null && (port < 0 || port > 65535)) {
      throw CommandFailure.usage("--port must be 0 to 65535, not " + port);
    }
    FarmConfig config = LocalRun.configure(conf, port, System.getenv());
    List<Failed> failed;
    try (Ending ending = new Ending()) {
      Show show = Shows.open();
      ending.first(show::close);
      failed = new LocalRun(config, workers, show, ending).run(jobs);
    }
    PrintStream err = System.err;
    FailureReport.lines(failed, jobs.size()).forEach(err::println);
    return failed.isEmpty() ? ExitStatus.COMPLETE : ExitStatus.FAILED;
  }
}
