package reelyard.dropbox;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import reelyard.model.FilmNames;

/** What a file's name tells of it. */
final class FileName {

  /** What programs add to a file's name while it is not whole. */
  private static final Set<String> PARTS =
      Set.of(
          "part",
          "partial",
          "crdownload",
          "download",
          "filepart",
          "aria2",
          "!ut",
          "tmp",
          "reelyard-part",
          "reelyard-upload");

  private FileName() {}

  static String of(Path path) {
    Path name = path.getFileName();
    return name == null ? "" : name.toString();
  }

  static boolean isHidden(Path path) {
    return of(path).startsWith(".");
  }

  static boolean isFilm(Path path) {
    return !isHidden(path) && FilmNames.isFilm(of(path));
  }

  static boolean isSubtitle(Path path) {
    return !isHidden(path) && FilmNames.isSubtitle(of(path));
  }

  static boolean isPart(Path path) {
    String name = of(path).toLowerCase(Locale.ROOT);
    return name.endsWith("~") || PARTS.contains(name.substring(name.lastIndexOf('.') + 1));
  }

  /** What may lie beside a file as long as it is not whole. */
  static Stream<Path> parts(Path path) {
    return PARTS.stream().map(part -> path.resolveSibling(of(path) + "." + part));
  }
}
