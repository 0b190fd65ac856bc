package reelyard.worker;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds out which HandBrakeCLI this machine has. */
final class HandBrakeCli {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Path ANYWHERE = Path.of(File.separator);
  private static final Pattern VERSION = Pattern.compile("(?m)^HandBrake (\\S+)");
  private static final Pattern FFPROBE = Pattern.compile("(?m)^ffprobe version (\\S+)");

  private HandBrakeCli() {}

  /**
   * The version, such as "1.6.1". Fails with a message that names the program and the remedy when
   * HandBrakeCLI or ffprobe cannot be run.
   */
  static CompletionStage<String> version(WorkerConfig config) {
    return ask(config.ffprobe(), "ffprobe", "-version", FFPROBE)
        .thenCompose(ffprobe -> ask(config.handbrake(), "handbrake", "--version", VERSION));
  }

  private static CompletionStage<String> ask(
      String program, String key, String option, Pattern answer) {
    return CompletableFuture.supplyAsync(() -> Programs.find(program), Daemons.FILES)
        .thenCompose(
            path ->
                ShortRun.start(
                        List.of(path.orElseThrow(() -> missing(program, key)).toString(), option),
                        ANYWHERE,
                        LIMIT)
                    .answer())
        .thenApply(
            said -> {
              Matcher version = answer.matcher(said.stdout());
              if (said.exit().code() != 0 || !version.find()) {
                throw missing(program, key);
              }
              return version.group(1);
            });
  }

  private static IllegalStateException missing(String program, String key) {
    return new IllegalStateException(Programs.missing(program, key));
  }
}
