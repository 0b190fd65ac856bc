package reelyard.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import reelyard.model.Container;

/** What a result is called: the input's name with the container's extension. */
final class ResultNames {

  private ResultNames() {}

  /** The result's file name. Disc structures are called after the folder that holds them. */
  static String of(Path input, Container container) {
    return stem(input) + "." + container.extension();
  }

  private static String stem(Path input) {
    String name = name(input);
    if (Files.isDirectory(input)) {
      Path parent = input.getParent();
      return isDiscFolder(name) && parent != null && !name(parent).isEmpty() ? name(parent) : name;
    }
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  private static boolean isDiscFolder(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    return upper.equals("VIDEO_TS") || upper.equals("BDMV");
  }

  private static String name(Path path) {
    Path name = path.getFileName();
    return name == null ? "" : name.toString();
  }
}
