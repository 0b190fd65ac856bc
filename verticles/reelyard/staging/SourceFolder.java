package reelyard.staging;

import static reelyard.model.FailureReason.BAD_REQUEST;
import static reelyard.model.FailureReason.SOURCE_UNREADABLE;
import static reelyard.model.FailureReason.SOURCE_WITHOUT_VIDEO;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import reelyard.model.FilmNames;

/**
 * Finds what an input folder is: a disc structure, or one film with its sidecar subtitles. Links
 * that leave the folder count as not there.
 */
final class SourceFolder {

  /** More than any disc has; keeps a wrong folder from filling the memory. */
  private static final int MOST_FILES = 10_000;

  private static final int DEEPEST = 8;

  private final Path folder;
  private final String shown;

  SourceFolder(Path real, String shown) {
    this.folder = real;
    this.shown = shown;
  }

  Checked<Source> look() throws IOException {
    List<Path> entries = entries(folder);
    String inside = discInside(entries);
    if (inside != null) {
      return disc(inside);
    }
    boolean hasDiscs = entries.stream().anyMatch(SourceFolder::holdsDisc);
    return hasDiscs ? disc(null) : filmFolder(entries);
  }

  /** The disc folder's name when the given folder is such a one itself. */
  private static String discInside(List<Path> entries) {
    for (Path entry : entries) {
      String name = name(entry).toLowerCase(Locale.ROOT);
      if (name.endsWith(".ifo") && Files.isRegularFile(entry)) {
        return "VIDEO_TS";
      }
      if (name.equals("index.bdmv") && Files.isRegularFile(entry)) {
        return "BDMV";
      }
    }
    return null;
  }

  private static boolean holdsDisc(Path entry) {
    return FilmNames.isDisc(name(entry)) && Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS);
  }

  private Checked<Source> disc(String inside) throws IOException {
    List<SourceFile> files = new ArrayList<>();
    ServedNames names = new ServedNames();
    List<Path> trees =
        inside == null
            ? entries(folder).stream().filter(SourceFolder::holdsDisc).toList()
            : List.of(folder);
    for (Path tree : trees) {
      String served = inside == null ? names.give(name(tree)) : inside;
      Checked<Void> added = add(tree, served, 1, files);
      if (!added.ok()) {
        return Checked.failed(added.failure());
      }
    }
    Source source = new Source(folder, true, List.copyOf(files), ".", List.of());
    return source.bytes() > 0
        ? Checked.of(source)
        : Checked.failed(
            SOURCE_WITHOUT_VIDEO, shown + " is a disc structure without content: copy it again");
  }

  private Checked<Void> add(Path from, String served, int depth, List<SourceFile> files)
      throws IOException {
    ServedNames names = new ServedNames();
    for (Path entry : entries(from)) {
      String path = served + "/" + names.give(name(entry));
      BasicFileAttributes own = attributes(entry, LinkOption.NOFOLLOW_LINKS);
      Checked<Void> added = Checked.of(null);
      if (own.isDirectory()) {
        added = depth < DEEPEST ? add(entry, path, depth + 1, files) : tooMuch();
      } else {
        Path real = within(entry);
        if (real != null) {
          added =
              Sources.readable(path, real, attributes(real), Shown.name(entry))
                  .then(
                      file -> {
                        files.add(file);
                        return files.size() > MOST_FILES ? tooMuch() : Checked.of(null);
                      });
        }
      }
      if (!added.ok()) {
        return added;
      }
    }
    return Checked.of(null);
  }

  private Checked<Void> tooMuch() {
    return Checked.failed(
        SOURCE_UNREADABLE,
        shown
            + " holds more than any disc, over "
            + MOST_FILES
            + " files or "
            + DEEPEST
            + " levels: give the folder of one disc");
  }

  private Checked<Source> filmFolder(List<Path> entries) throws IOException {
    List<Path> films = called(entries, FilmNames::isFilm);
    List<Path> inside = films.stream().filter(film -> within(film) != null).toList();
    if (inside.isEmpty()) {
      return Checked.failed(
          SOURCE_WITHOUT_VIDEO,
          films.isEmpty()
              ? shown + " holds no video: give a film, or a folder with one or with a disc in it"
              : shown
                  + " holds only a link out of it, "
                  + names(films)
                  + ": submit the film that it leads to");
    }
    if (inside.size() > 1) {
      return Checked.failed(
          BAD_REQUEST,
          shown + " holds several films, " + names(inside) + ": submit each as a job of its own");
    }
    ServedNames names = new ServedNames();
    Checked<SourceFile> film = sourceFile(inside.get(0), names);
    if (!film.ok()) {
      return Checked.failed(film.failure());
    }
    List<SourceFile> files = new ArrayList<>(List.of(film.value()));
    List<String> subtitles = new ArrayList<>();
    for (Path entry : called(entries, FilmNames::isSubtitle)) {
      if (within(entry) != null) {
        Checked<SourceFile> subtitle = sourceFile(entry, names);
        if (!subtitle.ok()) {
          return Checked.failed(subtitle.failure());
        }
        files.add(subtitle.value());
        subtitles.add(subtitle.value().served());
      }
    }
    return Checked.of(
        new Source(folder, true, List.copyOf(files), film.value().served(), subtitles));
  }

  private Checked<SourceFile> sourceFile(Path entry, ServedNames names) throws IOException {
    Path real = within(entry);
    return Sources.file(names.give(name(entry)), real, attributes(real), Shown.name(entry));
  }

  /** The regular file that this entry is or leads to, null unless it lies in the folder. */
  private Path within(Path entry) {
    try {
      Path real = entry.toRealPath();
      return real.startsWith(folder) && Files.isRegularFile(real) ? real : null;
    } catch (IOException e) {
      return null;
    }
  }

  // Hidden files are leftovers such as macOS's "._film.mkv", never films.
  private static List<Path> called(List<Path> entries, Predicate<String> which) {
    return entries.stream()
        .filter(entry -> !name(entry).startsWith("."))
        .filter(entry -> which.test(name(entry)))
        .filter(entry -> !Files.isDirectory(entry))
        .toList();
  }

  private static String names(List<Path> entries) {
    String some =
        entries.stream().limit(5).map(e -> Shown.name(name(e))).collect(Collectors.joining(", "));
    return entries.size() > 5 ? some + " and " + (entries.size() - 5) + " more" : some;
  }

  private static String name(Path entry) {
    return entry.getFileName().toString();
  }

  private static BasicFileAttributes attributes(Path path, LinkOption... options)
      throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, options);
  }

  /** In the order of their names, so that served names come out the same each time. */
  private static List<Path> entries(Path folder) throws IOException {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      stream.forEach(entries::add);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    entries.sort(null);
    return entries;
  }
}
