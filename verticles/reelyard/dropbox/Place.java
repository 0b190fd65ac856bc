package reelyard.dropbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A name below a watched folder, as a user may mean it: no link leads to it, neither results nor
 * moved originals lie there, and no part of it is hidden.
 *
 * @param root the watched folder, links resolved
 * @param path what is meant, below the root or the root itself
 */
record Place(Rule rule, Path root, Path path) {

  private static final Logger log = LoggerFactory.getLogger(Place.class);

  private static final String UPLOAD = ".reelyard-upload";
  private static final int LONGEST_NAME = 255;

  /** The place of these names, if there can be one. */
  static Optional<Place> of(Rule rule, List<String> names) {
    try {
      Path root = rule.watched().toRealPath();
      Path path = root;
      for (String name : names) {
        path = path.resolve(name);
      }
      boolean proper = path.getNameCount() == root.getNameCount() + names.size();
      Place place = new Place(rule, root, path);
      return proper
              && Sayable.is(path)
              && !place.isElsewhere()
              && names.stream().noneMatch(Place::isHidden)
          ? Optional.of(place)
          : Optional.empty();
    } catch (IOException | InvalidPathException e) {
      return Optional.empty();
    }
  }

  private boolean isElsewhere() {
    return Stream.concat(Stream.of(rule.results()), rule.originals().stream())
        .map(Place::real)
        .anyMatch(path::startsWith);
  }

  private static Path real(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      return folder;
    }
  }

  /** What programs keep for themselves, such as what an undo would bring back. */
  private static boolean isHidden(String name) {
    return name.startsWith(".") || name.endsWith(UPLOAD);
  }

  boolean isRoot() {
    return path.equals(root);
  }

  boolean isFolder() {
    return isSafe() && Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }

  boolean isFile() {
    return isSafe() && Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
  }

  /** Nothing at all has this name, though something could. */
  boolean isFree() {
    return isSafe()
        && Files.isDirectory(path.getParent(), LinkOption.NOFOLLOW_LINKS)
        && !Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }

  /** The folder it lies in is where it seems to be. */
  boolean isSafe() {
    try {
      return isRoot() || path.getParent().toRealPath().equals(path.getParent());
    } catch (IOException e) {
      return false;
    }
  }

  /** Where bytes come in until the file is whole; hidden, so that nobody takes it before. */
  Path upload() {
    return path.resolveSibling("." + path.getFileName() + UPLOAD);
  }

  /** Whether this is what comes in of some file. */
  static boolean isUpload(Path path) {
    String name = path.getFileName().toString();
    return name.startsWith(".") && name.endsWith(UPLOAD);
  }

  /** Whether a part of this file came in, and no more yet. */
  boolean isComing() {
    return !isRoot() && isSafe() && Files.isRegularFile(upload(), LinkOption.NOFOLLOW_LINKS);
  }

  /** Whether a file of this name may come in, as far as the name goes. */
  boolean mayCome() {
    return !isRoot()
        && upload().getFileName().toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST_NAME
        && (isFile() || isFree());
  }

  /** What lies in this folder, files on their way in included. */
  Set<String> names() {
    Set<String> names = new TreeSet<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        boolean coming = isUpload(entry);
        names.add(coming ? name.substring(1, name.length() - UPLOAD.length()) : name);
      }
    } catch (IOException | DirectoryIteratorException e) {
      log.debug("a folder cannot be listed", e);
    }
    return names;
  }

  /** As the rule and the ledger call it. */
  Path watched() {
    return rule.watched().resolve(root.relativize(path));
  }
}
