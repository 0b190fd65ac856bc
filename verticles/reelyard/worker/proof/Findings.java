package reelyard.worker.proof;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import reelyard.model.Receipt;

/**
 * Compares a result with its source: whatever the source has and the result has not is a loss, also
 * when HandBrake was told to drop it.
 */
public final class Findings {

  private static final String NONE = "none";

  /** Of ITU-R BT.2100: PQ, as HDR10 and Dolby Vision have it, and HLG. */
  private static final Set<String> HDR_TRANSFERS = Set.of("smpte2084", "arib-std-b67");

  private static final Set<String> PICTURE_SUBTITLES =
      Set.of("hdmv_pgs_subtitle", "dvd_subtitle", "dvb_subtitle", "xsub");

  private static final double LEAST_TOLERANCE_SECONDS = 2;
  private static final double TOLERANCE = 0.002;

  private final List<Receipt.Line> lines = new ArrayList<>();
  private final List<String> losses = new ArrayList<>();

  private Findings() {}

  /** What comes out of it. */
  public static Findings of(Evidence evidence) {
    Findings findings = new Findings();
    findings.tracks(evidence.source(), evidence.result());
    findings.hdr(evidence.source().hdr(), evidence.result().hdr());
    findings.duration(evidence);
    findings.size(evidence);
    return findings;
  }

  /** One for each thing that was compared. */
  public List<Receipt.Line> lines() {
    return List.copyOf(lines);
  }

  /** Whether nothing is lost. */
  public boolean good() {
    return losses.isEmpty();
  }

  /** What is lost and what would keep it, for a sentence. */
  public String losses() {
    return String.join("; ", losses);
  }

  private void tracks(Inventory source, Inventory result) {
    line(
        "video",
        videos(source),
        videos(result),
        !result.videos().isEmpty() && result.videos().size() >= source.videos().size(),
        "no option keeps a second one: leave out --replace");
    Languages before = new Languages(source.audios());
    Languages after = new Languages(result.audios());
    line(
        "audio languages",
        before.toString(),
        after.toString(),
        after.hasAllOf(before),
        "add -- --all-audio --audio-lang-list any");
    Languages words = new Languages(source.subtitles());
    Languages kept = new Languages(result.subtitles());
    boolean pictures =
        source.subtitles().stream().anyMatch(each -> PICTURE_SUBTITLES.contains(each.codec()));
    line(
        "subtitles",
        words.toString(),
        kept.toString(),
        kept.hasAllOf(words),
        "add %s-- --all-subtitles --subtitle-lang-list any --subtitle-burned=none"
            .formatted(pictures ? "--container mkv " : ""));
    line(
        "chapters",
        String.valueOf(source.chapters()),
        String.valueOf(result.chapters()),
        result.chapters() >= source.chapters(),
        "add -- --markers");
  }

  private static String videos(Inventory film) {
    List<String> words =
        film.videos().stream()
            .map(each -> "%s %dx%d".formatted(each.codec(), each.width(), each.height()))
            .toList();
    return words.isEmpty() ? NONE : String.join(", ", words);
  }

  private void hdr(Inventory.Hdr source, Inventory.Hdr result) {
    boolean bright = HDR_TRANSFERS.contains(Objects.toString(source.transfer(), ""));
    boolean alike =
        Objects.equals(source.transfer(), result.transfer())
            && (source.primaries() == null
                || Objects.equals(source.primaries(), result.primaries()))
            && result.bits() >= Math.min(source.bits(), 10);
    line(
        "colours",
        colours(source),
        colours(result),
        !bright || alike,
        "choose a 10-bit encoder, such as -- --encoder x265_10bit, and no --colorspace");
    line(
        "mastering display",
        mastering(source.mastering()),
        mastering(result.mastering()),
        source.mastering().isEmpty() || same(source.mastering(), result.mastering()),
        "choose an encoder that keeps it, such as -- --encoder x265_10bit");
    line(
        "light level",
        Objects.toString(source.light(), NONE),
        Objects.toString(result.light(), NONE),
        source.light() == null
            || source.light().equals("0/0")
            || source.light().equals(result.light()),
        "choose an encoder that keeps it, such as -- --encoder x265_10bit");
    line(
        "Dolby Vision",
        dolbyVision(source),
        dolbyVision(result),
        source.dolbyVision() == null || result.dolbyVision() != null,
        "this HandBrake does not keep it: leave out --replace");
    line(
        "HDR10+",
        source.dynamic() ? "yes" : NONE,
        result.dynamic() ? "yes" : NONE,
        !source.dynamic() || result.dynamic(),
        "this HandBrake does not keep it: leave out --replace");
  }

  private static String colours(Inventory.Hdr hdr) {
    return "%s, %s, %d bit"
        .formatted(
            Objects.toString(hdr.transfer(), "unknown"),
            Objects.toString(hdr.primaries(), "unknown"),
            hdr.bits());
  }

  private static String dolbyVision(Inventory.Hdr hdr) {
    return hdr.dolbyVision() == null ? NONE : "profile " + hdr.dolbyVision();
  }

  private static String mastering(Map<String, Double> display) {
    return display.isEmpty()
        ? NONE
        : String.format(
            Locale.ROOT,
            "%.4f to %.0f cd/m2",
            display.getOrDefault("min_luminance", 0.0),
            display.getOrDefault("max_luminance", 0.0));
  }

  private static boolean same(Map<String, Double> before, Map<String, Double> after) {
    return before.entrySet().stream()
        .allMatch(
            each -> {
              double value = after.getOrDefault(each.getKey(), Double.NaN);
              return Math.abs(value - each.getValue()) <= 0.001 + 0.01 * Math.abs(each.getValue());
            });
  }

  private void duration(Evidence evidence) {
    double before = evidence.source().seconds();
    double after = evidence.result().seconds();
    line(
        "duration",
        seconds(before),
        seconds(after),
        before > 0 && after > 0 && Math.abs(after - before) <= tolerance(before),
        before > 0
            ? "leave out --start-at and --stop-at, and what changes the speed"
            : "the source does not tell how long it plays: leave out --replace");
    lasts("video lasts", evidence.source().ends().videos(), evidence.result().ends().videos());
    lasts("audio lasts", evidence.source().ends().audios(), evidence.result().ends().audios());
    boolean whole = evidence.decodedSeconds() >= after - tolerance(after);
    line(
        "decoded without an error",
        seconds(after),
        evidence.decodeError() == null
            ? seconds(evidence.decodedSeconds())
            : evidence.decodeError(),
        evidence.decodeError() == null && after > 0 && whole,
        "the result is damaged: retry the job");
  }

  /** Tracks change their order: the longest must be as long as the longest was, and so on. */
  private void lasts(String what, List<Double> source, List<Double> result) {
    List<Double> before = source.stream().sorted(Comparator.reverseOrder()).toList();
    List<Double> after = result.stream().sorted(Comparator.reverseOrder()).toList();
    boolean good = true;
    // Whether there are enough of them is looked at elsewhere.
    for (int i = 0; i < Math.min(before.size(), after.size()); i++) {
      good &= after.get(i) >= before.get(i) - tolerance(before.get(i));
    }
    line(what, seconds(before), seconds(after), good, "the result stops early: retry the job");
  }

  private static String seconds(List<Double> all) {
    return all.isEmpty()
        ? NONE
        : all.stream().map(Findings::seconds).collect(Collectors.joining(", "));
  }

  private static double tolerance(double seconds) {
    return Math.max(LEAST_TOLERANCE_SECONDS, TOLERANCE * seconds);
  }

  private static String seconds(double seconds) {
    return seconds < 0 ? "unknown" : String.format(Locale.ROOT, "%.1f s", seconds);
  }

  private void size(Evidence evidence) {
    long before = evidence.sourceBytes();
    long after = evidence.resultBytes();
    double saved = before <= 0 ? 0 : 100.0 * (before - after) / before;
    line(
        "size",
        before + " bytes",
        String.format(Locale.ROOT, "%d bytes (%.1f %% saved)", after, saved),
        after > 0 && after < before && saved >= evidence.minSavedPercent(),
        "less than %d %% is saved (staging.replace.minSavedPercent): choose a higher --quality number or leave the film as it is"
            .formatted(evidence.minSavedPercent()));
  }

  private void line(String what, String source, String result, boolean good, String remedy) {
    lines.add(new Receipt.Line(what, source, result, good));
    if (!good) {
      losses.add("%s %s -> %s (%s)".formatted(what, source, result, remedy));
    }
  }
}
