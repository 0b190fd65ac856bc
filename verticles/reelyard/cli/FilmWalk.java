package reelyard.cli;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Looks through folders, except hidden ones and that of the results, by whatever links it is
 * reached; never leaves out anything else without a word.
 *
 * @param skipped null for none
 * @param most entries to look at: so that a slip such as '/' ends
 */
record FilmWalk(Path skipped, int most) {

  /** In the order of their names. */
  List<Path> children(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children.filter(this::isLookedAt).sorted().toList();
    }
  }

  /** What below that folder is wanted, in the order of the names. */
  List<Path> below(Path base, int depth, Predicate<Path> wanted)
      throws IOException, CommandFailure {
    List<Path> found = new ArrayList<>();
    look(
        base,
        depth,
        path -> {
          if (wanted.test(path)) {
            found.add(path);
          }
          return false;
        });
    found.sort(null);
    return found;
  }

  /** Whether anything below that folder is wanted. */
  boolean anyBelow(Path base, Predicate<Path> wanted) throws IOException, CommandFailure {
    return look(base, Integer.MAX_VALUE, wanted);
  }

  /** Whether it ended because that was enough. */
  private boolean look(Path base, int depth, Predicate<Path> enough)
      throws IOException, CommandFailure {
    // A link to a folder is followed where somebody named it, and nowhere below.
    Path real = base.toRealPath();
    Visitor visitor = new Visitor(real, path -> enough.test(base.resolve(real.relativize(path))));
    Files.walkFileTree(real, EnumSet.noneOf(FileVisitOption.class), depth, visitor);
    if (visitor.seen > most) {
      throw CommandFailure.usage(
          "below %s lie more than %d files and folders, and not all were looked at: name less at a"
                  .formatted(base, most)
              + " time");
    }
    return visitor.ended;
  }

  private final class Visitor extends SimpleFileVisitor<Path> {
    private final Path base;
    private final Predicate<Path> enough;
    private int seen;
    private boolean ended;

    private Visitor(Path base, Predicate<Path> enough) {
      this.base = base;
      this.enough = enough;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      if (folder.equals(base)) {
        return FileVisitResult.CONTINUE;
      }
      return isLookedAt(folder) ? see(folder) : FileVisitResult.SKIP_SUBTREE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      return isHidden(file) ? FileVisitResult.CONTINUE : see(file);
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      // A folder that this user may not look into holds nothing that he can submit.
      return FileVisitResult.CONTINUE;
    }

    private FileVisitResult see(Path path) {
      seen++;
      ended = enough.test(path);
      return ended || seen > most ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
    }
  }

  private boolean isLookedAt(Path path) {
    return !isHidden(path) && !isSkipped(path);
  }

  /** What begins with a dot is hidden, as shells have it. */
  private static boolean isHidden(Path path) {
    return path.getFileName() != null && path.getFileName().toString().startsWith(".");
  }

  private boolean isSkipped(Path path) {
    try {
      return skipped != null
          && Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
          && Files.isSameFile(path, skipped);
    } catch (IOException e) {
      // There are no results yet.
      return false;
    }
  }
}
