package reelyard.cli;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import reelyard.model.FilmNames;

/**
 * The films that people mean by a file, a folder or a pattern such as {@code '**}{@code /*.mkv'}. A
 * folder that holds a disc, or one film with its subtitles, is one film; any other folder stands
 * for the films in it and below.
 *
 * @param skipped a folder in which nothing is looked for: that of the results
 */
record Films(Path skipped) {

  /** So that a slip such as '/' ends soon. */
  static final int MOST = 100_000;

  private static final Pattern WILD = Pattern.compile("[*?\\[{]");

  /**
   * A film, a folder with a disc, or what is not there (on this machine).
   *
   * @param below the folders between what was named and the film; empty for none
   */
  record Film(Path path, String below) {}

  /**
   * In the order of their names.
   *
   * @throws CommandFailure when nothing matches a pattern, or too much is meant
   */
  List<Film> meantBy(Path workingFolder, String input) throws CommandFailure {
    Path path = workingFolder.resolve(input);
    try {
      if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS) && WILD.matcher(input).find()) {
        return matching(workingFolder, input);
      }
      return isCollection(path) ? inFolder(path) : List.of(new Film(path, ""));
    } catch (IOException e) {
      throw CommandFailure.usage(
          "%s cannot be looked through (%s)".formatted(Words.printable(input), e.getMessage()));
    }
  }

  /** The part before the first wild letter is where to look. */
  private List<Film> matching(Path workingFolder, String pattern)
      throws CommandFailure, IOException {
    int wild = WILD.matcher(pattern).results().findFirst().orElseThrow().start();
    int cut = pattern.lastIndexOf('/', wild) + 1;
    Path base = workingFolder.resolve(pattern.substring(0, cut));
    String rest = pattern.substring(cut);
    PathMatcher matcher;
    try {
      matcher = FileSystems.getDefault().getPathMatcher("glob:" + anyDepth(rest));
    } catch (PatternSyntaxException e) {
      throw CommandFailure.usage(
          "the pattern %s is none: %s".formatted(Words.printable(pattern), e.getDescription()));
    }
    boolean any = WILD.matcher(rest.substring(rest.lastIndexOf('.') + 1)).find();
    int depth =
        rest.contains("**")
            ? Integer.MAX_VALUE
            : (int) rest.chars().filter(c -> c == '/').count() + 1;
    List<Film> films = new ArrayList<>();
    if (Files.isDirectory(base)) {
      for (Path path : walk(base, depth)) {
        boolean folder = Files.isDirectory(path);
        if (!matcher.matches(base.relativize(path))) {
          continue;
        }
        if (folder && !rest.contains("**")) {
          films.addAll(isCollection(path) ? inFolder(path) : List.of(new Film(path, "")));
        } else if (!folder && (!any || FilmNames.isFilm(name(path)))) {
          films.add(new Film(path, below(base, path)));
        }
      }
    }
    if (films.isEmpty()) {
      throw CommandFailure.usage(
          "no film matches %s in %s; patterns are looked up on this machine"
              .formatted(Words.printable(pattern), base));
    }
    return films;
  }

  /** As shells have it: two stars and a slash stand for no folder as well. */
  private static String anyDepth(String pattern) {
    return pattern.contains("{") ? pattern : pattern.replace("**/", "{**/,}");
  }

  private boolean isCollection(Path path) throws IOException {
    if (!Files.isDirectory(path) || FilmNames.isDisc(name(path))) {
      return false;
    }
    int films = 0;
    boolean deeper = false;
    for (Path child : children(path)) {
      if (Files.isDirectory(child)) {
        if (FilmNames.isDisc(name(child))) {
          return false;
        }
        deeper = deeper || holdsFilms(child);
      } else if (FilmNames.isFilm(name(child))) {
        films++;
      }
    }
    return films > 1 || deeper;
  }

  /** A disc, or a film with its subtitles. */
  private boolean isOne(Path folder) throws IOException {
    List<Path> children = children(folder);
    return children.stream().anyMatch(child -> FilmNames.isDisc(name(child)))
        || (children.stream().anyMatch(child -> FilmNames.isSubtitle(name(child)))
            && children.stream().filter(child -> FilmNames.isFilm(name(child))).count() == 1
            && !isCollection(folder));
  }

  private boolean holdsFilms(Path folder) throws IOException {
    return walk(folder, Integer.MAX_VALUE).stream()
        .anyMatch(path -> FilmNames.isFilm(name(path)) || FilmNames.isDisc(name(path)));
  }

  private List<Film> inFolder(Path folder) throws IOException, CommandFailure {
    List<Film> films = new ArrayList<>();
    gather(folder, folder, films);
    return films;
  }

  private void gather(Path top, Path folder, List<Film> films) throws IOException, CommandFailure {
    for (Path child : children(folder)) {
      if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
        if (isOne(child)) {
          films.add(new Film(child, below(top, child)));
        } else {
          gather(top, child, films);
        }
      } else if (FilmNames.isFilm(name(child))) {
        films.add(new Film(child, below(top, child)));
      }
      if (films.size() > MOST) {
        throw CommandFailure.usage(
            "below %s lie more than %d films: name fewer at a time".formatted(top, MOST));
      }
    }
  }

  private List<Path> children(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children.filter(this::isLookedAt).sorted().toList();
    }
  }

  /** What begins with a dot is hidden, as shells have it. */
  private boolean isLookedAt(Path path) {
    return !name(path).startsWith(".") && !path.normalize().equals(skipped);
  }

  private List<Path> walk(Path base, int depth) throws IOException {
    List<Path> found = new ArrayList<>();
    Set<FileVisitOption> plain = EnumSet.noneOf(FileVisitOption.class);
    Files.walkFileTree(
        base,
        plain,
        depth,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            if (folder.equals(base)) {
              return FileVisitResult.CONTINUE;
            }
            if (!isLookedAt(folder)) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            found.add(folder);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (isLookedAt(file)) {
              found.add(file);
            }
            return found.size() > MOST ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            // A folder that this user may not look into holds nothing that he can submit.
            return FileVisitResult.CONTINUE;
          }
        });
    found.sort(null);
    return found;
  }

  private static String below(Path top, Path film) {
    Path between = top.relativize(film).getParent();
    return between == null ? "" : between.toString();
  }

  private static String name(Path path) {
    Path name = path.getFileName();
    return name == null ? "" : name.toString();
  }
}
