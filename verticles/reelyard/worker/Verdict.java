package reelyard.worker;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import reelyard.model.Failure;
import reelyard.model.FailureReason;
import reelyard.process.Exit;
import reelyard.worker.proof.Ends;

/**
 * Judges one run of HandBrakeCLI. Its exit status tells little (0 for an unknown option or a film
 * cut in half), so a result must pass everything here.
 */
final class Verdict {

  private static final int PROBABLE_MEMORY_SIGNAL = 9;

  private final TranscodeOrder order;
  private final WorkerConfig config;
  private final String workerId;
  private final LogFacts facts;

  Verdict(TranscodeOrder order, WorkerConfig config, String workerId, LogFacts facts) {
    this.order = order;
    this.config = config;
    this.workerId = workerId;
    this.facts = facts;
  }

  /** A failure with the log's tail. */
  Failure failure(FailureReason reason, String message) {
    return new Failure(
        reason, message, workerId, facts.tail(), order.logFile().toAbsolutePath().toString());
  }

  /** HandBrakeCLI said nothing new for too long and was killed. */
  Failure silent() {
    return failure(
        FailureReason.HANDBRAKE_SILENT,
        config.handbrake()
            + " said nothing new for "
            + config.silenceSeconds()
            + " s at "
            + film()
            + " and was killed; where films take so long to open, raise worker.silenceSeconds");
  }

  /**
   * What the run itself tells: the failure, or null when the result is worth a look.
   *
   * @param workDone HandBrake's own last word, its error number; null when it never came
   * @param resultThere whether the result file exists and is not empty
   */
  Failure ofRun(Exit exit, Integer workDone, boolean resultThere) {
    Failure said = ofComplaints(exit);
    if (said != null) {
      return said;
    }
    boolean well = exit.code() == 0 && workDone != null && workDone == 0 && resultThere;
    if (well) {
      return null;
    }
    if (facts.diskFull()) {
      return diskFull();
    }
    if (facts.refusedOption() != null) {
      return failure(
          FailureReason.OPTION_UNKNOWN,
          "HandBrake does not take the options of "
              + film()
              + ": "
              + facts.refusedOption()
              + "; correct it (HandBrakeCLI --help lists all options)");
    }
    if (facts.withoutTitle()) {
      return failure(
          FailureReason.SOURCE_WITHOUT_VIDEO,
          "HandBrake finds no film in "
              + film()
              + ": it is empty, damaged at its start, not a film, or has no title of the number"
              + " asked for; check that it plays");
    }
    if (exit.code() != 0 || (workDone != null && workDone != 0)) {
      return failure(
          FailureReason.HANDBRAKE_FAILED,
          "HandBrake gave up " + film() + " (" + words(exit, workDone) + "): " + lastWords());
    }
    if (facts.job().isEmpty()) {
      return failure(
          FailureReason.BAD_REQUEST,
          "HandBrake ended without encoding "
              + film()
              + ": the options ask for something else; remove those such as --scan, --help or"
              + " --title 0");
    }
    return failure(
        FailureReason.RESULT_REJECTED,
        workDone == null
            ? "HandBrake ended at " + film() + " without the word that its work is done"
            : "HandBrake says it is done with " + film() + ", but wrote no file");
  }

  private Failure ofComplaints(Exit exit) {
    if (exit.neverRan()) {
      String last = facts.tail().isEmpty() ? "" : ": " + facts.tail().get(facts.tail().size() - 1);
      return failure(
          FailureReason.HANDBRAKE_MISSING,
          Programs.missing(config.handbrake(), "handbrake")
              + " (setsid, setpriv, nice and stdbuf of util-linux and coreutils start it)"
              + last);
    }
    if (order.presetFile() != null && facts.presetFileBroken()) {
      return failure(
          FailureReason.PRESET_BROKEN,
          "HandBrake cannot read the preset file "
              + order.presetFile().getFileName()
              + ": export it again from HandBrake, or check that it is JSON with a PresetList");
    }
    if (facts.unknownPreset() != null) {
      return failure(FailureReason.PRESET_UNKNOWN, unknownPreset(facts.unknownPreset()));
    }
    boolean crashed = exit.signal() != 0 || (exit.code() != 0 && !facts.saidGoodbye());
    if (crashed && !facts.diskFull()) {
      return failure(FailureReason.HANDBRAKE_CRASHED, crash(exit));
    }
    return null;
  }

  private String unknownPreset(String name) {
    List<String> near = PresetNames.nearest(name, facts.presets());
    return "HandBrake has no preset \""
        + name
        + "\""
        + (near.isEmpty() ? "" : "; did you mean \"" + String.join("\", \"", near) + "\"?")
        + " HandBrakeCLI --preset-list lists all"
        + (order.presetFile() == null ? "" : ", and the preset file has others");
  }

  private String crash(Exit exit) {
    if (exit.signal() == 0) {
      return "HandBrake broke off at "
          + film()
          + " with status "
          + exit.code()
          + ": "
          + lastWords();
    }
    return "HandBrake died at "
        + film()
        + " of signal "
        + exit.signal()
        + (exit.signal() == PROBABLE_MEMORY_SIGNAL
            ? ": somebody killed it, or the machine ran out of memory"
            : ": see the log");
  }

  private Failure diskFull() {
    return failure(
        FailureReason.WORKER_DISK_FULL,
        "the worker's disk is full: free space in "
            + order.folder()
            + " or set worker.scratch to a larger disk");
  }

  /** What ffprobe tells: the failure, or null when the result is good. */
  Failure ofResult(ResultProbe probe) {
    Failure failure = ofStreams(probe);
    if (failure == null) {
      failure = ofDuration(probe);
    }
    return failure != null && facts.diskFull() ? diskFull() : failure;
  }

  private Failure ofStreams(ResultProbe probe) {
    if (probe.problem() != null) {
      return rejected("does not open: " + probe.problem());
    }
    int asked = facts.job().map(j -> j.path("Audio").path("AudioList").size()).orElse(0);
    if (asked > 0 && facts.audioTracks() == 0) {
      return failure(
          FailureReason.BAD_REQUEST,
          "HandBrake dropped every audio track of "
              + film()
              + ", since it cannot be copied as asked; add --audio-fallback av_aac, or choose"
              + " another --aencoder");
    }
    Optional<SelectedRange> range = SelectedRange.of(facts);
    if (range.isPresent() && range.get().seconds() <= 0) {
      return failure(
          FailureReason.BAD_REQUEST,
          "the range selected by the options lies outside of "
              + film()
              + ", which has "
              + seconds(range.get().sourceSeconds())
              + "; correct --start-at and --stop-at");
    }
    if (probe.videos() < 1) {
      return rejected("has no picture");
    }
    if (probe.audios() < facts.audioTracks()) {
      return rejected(
          "has " + probe.audios() + " audio tracks where " + facts.audioTracks() + " belong");
    }
    if (probe.subtitles() < facts.subtitleTracks()) {
      return rejected(
          "has "
              + probe.subtitles()
              + " subtitle tracks where "
              + facts.subtitleTracks()
              + " belong");
    }
    return null;
  }

  private Failure ofDuration(ResultProbe probe) {
    Optional<SelectedRange> selected = SelectedRange.of(facts);
    if (selected.isEmpty()) {
      return rejected("cannot be checked: HandBrake's log does not tell how long the film is");
    }
    SelectedRange range = selected.get();
    double tolerance = tolerance(range.seconds());
    if (probe.seconds() > range.seconds() + tolerance + range.slackSeconds()) {
      return rejected(
          "lasts " + seconds(probe.seconds()) + " where " + seconds(range.seconds()) + " belong");
    }
    // Nothing shorter than a picture is a film, however short the range.
    if (probe.seconds() >= range.seconds() - tolerance && probe.seconds() > 0) {
      return null;
    }
    return tooShort(probe.seconds(), range);
  }

  /** Whether a stream of the result stops early, so that one must know whether its source does. */
  boolean doubts(ResultProbe probe) {
    return SelectedRange.of(facts)
        .map(range -> !probe.ends().reach(range.seconds() - tolerance(range.seconds())))
        .orElse(false);
  }

  /** What the source's streams tell of the result's: the failure, or null. */
  Failure ofEnds(Ends result, Ends source) {
    SelectedRange range = SelectedRange.of(facts).orElseThrow();
    double picture = shortest(result.videos());
    if (stopsEarly(picture, shortest(source.videos()), range)) {
      return tooShort(picture, range);
    }
    double sound = shortest(result.audios());
    return stopsEarly(sound, shortest(source.audios()), range)
        ? rejected(
            "has sound of " + seconds(sound) + " where " + seconds(range.seconds()) + " belong")
        : null;
  }

  /** Unknown ends are taken for good: nothing can be held against them. */
  private static boolean stopsEarly(double result, double source, SelectedRange range) {
    double all = range.sourceSeconds();
    boolean full = source >= all - tolerance(all);
    double wanted = full ? range.seconds() : range.whole() ? source : -1;
    return result >= 0 && source >= 0 && result < wanted - tolerance(wanted);
  }

  private static double shortest(List<Double> ends) {
    return ends.stream().min(Double::compare).orElse(-1.0);
  }

  private static double tolerance(double seconds) {
    return Math.max(1, 0.01 * seconds);
  }

  private Failure tooShort(double found, SelectedRange range) {
    boolean readToTheEnd =
        range.whole() && facts.framesRead() >= 0.99 * facts.framesExpected() - 25;
    if (readToTheEnd && facts.framesExpected() > 0) {
      return rejected("lasts " + seconds(found) + " where " + seconds(range.seconds()) + " belong");
    }
    return failure(
        FailureReason.SOURCE_INCOMPLETE,
        (range.whole() ? film() + " claims " : "the range selected from " + film() + " has ")
            + seconds(range.seconds())
            + ", but only "
            + seconds(found)
            + " could be read: the file is cut or damaged; fetch it again from where it came");
  }

  private Failure rejected(String words) {
    return failure(
        FailureReason.RESULT_REJECTED, "the result that HandBrake made of " + film() + " " + words);
  }

  private String film() {
    return String.valueOf(order.film().getFileName());
  }

  private String lastWords() {
    if (facts.lastError() != null) {
      return facts.lastError();
    }
    List<String> tail = facts.tail();
    return tail.isEmpty() ? "it said nothing" : tail.get(tail.size() - 1);
  }

  private static String words(Exit exit, Integer workDone) {
    return workDone == null ? "status " + exit.code() : "error " + workDone;
  }

  private static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.1f s", seconds);
  }
}
