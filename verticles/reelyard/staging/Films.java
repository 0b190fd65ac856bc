package reelyard.staging;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.List;
import reelyard.bus.RefusedException;
import reelyard.message.Refusal;
import reelyard.model.Failure;
import reelyard.model.FailureReason;
import reelyard.model.FilmNames;

/**
 * Finds films and folders for who looks at them: none outside of the roots, wherever links lead,
 * and nothing that Reelyard hides. Blocks.
 */
public final class Films {

  /**
   * A file that is named like a film.
   *
   * @param name that people know it by
   * @param path where it really lies
   * @param disc whether it is a part of a disc's folder
   * @param asked the film or folder that was asked for, links resolved
   */
  public record Film(String name, Path path, Path asked, boolean disc, long bytes, long millis) {

    /** The same as long as the file is, in the form of an ETag. */
    public String tag() {
      return "\"%x-%x\"".formatted(bytes, millis);
    }
  }

  private final List<Path> folders;
  private final Roots roots;
  private final Sources sources;

  public Films(List<String> roots) {
    this.folders = roots.stream().map(Path::of).toList();
    this.roots = new Roots(roots);
    this.sources = new Sources(this.roots);
  }

  /** The folders of staging.roots that are there. */
  public List<Path> roots() {
    return folders.stream().filter(Files::isDirectory).toList();
  }

  /**
   * The film of this name, that of a folder which holds one, or the longest part of a disc.
   *
   * @throws RefusedException naming what is wrong with it
   */
  public Film film(String path) {
    Checked<Source> looked = sources.look(path);
    if (!looked.ok()) {
      throw refused(looked.failure());
    }
    Source source = looked.value();
    SourceFile file =
        source.files().stream()
            .filter(each -> source.film().equals(".") || each.served().equals(source.film()))
            .filter(each -> FilmNames.isFilm(each.real().getFileName().toString()))
            .max(Comparator.comparingLong(SourceFile::bytes))
            .orElseThrow(() -> noFilm(path));
    if (isHidden(file.real()) || !roots.hold(file.real())) {
      throw gone(path);
    }
    return new Film(
        file.real().getFileName().toString(),
        file.real(),
        source.real(),
        source.film().equals("."),
        file.bytes(),
        file.written().toMillis());
  }

  /**
   * A film that was called this, and lies where Reelyard keeps what its result replaced.
   *
   * @throws RefusedException when it is gone
   */
  public Film kept(Path path, String name) {
    try {
      Path real = path.toRealPath();
      BasicFileAttributes facts =
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (!facts.isRegularFile() || !roots.hold(real)) {
        throw gone(name);
      }
      return new Film(name, real, real, false, facts.size(), facts.lastModifiedTime().toMillis());
    } catch (IOException e) {
      throw trouble(name, e);
    }
  }

  /** Whether films in this folder, which need not be there yet, would lie below the roots. */
  public boolean wouldHold(Path folder) {
    try {
      return roots.hold(Roots.resolve(folder));
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * To read it, unless another file or a link was put in its place.
   *
   * @throws RefusedException when it is gone or may not be read
   */
  public FileChannel open(Film film) {
    try {
      FileChannel channel =
          FileChannel.open(film.path(), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
      if (film.path().toRealPath().equals(film.path())) {
        return channel;
      }
      channel.close();
    } catch (IOException e) {
      throw trouble(film.path(), e);
    }
    throw gone(film.path());
  }

  /**
   * A folder below the roots, links resolved.
   *
   * @throws RefusedException when there is none of this name, or it may not be looked into
   */
  public Path folder(String path) {
    Path real;
    try {
      Path given = Path.of(path);
      if (!given.isAbsolute()) {
        throw new RefusedException(
            Refusal.badMessage("path: must be absolute, not " + Shown.name(path)));
      }
      real = given.toRealPath();
    } catch (InvalidPathException e) {
      throw new RefusedException(
          Refusal.badMessage("path: " + Shown.name(path) + " cannot be a path on this host"));
    } catch (IOException e) {
      throw trouble(path, e);
    }
    if (!roots.hold(real)) {
      throw new RefusedException(
          Refusal.notFound(Shown.name(path) + " lies outside " + roots + ", or is not there"));
    }
    if (isHidden(real) || !Files.isDirectory(real)) {
      throw gone(path);
    }
    return real;
  }

  /** Whether this entry of a folder may be shown: it leads to a place below the roots. */
  public boolean shows(Path entry) {
    try {
      if (entry.getFileName().toString().startsWith(".")) {
        return false;
      }
      if (!Files.isSymbolicLink(entry)) {
        return true;
      }
      Path real = entry.toRealPath();
      return roots.hold(real) && !isHidden(real);
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether it is, or lies in, what Reelyard keeps for itself. */
  private static boolean isHidden(Path real) {
    for (Path name : real) {
      String text = name.toString();
      if (text.startsWith(".reelyard")
          || text.endsWith(".reelyard-part")
          || text.endsWith(".reelyard-upload")) {
        return true;
      }
    }
    return false;
  }

  private static RefusedException refused(Failure failure) {
    return new RefusedException(
        failure.reason() == FailureReason.SOURCE_MISSING
            ? Refusal.notFound(failure.message())
            : Refused.of(failure));
  }

  private static RefusedException noFilm(String path) {
    return new RefusedException(
        new Refusal(
            FailureReason.SOURCE_WITHOUT_VIDEO.code(),
            Shown.name(path) + " is not named like a film (.mkv, .mp4, .ts …): choose another"));
  }

  private static RefusedException gone(Object path) {
    return new RefusedException(
        Refusal.notFound(Shown.name(path) + " is not there, or not to be looked at"));
  }

  private static RefusedException trouble(Object path, IOException e) {
    return e instanceof NoSuchFileException
        ? gone(path)
        : new RefusedException(
            new Refusal(
                FailureReason.SOURCE_UNREADABLE.code(),
                Shown.name(path)
                    + (e instanceof AccessDeniedException
                        ? " may not be read by staging: change its permissions"
                        : " cannot be looked at (" + Shown.reason(e) + "): mend that")));
  }
}
