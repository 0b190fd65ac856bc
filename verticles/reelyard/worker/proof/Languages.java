package reelyard.worker.proof;

import static java.util.Map.entry;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.TreeMap;

/** How many tracks there are of each language, by its three letters of ISO 639-2/T. */
final class Languages {

  private static final String UNKNOWN = "und";

  /** Matroska writes the bibliographic codes, MP4 the terminological ones. */
  private static final Map<String, String> TERMINOLOGICAL =
      Map.ofEntries(
          entry("alb", "sqi"),
          entry("arm", "hye"),
          entry("baq", "eus"),
          entry("bur", "mya"),
          entry("chi", "zho"),
          entry("cze", "ces"),
          entry("dut", "nld"),
          entry("fre", "fra"),
          entry("geo", "kat"),
          entry("ger", "deu"),
          entry("gre", "ell"),
          entry("ice", "isl"),
          entry("mac", "mkd"),
          entry("mao", "mri"),
          entry("may", "msa"),
          entry("per", "fas"),
          entry("rum", "ron"),
          entry("slo", "slk"),
          entry("tib", "bod"),
          entry("wel", "cym"));

  private final Map<String, Integer> tracks = new TreeMap<>(Comparator.naturalOrder());

  Languages(List<Inventory.Track> all) {
    all.forEach(track -> tracks.merge(normal(track.language()), 1, Integer::sum));
  }

  /** One code for one language: {@code de}, {@code ger} and {@code de-AT} become {@code deu}. */
  static String normal(String tag) {
    if (tag == null || tag.isBlank()) {
      return UNKNOWN;
    }
    String language = tag.strip().toLowerCase(Locale.ROOT).replaceFirst("[-_].*", "");
    if (language.length() == 2) {
      try {
        return Locale.forLanguageTag(language).getISO3Language();
      } catch (MissingResourceException e) {
        return language;
      }
    }
    return TERMINOLOGICAL.getOrDefault(language, language);
  }

  /** Whether there are as many tracks of each language as there, or more. */
  boolean hasAllOf(Languages other) {
    return other.tracks.entrySet().stream()
        .allMatch(each -> tracks.getOrDefault(each.getKey(), 0) >= each.getValue());
  }

  @Override
  public String toString() {
    if (tracks.isEmpty()) {
      return "none";
    }
    List<String> words =
        tracks.entrySet().stream()
            .map(
                each ->
                    each.getValue() == 1 ? each.getKey() : each.getValue() + " " + each.getKey())
            .toList();
    return String.join(", ", words);
  }
}
