package reelyard.staging;

import static reelyard.model.FailureReason.BAD_REQUEST;
import static reelyard.model.FailureReason.RESULT_NOT_WRITABLE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import reelyard.model.Container;
import reelyard.staging.undo.RefusedStepException;
import reelyard.staging.undo.UndoBins;

/**
 * The rules for which film may give its place to its own result: one file with one name, where an
 * undo bin can lie beside it.
 */
final class Replaceable {

  private final Targets targets;
  private final UndoHouse bins;

  Replaceable(Targets targets, UndoHouse bins) {
    this.targets = targets;
    this.bins = bins;
  }

  /** The film of a source that is replaced; its sidecars stay. */
  static SourceFile film(Source source) {
    return source.files().stream()
        .filter(file -> file.served().equals(source.film()))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("a disc has no film to replace"));
  }

  /**
   * Where the result goes: to the film's own name, with the container's extension.
   *
   * @param input as the user gave it
   */
  Checked<Target> look(String input, Source source, Container container) {
    String complaint = complaint(input, source);
    if (complaint != null) {
      return Checked.failed(BAD_REQUEST, Shown.name(source.real()) + " " + complaint);
    }
    Path film = film(source).real();
    Path result = film.resolveSibling(name(film.getFileName().toString(), container));
    return targets.beside(film, result, container).then(target -> linked(film, target));
  }

  private static String complaint(String input, Source source) {
    if (source.film().equals(".")) {
      return "is a disc, which cannot be compared with a film stream by stream: leave out --replace";
    }
    SourceFile film = film(source);
    Path name = film.real().getFileName();
    if (name.toString().toLowerCase(Locale.ROOT).endsWith(".iso")) {
      return "is the image of a disc, which cannot be compared with a film stream by stream: leave"
          + " out --replace";
    }
    boolean elsewhere =
        source.folder()
            && !(source.real().equals(film.real().getParent())
                && film.served().equals(ServedNames.safe(name.toString())));
    return elsewhere || (!source.folder() && isLink(input))
        ? "is reached by a link, which would be left behind: submit the film itself, "
            + Shown.name(film.real())
        : null;
  }

  private static boolean isLink(String input) {
    try {
      return Files.isSymbolicLink(Path.of(input));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static String name(String film, Container container) {
    String extension = "." + container.extension();
    if (film.toLowerCase(Locale.ROOT).endsWith(extension)) {
      return film;
    }
    int dot = film.lastIndexOf('.');
    return (dot > 0 ? film.substring(0, dot) : film) + extension;
  }

  private Checked<Target> linked(Path film, Target target) {
    Optional<UndoBins> open = bins.open();
    if (open.isEmpty()) {
      return Checked.failed(RESULT_NOT_WRITABLE, bins.whyClosed());
    }
    try {
      open.get().check(film);
      return Checked.of(target);
    } catch (RefusedStepException e) {
      return Checked.failed(BAD_REQUEST, Shown.name(film) + " " + e.getMessage());
    } catch (IOException e) {
      return Checked.failed(
          RESULT_NOT_WRITABLE,
          Shown.name(film)
              + " cannot be replaced, since no second name (hard link) for it can be made beside it"
              + " ("
              + Shown.reason(e)
              + "): leave out --replace, or let staging run as the film's owner on a file system"
              + " with hard links");
    }
  }
}
