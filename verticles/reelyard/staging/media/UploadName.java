package reelyard.staging.media;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import reelyard.bus.RefusedException;
import reelyard.message.Refusal;
import reelyard.model.FilmNames;
import reelyard.staging.ServedNames;
import reelyard.staging.Shown;

/** What a film that somebody brings is to be called here. */
final class UploadName {

  private UploadName() {}

  /**
   * A harmless name, from the header Upload-Metadata.
   *
   * @throws RefusedException when there is none, or it is not a film's
   */
  static String of(String metadata) {
    String given = parse(metadata).getOrDefault("filename", "");
    String last = given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
    if (last.isBlank()) {
      throw bad("filename is missing: send the film's name in base64");
    }
    if (!FilmNames.isFilm(last) && !FilmNames.isSubtitle(last)) {
      throw bad(Shown.name(last) + " is not named like a film or subtitles (.mkv, .mp4, .srt …)");
    }
    return ServedNames.safe(last);
  }

  /** The same with a number, for names that are taken. */
  static String numbered(String name, int number) {
    int extension = ServedNames.extensionAt(name);
    return "%s (%d)%s".formatted(name.substring(0, extension), number, name.substring(extension));
  }

  private static Map<String, String> parse(String metadata) {
    Map<String, String> pairs = new TreeMap<>();
    if (metadata == null) {
      return pairs;
    }
    for (String pair : metadata.split(",")) {
      String[] parts = pair.strip().split(" ", 2);
      try {
        String value = parts.length < 2 ? "" : parts[1].strip();
        pairs.put(parts[0], new String(Base64.getDecoder().decode(value), UTF_8));
      } catch (IllegalArgumentException e) {
        throw bad(Shown.name(parts[0]) + " is not in base64");
      }
    }
    return pairs;
  }

  private static RefusedException bad(String words) {
    return new RefusedException(Refusal.badMessage("Upload-Metadata: " + words));
  }
}
