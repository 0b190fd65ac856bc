package reelyard.worker;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import reelyard.process.Daemons;

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
    return known(config.ffprobe(), "ffprobe", "-version", FFPROBE)
        .thenCompose(ffprobe -> known(config.handbrake(), "handbrake", "--version", VERSION));
  }

  /** All that it says of itself; fails as {@link #version} does. */
  static CompletionStage<Survey> survey(WorkerConfig config) {
    CompletableFuture<String> version = version(config).toCompletableFuture();
    CompletableFuture<String> help = said(config, "--help");
    CompletableFuture<String> presets = said(config, "--preset-list");
    // The only place where it tells the version of its presets.
    CompletableFuture<String> export = said(config, "--preset-export", "reelyard");
    CompletableFuture<String> ffmpeg = text(run(config.ffmpeg(), "ffmpeg", "-version"));
    return version.thenCompose(
        number ->
            CompletableFuture.allOf(help, presets, export, ffmpeg)
                .thenApply(
                    all ->
                        Survey.of(
                            number, help.join(), presets.join(), export.join(), ffmpeg.join())));
  }

  /** Its answer to --preset-list. */
  static CompletionStage<String> presetList(WorkerConfig config) {
    return said(config, "--preset-list");
  }

  /**
   * A preset file with one of the built-in presets. HandBrakeCLI has no option that prints one: it
   * exports what another preset, without further options, would be.
   */
  static CompletionStage<String> exported(WorkerConfig config, String preset) {
    return said(config, "--preset", preset, "--preset-export", preset);
  }

  /** Its stdout, then its stderr, where some versions put their lists; empty when it fails. */
  private static CompletableFuture<String> said(WorkerConfig config, String... options) {
    return text(run(config.handbrake(), "handbrake", options));
  }

  private static CompletableFuture<String> text(CompletionStage<ShortRun.Answer> run) {
    return run.thenApply(answer -> answer.stdout().isBlank() ? answer.stderr() : answer.stdout())
        .exceptionally(e -> "")
        .toCompletableFuture();
  }

  private static CompletionStage<String> known(
      String program, String key, String option, Pattern answer) {
    return run(program, key, option)
        .thenApply(
            said -> {
              Matcher version = answer.matcher(said.stdout());
              if (said.exit().code() != 0 || !version.find()) {
                throw missing(program, key);
              }
              return version.group(1);
            });
  }

  private static CompletionStage<ShortRun.Answer> run(
      String program, String key, String... options) {
    return CompletableFuture.supplyAsync(() -> Programs.find(program), Daemons.FILES)
        .thenCompose(
            path -> {
              List<String> command = new ArrayList<>();
              command.add(path.orElseThrow(() -> missing(program, key)).toString());
              command.addAll(List.of(options));
              return ShortRun.start(command, ANYWHERE, LIMIT).answer();
            });
  }

  private static IllegalStateException missing(String program, String key) {
    return new IllegalStateException(Programs.missing(program, key));
  }
}
