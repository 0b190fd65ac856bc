package reelyard.worker;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reelyard.Clips;
import reelyard.model.FailureReason;
import reelyard.model.Phase;
import reelyard.process.Daemons;

/** Real films through the real HandBrakeCLI. */
final class TranscodeTest {

  private static final String[] FAST = {"--preset", "Fast 480p30", "--format", "av_mp4"};

  @TempDir Path folder;

  private final Heard heard = new Heard();

  @Test
  void makes_a_good_result_of_a_good_film() {
    TranscodeOutcome outcome = run(Clips.film("good.mkv", 4));

    assertThat(outcome.failure()).isNull();
    assertThat(folder.resolve("result.mp4")).hasSize(outcome.resultBytes());
    assertThat(heard.points)
        .extracting(ProgressTrack.Point::phase)
        .startsWith(Phase.SCANNING)
        .contains(Phase.ENCODING)
        .endsWith(Phase.CHECKING);
    assertThat(heard.lines.get(0)).containsPattern("--json -i '?/");
    assertThat(folder.resolve("logs/handbrake.log")).hasContent(String.join("\n", heard.lines));
  }

  @Test
  void names_a_film_cut_in_half() {
    Path cut = Clips.cut(Clips.film("whole.mkv", 10), "cut.mkv", 0.5);

    TranscodeOutcome outcome = run(cut);

    assertThat(outcome.failure().reason()).isEqualTo(FailureReason.SOURCE_INCOMPLETE);
    assertThat(outcome.failure().message()).contains("cut.mkv claims 10.").contains("but only ");
    assertThat(folder.resolve("result.mp4")).doesNotExist();
  }

  @Test
  void names_an_mp4_cut_in_half() {
    Path film = Clips.film("fast.mp4", 10, "-movflags", "+faststart");

    TranscodeOutcome outcome = run(Clips.cut(film, "cut.mp4", 0.5));

    assertThat(outcome.failure().reason()).isEqualTo(FailureReason.SOURCE_INCOMPLETE);
  }

  @Test
  void names_a_text_that_is_called_a_film() throws Exception {
    Path text = Files.writeString(folder.resolve("text.mkv"), "Call me Ishmael.\n");

    TranscodeOutcome outcome = run(text);

    assertThat(outcome.failure().reason()).isEqualTo(FailureReason.SOURCE_WITHOUT_VIDEO);
    assertThat(outcome.failure().message()).contains("text.mkv", "not a film");
    assertThat(outcome.failure().logTail()).anyMatch(line -> line.contains("No title found"));
  }

  @Test
  void names_a_film_that_is_missing() {
    assertThat(run(folder.resolve("nowhere.mkv")).failure().reason())
        .isEqualTo(FailureReason.SOURCE_WITHOUT_VIDEO);
  }

  @Test
  void suggests_presets_for_one_that_does_not_exist() {
    TranscodeOutcome outcome =
        heard.run(
            Heard.order(
                folder, Clips.film("good.mkv", 4), "result.mp4", "--preset", "fast 1080 p30"),
            Heard.config());

    assertThat(outcome.failure().reason()).isEqualTo(FailureReason.PRESET_UNKNOWN);
    assertThat(outcome.failure().message())
        .contains("\"fast 1080 p30\"; did you mean \"Fast 1080p30\"", "--preset-list");
    assertThat(outcome.failure().logTail()).contains("Invalid preset fast 1080 p30");
  }

  @Test
  void names_a_preset_file_that_is_broken() throws Exception {
    Path broken = Files.writeString(folder.resolve("mine.json"), "{ not json");

    TranscodeOutcome outcome = heard.run(with(List.of(), broken, "Fast 480p30"), Heard.config());

    assertThat(outcome.failure().reason()).isEqualTo(FailureReason.PRESET_BROKEN);
    assertThat(outcome.failure().message()).contains("mine.json");
  }

  @Test
  void names_a_preset_file_without_presets() throws Exception {
    Path empty = Files.writeString(folder.resolve("mine.json"), "{\"PresetList\": []}");

    TranscodeOutcome outcome = heard.run(with(List.of(), empty, "Mine"), Heard.config());

    assertThat(outcome.failure().reason()).isEqualTo(FailureReason.PRESET_BROKEN);
  }

  @Test
  void uses_a_preset_of_a_file() throws Exception {
    Path preset =
        Files.writeString(
            folder.resolve("mine.json"),
            """
            {"PresetList": [{"PresetName": "Mine", "FileFormat": "av_mp4",
              "VideoEncoder": "x264", "VideoPreset": "ultrafast", "VideoQualityType": 2,
              "VideoQualitySlider": 30, "PictureWidth": 160, "PictureHeight": 90,
              "AudioList": [{"AudioEncoder": "av_aac", "AudioBitrate": 64}],
              "AudioTrackSelectionBehavior": "first"}],
             "VersionMajor": 51, "VersionMinor": 0, "VersionMicro": 0}
            """);

    TranscodeOutcome outcome = heard.run(with(List.of(), preset, "Mine"), Heard.config());

    assertThat(outcome.failure()).isNull();
    assertThat(heard.lines).contains("+ Using preset: Mine");
  }

  @ParameterizedTest
  @CsvSource({
    "--frobnicate, unknown option (--frobnicate)",
    "--encoder=nosuch, Invalid video encoder (nosuch)",
    "--aencoder=nosuch, Invalid audio encoder (nosuch)",
    "--encoder-preset=nosuch, invalid preset 'nosuch'",
    "--denoise=nosuch, Invalid hqdn3d option nosuch",
    "--quality, missing parameter (--quality)",
    "--chapters=5-6, Invalid chapter start/end",
  })
  void names_an_option_that_handbrake_does_not_take(String option, String words) {
    TranscodeOutcome outcome = run(Clips.film("good.mkv", 4), option);

    assertThat(outcome.failure().reason()).isEqualTo(FailureReason.OPTION_UNKNOWN);
    assertThat(outcome.failure().message()).contains(words);
    assertThat(folder.resolve("result.mp4")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({"--scan, without encoding", "--start-at=seconds:100, which has 4.0 s"})
  void names_options_that_make_no_film(String option, String words) {
    TranscodeOutcome outcome = run(Clips.film("good.mkv", 4), option);

    assertThat(outcome.failure().reason()).isEqualTo(FailureReason.BAD_REQUEST);
    assertThat(outcome.failure().message()).contains(words);
    assertThat(folder.resolve("result.mp4")).doesNotExist();
  }

  @Test
  void names_options_that_drop_all_sound() {
    TranscodeOutcome outcome = run(Clips.film("good.mkv", 4), "--audio=1", "--aencoder=copy:ac3");

    assertThat(outcome.failure().reason()).isEqualTo(FailureReason.BAD_REQUEST);
    assertThat(outcome.failure().message()).contains("--audio-fallback");
  }

  @ParameterizedTest
  @CsvSource({
    "--start-at=seconds:5 --stop-at=seconds:3",
    "--start-at=frames:26 --stop-at=frames:50",
    "--start-at=seconds:8",
    "--stop-at=frames:25",
    "--stop-at=seconds:100",
    "--start-at-preview=5 --stop-at=seconds:2",
    "--chapters=2",
    "--chapters=2-3 --markers",
    "--markers",
    "--audio=none",
    "--audio=1,1",
    "--audio=1,1 --aencoder=copy:ac3,av_aac",
    "--two-pass --vb=200 --turbo",
    "--optimize",
  })
  void takes_the_result_that_the_options_ask_for(String options) {
    TranscodeOutcome outcome = run(withChapters(), options.split(" "));

    assertThat(outcome.failure()).isNull();
    assertThat(folder.resolve("result.mp4")).hasSize(outcome.resultBytes());
  }

  @Test
  void counts_two_passes_as_one_whole() {
    run(Clips.film("two-pass.mkv", 20), "--two-pass", "--vb=200");

    assertThat(heard.points)
        .filteredOn(p -> p.pass() == 1 && p.passCount() == 2)
        .isNotEmpty()
        .allMatch(p -> p.percent() <= 50);
    assertThat(heard.points).anyMatch(p -> p.pass() == 2 && p.percent() > 50);
  }

  @Test
  void takes_a_film_without_sound() {
    assertThat(run(Clips.film("silent.mkv", 4, "-an")).failure()).isNull();
  }

  @Test
  void adds_subtitles_that_lie_beside_the_film() throws Exception {
    Path german = folder.resolve("good.de.srt");
    Files.write(
        german, "1\n00:00:00,500 --> 00:00:02,000\nGr\u00fc\u00dfe\n\n".getBytes(ISO_8859_1));
    Path english = folder.resolve("good.eng.forced.ass");
    Files.writeString(
        english,
        """
        [Script Info]
        ScriptType: v4.00+

        [V4+ Styles]
        Format: Name, Fontname, Fontsize
        Style: Default,Arial,20

        [Events]
        Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
        Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,Hello
        """);

    TranscodeOutcome outcome =
        heard.run(with(List.of(german, english), null, "Fast 480p30"), Heard.config());

    assertThat(outcome.failure()).isNull();
    assertThat(heard.lines.get(0))
        .contains("--srt-codeset WINDOWS-1252 --srt-lang deu", "--ssa-lang eng");
    ShortRun.Answer probed =
        ShortRun.start(
                List.of(
                    "ffprobe",
                    "-v",
                    "error",
                    "-show_entries",
                    "stream=codec_type:stream_tags=language",
                    "-of",
                    "csv=p=0",
                    folder.resolve("result.mp4").toString()),
                folder,
                Duration.ofSeconds(20))
            .answer()
            .toCompletableFuture()
            .join();
    assertThat(probed.stdout()).contains("subtitle,deu", "subtitle,eng");
  }

  @Test
  void takes_any_name() throws Exception {
    Path odd = Files.createDirectories(folder.resolve("-o it's \"odd\"\n$HOME \u00fc\uD83C\uDFAC"));
    Path film = Files.copy(Clips.film("good.mkv", 4), odd.resolve("-i.mkv"));
    TranscodeOrder order =
        new TranscodeOrder(
            film,
            odd.resolve("--help.mp4"),
            List.of(),
            null,
            List.of(FAST),
            odd.resolve("log"),
            odd);

    TranscodeOutcome outcome = heard.run(order, Heard.config());

    assertThat(outcome.failure()).isNull();
    assertThat(odd.resolve("--help.mp4")).hasSize(outcome.resultBytes());
  }

  @Test
  void keeps_all_its_leftovers_in_its_folder_when_stopped() throws Exception {
    Transcode run =
        heard.start(
            Heard.order(
                folder,
                Clips.film("long.mkv", 120),
                "result.mp4",
                "--preset",
                "Fast 480p30",
                "--two-pass",
                "--vb=200"),
            Heard.config());
    heard.awaitEncoding();
    long start = System.nanoTime();

    run.stop("asked by its user");

    assertThat(heard.outcome().failure().reason()).isEqualTo(FailureReason.STOPPED);
    assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(5));
    assertThat(folder.resolve("result.mp4")).doesNotExist();
    try (Stream<Path> scratch = Files.list(folder)) {
      assertThat(scratch).anyMatch(path -> path.getFileName().toString().matches("hb\\.\\d+"));
    }
  }

  @Test
  void pauses_longer_than_it_may_be_silent_and_makes_a_good_result_all_the_same() {
    Transcode run =
        heard.start(
            Heard.order(folder, Clips.film("pause.mkv", 30), "result.mp4", FAST),
            Heard.config("HandBrakeCLI", 1));
    heard.awaitEncoding();

    run.pause();
    pass(1000);
    List<ProgressTrack.Point> before = List.copyOf(heard.points);
    Duration cpu = handBrakesCpu();
    pass(3000);
    assertThat(handBrakesCpu().minus(cpu)).isLessThan(Duration.ofMillis(300));
    assertThat(heard.points).isEqualTo(before);
    assertThat(before.get(before.size() - 1).phase()).isEqualTo(Phase.PAUSED);
    run.goOn();

    assertThat(heard.outcome().failure()).isNull();
    assertThat(heard.points).extracting(ProgressTrack.Point::phase).endsWith(Phase.CHECKING);
    assertThat(heard.points.get(before.size()).phase()).isEqualTo(Phase.ENCODING);
  }

  @Test
  void ends_at_once_while_paused() {
    Transcode run =
        heard.start(
            Heard.order(folder, Clips.film("long.mkv", 120), "result.mp4", FAST), Heard.config());
    heard.awaitEncoding();
    run.pause();
    pass(500);
    long start = System.nanoTime();

    run.stop("asked by its user");

    assertThat(heard.outcome().failure().reason()).isEqualTo(FailureReason.STOPPED);
    assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(4));
  }

  private static Duration handBrakesCpu() {
    return ProcessHandle.current()
        .descendants()
        .filter(p -> p.info().command().orElse("").endsWith("HandBrakeCLI"))
        .map(p -> p.info().totalCpuDuration().orElse(Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }

  private static void pass(long millis) {
    CompletableFuture<Void> passed = new CompletableFuture<>();
    Daemons.later(millis, () -> passed.complete(null));
    passed.join();
  }

  @Test
  void reports_again_and_again_and_at_most_ten_times_a_second() {
    Transcode run =
        heard.start(
            Heard.order(folder, Clips.film("long.mkv", 120), "result.mp4", FAST), Heard.config());
    heard.awaitEncoding();
    int before = heard.points.size();
    long begun = System.nanoTime();
    CompletableFuture<Void> eightMore = new CompletableFuture<>();
    awaitPoints(before + 8, eightMore);
    eightMore.orTimeout(60, TimeUnit.SECONDS).join();
    long passed = System.nanoTime() - begun;
    int more = heard.points.size() - before;
    run.stop("seen enough");
    heard.outcome();

    assertThat(passed).isGreaterThan(TimeUnit.MILLISECONDS.toNanos((more - 2) * 100L));
  }

  private void awaitPoints(int count, CompletableFuture<Void> there) {
    if (heard.points.size() >= count) {
      there.complete(null);
    } else {
      Daemons.later(20, () -> awaitPoints(count, there));
    }
  }

  @Test
  void dies_with_a_worker_that_is_killed() throws Exception {
    Process worker =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                KilledWorker.class.getName(),
                Clips.film("long.mkv", 120).toString(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader says = worker.inputReader()) {
      assertThat(says.readLine()).isEqualTo("encoding");
      ProcessHandle handbrake =
          worker
              .descendants()
              .filter(p -> p.info().command().orElse("").endsWith("HandBrakeCLI"))
              .findFirst()
              .orElseThrow();

      worker.destroyForcibly();

      assertThat(handbrake.onExit()).succeedsWithin(5, TimeUnit.SECONDS);
    } finally {
      worker.destroyForcibly();
    }
  }

  @Test
  void kills_a_handbrake_that_hangs() {
    Path pipe = folder.resolve("pipe.mkv");
    ShortRun.start(List.of("/usr/bin/mkfifo", pipe.toString()), folder, Duration.ofSeconds(20))
        .answer()
        .toCompletableFuture()
        .join();

    TranscodeOutcome outcome =
        heard.run(Heard.order(folder, pipe, "result.mp4", FAST), Heard.config("HandBrakeCLI", 2));

    assertThat(outcome.failure().reason()).isEqualTo(FailureReason.HANDBRAKE_SILENT);
  }

  private static Path withChapters() {
    Path film = Clips.film("plain.mkv", 12, "-g", "25");
    Path chapters = film.resolveSibling("chapters.txt");
    try {
      Files.writeString(
          chapters,
          """
          ;FFMETADATA1
          [CHAPTER]
          TIMEBASE=1/1
          START=0
          END=3
          [CHAPTER]
          TIMEBASE=1/1
          START=3
          END=7
          [CHAPTER]
          TIMEBASE=1/1
          START=7
          END=12
          """);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Clips.made(
        "chapters.mkv",
        List.of(
            "-i",
            film.toString(),
            "-i",
            chapters.toString(),
            "-map",
            "0",
            "-map_metadata",
            "1",
            "-c",
            "copy"));
  }

  private TranscodeOrder with(List<Path> subtitles, Path presetFile, String preset) {
    return new TranscodeOrder(
        Clips.film("good.mkv", 4),
        folder.resolve("result.mp4"),
        subtitles,
        presetFile,
        List.of("--preset", preset, "--format", "av_mp4"),
        folder.resolve("logs/handbrake.log"),
        folder);
  }

  private TranscodeOutcome run(Path film, String... options) {
    String[] arguments = new String[FAST.length + options.length];
    System.arraycopy(FAST, 0, arguments, 0, FAST.length);
    System.arraycopy(options, 0, arguments, FAST.length, options.length);
    return heard.run(Heard.order(folder, film, "result.mp4", arguments), Heard.config());
  }
}
