package reelyard.model;

import java.util.Locale;
import java.util.Set;

/** Tells films, subtitles and disc folders by their names. */
public final class FilmNames {

  private static final Set<String> FILMS =
      Set.of(
          "3g2", "3gp", "asf", "avi", "divx", "dv", "evo", "flv", "iso", "m2t", "m2ts", "m2v",
          "m4v", "mkv", "mov", "mp4", "mpeg", "mpg", "mts", "mxf", "ogm", "ogv", "rm", "rmvb",
          "tod", "ts", "vob", "webm", "wmv", "y4m");

  private static final Set<String> SUBTITLES = Set.of("srt", "ass", "ssa");

  private static final Set<String> DISCS = Set.of("video_ts", "bdmv");

  private FilmNames() {}

  public static boolean isFilm(String name) {
    return FILMS.contains(extension(name));
  }

  public static boolean isSubtitle(String name) {
    return SUBTITLES.contains(extension(name));
  }

  /** Whether a folder of this name holds a disc's files. */
  public static boolean isDisc(String name) {
    return DISCS.contains(name.toLowerCase(Locale.ROOT));
  }

  private static String extension(String name) {
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}
