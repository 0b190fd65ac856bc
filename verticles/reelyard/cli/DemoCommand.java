package reelyard.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import reelyard.cli.FailureReport.Failed;
import reelyard.model.JobSpec;
import reelyard.node.FarmConfig;

/** Shows the farm at work on three clips, until Ctrl-C. */
@Command(
    name = "demo",
    description =
        "Make three short clips, transcode them with two workers, and keep the page open until"
            + " Ctrl-C. Clips and results are removed then.")
final class DemoCommand implements Callable<Integer> {

  private static final int WORKERS = 2;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "The page's port; 8080 if not given, or any free one when that is taken.")
  private Integer port;

  @Override
  public Integer call() throws CommandFailure, IOException, InterruptedException {
    FarmConfig config = LocalRun.configure(null, port, System.getenv());
    try (Ending ending = new Ending()) {
      DemoClips clips = DemoClips.inTemporaryFolder();
      ending.first(clips::remove);
      System.out.println("making three clips in " + clips.folder() + " ...");
      List<String> films = clips.make(ending);
      List<JobSpec> jobs =
          new Wish(
                  films,
                  clips.folder().resolve(Wish.DEFAULT_FOLDER).toString(),
                  null,
                  null,
                  null,
                  false,
                  List.of(),
                  Terms.NONE)
              .jobs(Path.of("").toAbsolutePath(), PresetFormats::byName);
      Show show = Shows.open();
      ending.first(show::close);
      List<Failed> failed = new LocalRun(config, WORKERS, show, ending).run(jobs);
      FailureReport.lines(failed, jobs.size()).forEach(show::say);
      show.say("The demo is done; its page stays open until Ctrl-C.");
      new CountDownLatch(1).await();
      return ExitStatus.COMPLETE;
    }
  }
}
