package reelyard.dropbox;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reelyard.model.FilmNames;

/**
 * Looks for films in a watched folder without opening any: hidden files, links, empty files, files
 * that are still being downloaded, and the folders where results and originals go count as not
 * there.
 */
final class Finder {

  private static final Logger log = LoggerFactory.getLogger(Finder.class);

  /** More than any disc has. */
  private static final int MOST_FILES = 10_000;

  private static final int DEEPEST = 32;

  /**
   * What lies in a watched folder.
   *
   * @param folders those that were looked into
   * @param uploads parts of files that came in by FTP, with the times when the latest bytes came
   */
  record Look(List<Find> finds, List<Path> folders, Map<Path, FileTime> uploads) {}

  private final Path root;
  private final boolean recursive;
  private final List<Path> others;
  private final Set<Path> complained = new HashSet<>();

  Finder(Rule rule) {
    this.root = rule.watched();
    this.recursive = rule.recursive();
    this.others = new ArrayList<>(List.of(rule.results()));
    rule.originals().ifPresent(others::add);
  }

  /**
   * All of it.
   *
   * @throws IOException when the watched folder itself cannot be read
   */
  Look look() throws IOException {
    Look look = new Look(new ArrayList<>(), new ArrayList<>(), new TreeMap<>());
    Set<Path> skipped = skipped();
    Map<Path, BasicFileAttributes> entries = entries(root);
    uploads(entries, look);
    into(root, entries, 0, skipped, look);
    return look;
  }

  /** What the find has become, if it is still one. */
  static Optional<Find> again(Find find) {
    try {
      if (find.folder()) {
        return folder(find.path(), entries(find.path()));
      }
      BasicFileAttributes attributes =
          Files.readAttributes(find.path(), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return isWhole(find.path(), attributes, Files::exists)
          ? Optional.of(film(find.path(), attributes))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private Set<Path> skipped() throws IOException {
    Path real = root.toRealPath();
    return others.stream()
        .map(Finder::real)
        .filter(folder -> folder.startsWith(real))
        .map(folder -> root.resolve(real.relativize(folder)))
        .collect(Collectors.toSet());
  }

  private static Path real(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      return folder;
    }
  }

  private void into(
      Path folder,
      Map<Path, BasicFileAttributes> entries,
      int depth,
      Set<Path> skipped,
      Look look) {
    look.folders.add(folder);
    entries.forEach(
        (path, attributes) -> {
          if (attributes.isDirectory()) {
            if (!skipped.contains(path) && depth < DEEPEST && !FileName.isHidden(path)) {
              below(path, depth + 1, skipped, look);
            }
          } else if (isWhole(path, attributes, entries::containsKey)) {
            look.finds.add(film(path, attributes));
          }
        });
  }

  private void below(Path folder, int depth, Set<Path> skipped, Look look) {
    try {
      Map<Path, BasicFileAttributes> entries = entries(folder);
      uploads(entries, look);
      if (isUnit(folder, entries)) {
        look.folders.add(folder);
        folder(folder, entries).ifPresent(look.finds::add);
      } else if (recursive) {
        into(folder, entries, depth, skipped, look);
      } else {
        look.folders.add(folder);
      }
      complained.remove(folder);
    } catch (NoSuchFileException e) {
      log.debug("gone since it was listed", e);
    } catch (IOException e) {
      if (complained.add(folder)) {
        log.warn(
            "{} cannot be read ({}): what is dropped there waits until it can",
            Sayable.shown(folder),
            Sayable.shown(e));
      }
    }
  }

  private static void uploads(Map<Path, BasicFileAttributes> entries, Look look) {
    entries.forEach(
        (path, attributes) -> {
          if (attributes.isRegularFile() && Place.isUpload(path)) {
            look.uploads.put(path, attributes.lastModifiedTime());
          }
        });
  }

  /** Whether the folder as a whole is one film: a disc, or a film that subtitles lie beside. */
  private boolean isUnit(Path folder, Map<Path, BasicFileAttributes> entries) {
    if (isDisc(folder, entries)) {
      return true;
    }
    long films = count(entries, FileName::isFilm);
    boolean subtitles = entries.keySet().stream().anyMatch(FileName::isSubtitle);
    return films == 1 && (subtitles || !recursive);
  }

  private static boolean isDisc(Path folder, Map<Path, BasicFileAttributes> entries) {
    return FilmNames.isDisc(FileName.of(folder))
        || entries.entrySet().stream()
            .anyMatch(e -> e.getValue().isDirectory() && FilmNames.isDisc(FileName.of(e.getKey())));
  }

  private static Optional<Find> folder(Path folder, Map<Path, BasicFileAttributes> entries)
      throws IOException {
    Map<Path, BasicFileAttributes> files = new TreeMap<>();
    boolean disc = isDisc(folder, entries);
    if (disc) {
      collect(entries, 1, files);
    } else {
      entries.forEach(
          (path, attributes) -> {
            if (FileName.isFilm(path) || FileName.isSubtitle(path) || FileName.isPart(path)) {
              files.put(path, attributes);
            }
          });
      files.values().removeIf(attributes -> !attributes.isRegularFile());
    }
    boolean growing = files.keySet().stream().anyMatch(FileName::isPart);
    List<Path> films =
        files.keySet().stream().filter(path -> disc || FileName.isFilm(path)).toList();
    long bytes = films.stream().mapToLong(film -> files.get(film).size()).sum();
    if (growing || films.isEmpty() || bytes == 0 || (!disc && films.size() != 1)) {
      return Optional.empty();
    }
    Stamp stamp = files.values().stream().map(Finder::stamp).reduce(Stamp.NONE, Stamp::and);
    return Optional.of(new Find(folder, true, films, List.copyOf(files.keySet()), stamp));
  }

  private static void collect(
      Map<Path, BasicFileAttributes> entries, int depth, Map<Path, BasicFileAttributes> files)
      throws IOException {
    for (Map.Entry<Path, BasicFileAttributes> entry : entries.entrySet()) {
      if (entry.getValue().isRegularFile()) {
        files.put(entry.getKey(), entry.getValue());
      } else if (entry.getValue().isDirectory() && depth < DEEPEST && files.size() < MOST_FILES) {
        collect(entries(entry.getKey()), depth + 1, files);
      }
    }
  }

  private static Find film(Path path, BasicFileAttributes attributes) {
    return new Find(path, false, List.of(path), List.of(path), stamp(attributes));
  }

  private static Stamp stamp(BasicFileAttributes attributes) {
    return new Stamp(attributes.size(), attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS), 1);
  }

  /** Whether this is a film that no downloader is still at. */
  private static boolean isWhole(
      Path path, BasicFileAttributes attributes, Predicate<Path> beside) {
    return attributes.isRegularFile()
        && attributes.size() > 0
        && FileName.isFilm(path)
        && FileName.parts(path).noneMatch(beside);
  }

  private static long count(Map<Path, BasicFileAttributes> entries, Predicate<Path> which) {
    return entries.entrySet().stream()
        .filter(e -> e.getValue().isRegularFile() && which.test(e.getKey()))
        .count();
  }

  /** Without links, and without names that this process could not say to another. */
  private static Map<Path, BasicFileAttributes> entries(Path folder) throws IOException {
    Map<Path, BasicFileAttributes> entries = new TreeMap<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      for (Path path : stream) {
        add(path, entries);
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return entries;
  }

  private static void add(Path path, Map<Path, BasicFileAttributes> entries) {
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (!attributes.isSymbolicLink() && Sayable.is(path)) {
        entries.put(path, attributes);
      }
    } catch (IOException e) {
      log.debug("gone since it was listed, or of no use", e);
    }
  }
}
