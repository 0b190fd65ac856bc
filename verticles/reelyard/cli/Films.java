package reelyard.cli;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import reelyard.model.FilmNames;

/**
 * The films that people mean by a file, a folder or a pattern such as {@code '**}{@code /*.mkv'}. A
 * folder that holds a disc, or one film with its subtitles, is one film; any other folder stands
 * for the films in it and below.
 *
 * @param most films of one input
 */
record Films(FilmWalk walk, int most) {

  private static final int MOST = 100_000;
  private static final int MOST_LOOKED_AT = 2_000_000;

  private static final Pattern WILD = Pattern.compile("[*?\\[{]");

  /**
   * @param skipped a folder in which nothing is looked for: that of the results
   */
  Films(Path skipped) {
    this(new FilmWalk(skipped, MOST_LOOKED_AT), MOST);
  }

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
      return named(path);
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
    boolean deep = rest.contains("**");
    int depth = deep ? Integer.MAX_VALUE : (int) rest.chars().filter(c -> c == '/').count() + 1;
    Set<Film> films = new LinkedHashSet<>();
    if (Files.isDirectory(base)) {
      for (Path path : walk.below(base, depth, each -> matcher.matches(base.relativize(each)))) {
        boolean folder = Files.isDirectory(path);
        if (folder && !deep) {
          films.addAll(named(path));
        } else if (!folder && (!any || FilmNames.isFilm(name(path)))) {
          Path film = any && deep ? whole(base, path) : path;
          films.add(new Film(film, below(base, film)));
        }
        refuseTooMany(base, films.size());
      }
    }
    if (films.isEmpty()) {
      throw CommandFailure.usage(
          "no film matches %s in %s; patterns are looked up on this machine"
              .formatted(Words.printable(pattern), base));
    }
    return List.copyOf(films);
  }

  /** A file of a disc stands for the disc. */
  private static Path whole(Path base, Path file) {
    for (Path folder = file.getParent();
        folder != null && folder.startsWith(base);
        folder = folder.getParent()) {
      if (FilmNames.isDisc(name(folder))) {
        Path holder = folder.getParent();
        return holder != null && holder.startsWith(base) ? holder : folder;
      }
    }
    return file;
  }

  /** As shells have it: two stars and a slash stand for no folder as well. */
  private static String anyDepth(String pattern) {
    return pattern.contains("{") ? pattern : pattern.replace("**/", "{**/,}");
  }

  /** A folder that holds nothing but one film stands for that, and has its name. */
  private List<Film> named(Path path) throws IOException, CommandFailure {
    if (!Files.isDirectory(path) || FilmNames.isDisc(name(path))) {
      return List.of(new Film(path, ""));
    }
    if (isCollection(path)) {
      return inFolder(path);
    }
    List<Path> films = isOne(path) ? List.of() : films(path);
    return List.of(new Film(films.size() == 1 ? films.get(0) : path, ""));
  }

  private boolean isCollection(Path folder) throws IOException, CommandFailure {
    boolean deeper = false;
    for (Path child : walk.children(folder)) {
      if (Files.isDirectory(child)) {
        if (FilmNames.isDisc(name(child))) {
          return false;
        }
        deeper = deeper || (!Files.isSymbolicLink(child) && holdsFilms(child));
      }
    }
    return deeper || films(folder).size() > 1;
  }

  /** The films in that folder itself. */
  private List<Path> films(Path folder) throws IOException {
    return walk.children(folder).stream()
        .filter(child -> !Files.isDirectory(child) && FilmNames.isFilm(name(child)))
        .toList();
  }

  /** A disc, or a film with its subtitles. */
  private boolean isOne(Path folder) throws IOException, CommandFailure {
    List<Path> children = walk.children(folder);
    return children.stream().anyMatch(child -> FilmNames.isDisc(name(child)))
        || (children.stream().anyMatch(child -> FilmNames.isSubtitle(name(child)))
            && films(folder).size() == 1
            && !isCollection(folder));
  }

  private boolean holdsFilms(Path folder) throws IOException, CommandFailure {
    return walk.anyBelow(
        folder, path -> FilmNames.isFilm(name(path)) || FilmNames.isDisc(name(path)));
  }

  private List<Film> inFolder(Path folder) throws IOException, CommandFailure {
    List<Film> films = new ArrayList<>();
    gather(folder, folder, films);
    return films;
  }

  private void gather(Path top, Path folder, List<Film> films) throws IOException, CommandFailure {
    for (Path child : walk.children(folder)) {
      if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
        if (isOne(child)) {
          films.add(new Film(child, below(top, child)));
        } else {
          gather(top, child, films);
        }
      } else if (FilmNames.isFilm(name(child))) {
        films.add(new Film(child, below(top, child)));
      }
      refuseTooMany(top, films.size());
    }
  }

  private void refuseTooMany(Path top, int films) throws CommandFailure {
    if (films > most) {
      throw CommandFailure.usage(
          "below %s lie more than %d films: name fewer at a time".formatted(top, most));
    }
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
