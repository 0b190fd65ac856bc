package reelyard.dropbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import reelyard.model.FilmNames;
import reelyard.model.JobSpec;

/** Writes the job that a rule wants of a film. */
final class Orders {

  /** Far above any preset file. */
  private static final long LARGEST_PRESET = 4_000_000;

  private Orders() {}

  /**
   * The job.
   *
   * @throws IOException in one sentence, when the rule's preset file cannot be read
   */
  static JobSpec job(String ruleName, Rule rule, Find find) throws IOException {
    return new JobSpec(
        FileName.of(find.path()),
        find.path().toString(),
        output(ruleName, rule, find).toString(),
        rule.preset(),
        preset(rule),
        rule.format(),
        rule.options(),
        false,
        0,
        null,
        "drop box " + ruleName,
        rule.user(),
        rule.priority(),
        rule.pool(),
        rule.tags(),
        null,
        null,
        0,
        false,
        false,
        false,
        false,
        null,
        null,
        rule.staging(),
        false);
  }

  /** Where the result goes; always below the rule's folder of results. */
  static Path output(String ruleName, Rule rule, Find find) {
    Path watched = rule.watched();
    Path parent = watched.relativize(find.path().getParent());
    boolean nakedDisc = find.folder() && FilmNames.isDisc(FileName.of(find.path()));
    Path named = nakedDisc ? find.path().getParent() : find.path();
    String folder = FileName.of(parent).isEmpty() ? FileName.of(watched) : FileName.of(parent);
    Map<String, String> values =
        Map.of(
            "name",
            find.folder() ? FileName.of(named) : stem(FileName.of(named)),
            "folder",
            folder,
            "rule",
            ruleName,
            "preset",
            rule.preset(),
            "user",
            rule.user(),
            // Not the day of the submission: a repeated one must be the same.
            "date",
            Instant.ofEpochSecond(0, find.stamp().changedNanos())
                .atZone(ZoneOffset.UTC)
                .toLocalDate()
                .toString());
    Path output = rule.mirror() ? rule.results().resolve(parent) : rule.results();
    for (String part : Naming.path(rule.name(), values, rule.format().extension())) {
      output = output.resolve(part);
    }
    return output;
  }

  private static String preset(Rule rule) throws IOException {
    if (rule.presetFile().isEmpty()) {
      return null;
    }
    Path file = Path.of(rule.presetFile());
    try {
      if (Files.size(file) > LARGEST_PRESET) {
        throw new IOException("it is larger than any preset file");
      }
      return Files.readString(file);
    } catch (IOException e) {
      throw new IOException(
          "the preset file %s cannot be used (%s)"
              .formatted(Sayable.shown(file), Sayable.shown(String.valueOf(e.getMessage()))),
          e);
    }
  }

  private static String stem(String name) {
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }
}
