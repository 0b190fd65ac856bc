package reelyard.staging;

import static reelyard.model.FailureReason.BAD_REQUEST;
import static reelyard.model.FailureReason.SOURCE_MISSING;
import static reelyard.model.FailureReason.SOURCE_UNREADABLE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/** Finds out what an input is, without opening more of it than a folder's list of names. */
final class Sources {

  private final Roots roots;

  Sources(Roots roots) {
    this.roots = roots;
  }

  Checked<Source> look(String input) {
    if (input == null || input.isEmpty()) {
      return Checked.failed(BAD_REQUEST, "the job names no input: give a film or a folder");
    }
    String shown = Shown.name(input);
    Path path;
    try {
      path = Path.of(input);
    } catch (InvalidPathException e) {
      return Checked.failed(
          BAD_REQUEST,
          shown
              + " cannot be a path on this host: check it, and that staging runs with LC_ALL"
              + " set to C.UTF-8 or another UTF-8 locale");
    }
    if (!path.isAbsolute()) {
      return Checked.failed(
          BAD_REQUEST,
          shown + " is no absolute path: give it from / on, as on the host that stages it");
    }
    try {
      return found(path.toRealPath(), shown);
    } catch (NoSuchFileException | NotDirectoryException e) {
      return Checked.failed(
          SOURCE_MISSING,
          shown + " does not exist on the staging host: check the name, and that it is mounted");
    } catch (IOException e) {
      return Checked.failed(
          SOURCE_UNREADABLE, shown + " cannot be looked at (" + Shown.reason(e) + "): mend that");
    }
  }

  private Checked<Source> found(Path real, String shown) throws IOException {
    if (!roots.hold(real)) {
      return Checked.failed(
          SOURCE_UNREADABLE,
          shown + " lies outside " + roots + ": move it there, or add its folder to them");
    }
    BasicFileAttributes attributes = Files.readAttributes(real, BasicFileAttributes.class);
    if (attributes.isDirectory()) {
      return new SourceFolder(real, shown).look();
    }
    if (!attributes.isRegularFile()) {
      return Checked.failed(
          SOURCE_UNREADABLE, shown + " is a pipe, a device or a socket: give a file or a folder");
    }
    String name = ServedNames.safe(real.getFileName().toString());
    return file(name, real, attributes, shown)
        .then(film -> Checked.of(new Source(real, false, List.of(film), name, List.of())));
  }

  /** A film or subtitle that must be there whole: not empty, and readable. */
  static Checked<SourceFile> file(
      String served, Path real, BasicFileAttributes attributes, String shown) {
    if (attributes.size() == 0) {
      return Checked.failed(
          SOURCE_UNREADABLE, shown + " is empty: copy it again from where it came");
    }
    return readable(served, real, attributes, shown);
  }

  /** A file that staging may read. */
  static Checked<SourceFile> readable(
      String served, Path real, BasicFileAttributes attributes, String shown) {
    if (!Files.isReadable(real)) {
      return Checked.failed(
          SOURCE_UNREADABLE,
          shown
              + " may not be read by "
              + System.getProperty("user.name")
              + ", as whom staging runs: change its permissions");
    }
    return Checked.of(
        new SourceFile(
            served, real, attributes.size(), attributes.lastModifiedTime(), attributes.fileKey()));
  }
}
