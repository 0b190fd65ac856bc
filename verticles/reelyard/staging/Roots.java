package reelyard.staging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The folders of staging.roots: nothing outside of them is read or written. */
final class Roots {

  private final List<Path> folders;

  Roots(List<String> folders) {
    this.folders = folders.stream().map(Path::of).toList();
  }

  /** Whether a path without links lies below one of the folders, or is one. */
  boolean hold(Path real) {
    return folders.stream().anyMatch(folder -> real.startsWith(real(folder)));
  }

  /** For messages. */
  @Override
  public String toString() {
    return "staging.roots ("
        + folders.stream().map(Shown::name).collect(Collectors.joining(", "))
        + ")";
  }

  /**
   * Where an absolute path leads, name after name as the system would go, through links and '..';
   * names that do not exist yet stay as they are.
   *
   * @throws IOException when a link leads nowhere or in a circle, or may not be followed
   */
  static Path resolve(Path absolute) throws IOException {
    Path real = absolute.getRoot();
    for (Path name : absolute) {
      switch (name.toString()) {
        case "." -> {}
        case ".." -> real = real.getParent() == null ? real : real.getParent();
        default -> {
          Path next = real.resolve(name);
          real = Files.exists(next, LinkOption.NOFOLLOW_LINKS) ? next.toRealPath() : next;
        }
      }
    }
    return real;
  }

  // At each question anew: a root may be mounted later, or be a link that was changed.
  private static Path real(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      return folder.normalize();
    }
  }
}
