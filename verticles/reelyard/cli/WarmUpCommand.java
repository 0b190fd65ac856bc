package reelyard.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import reelyard.model.JobSpec;
import reelyard.node.FarmConfig;

/**
 * Goes the way of a short run, so that Java can keep the classes it needed for a faster start. The
 * launcher calls it after a build; how it ends does not matter.
 */
@Command(name = "warm-up", hidden = true)
final class WarmUpCommand implements Callable<Integer> {

  @Override
  public Integer call() throws Exception {
    Path folder = Files.createTempDirectory("reelyard-warm-up-");
    Map<String, String> settings =
        Map.of(
            "REELYARD_WEB_PORT", "0",
            "REELYARD_WORKER_SCRATCH", folder.resolve("scratch").toString(),
            "REELYARD_WORKER_LOGS", folder.resolve("logs").toString());
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    Path film = Files.writeString(folder.resolve("no-film.mkv"), "no film");
    List<JobSpec> jobs =
        new Wish(
                List.of(film.toString()),
                folder.toString(),
                null,
                null,
                null,
                false,
                List.of(),
                Terms.NONE)
            .jobs(folder, PresetFormats::byName);
    FarmConfig config = LocalRun.configure(null, null, settings);
    try (Ending ending = new Ending()) {
      ending.first(() -> Folders.remove(folder));
      Show show = new PlainShow(nowhere, nowhere, System::nanoTime);
      ShowHandler.install(show);
      FailureReport.lines(new LocalRun(config, 1, show, ending).run(jobs), 1)
          .forEach(nowhere::println);
      new LiveView(true)
          .lines(new Scene(List.of(), 1, 1, 1, 0, -1, "", null, false), 80, 24)
          .forEach(nowhere::println);
    }
    return ExitStatus.COMPLETE;
  }
}
