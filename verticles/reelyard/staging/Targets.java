package reelyard.staging;

import static reelyard.model.FailureReason.BAD_REQUEST;
import static reelyard.model.FailureReason.RESULT_EXISTS;
import static reelyard.model.FailureReason.RESULT_NOT_WRITABLE;
import static reelyard.model.FailureReason.RESULT_WOULD_REPLACE_SOURCE;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import reelyard.model.Container;

/** The rules for where a result may land: never on its own source, whatever leads there. */
final class Targets {

  private static final int LONGEST_NAME = 255;

  private final Roots roots;

  Targets(Roots roots) {
    this.roots = roots;
  }

  Checked<Target> look(Source source, String output, Container container, boolean overwrite) {
    if (output == null || output.isEmpty()) {
      return Checked.failed(BAD_REQUEST, "the job names no output: give the file it becomes");
    }
    String shown = Shown.name(output);
    Path path;
    try {
      path = Path.of(output);
    } catch (InvalidPathException e) {
      return refused(
          shown,
          "cannot be a path on this host: check it, and that staging runs with LC_ALL set"
              + " to C.UTF-8 or another UTF-8 locale");
    }
    if (!path.isAbsolute()) {
      return Checked.failed(
          BAD_REQUEST,
          shown + " is no absolute path: give it from / on, as on the host that stages it");
    }
    return name(path, container, shown)
        .then(name -> resolved(path, name, shown))
        .then(target -> allowed(source, target, shown))
        .then(target -> free(target, overwrite, shown));
  }

  /**
   * The same for a result that takes the place of its film, both in one folder: nothing but that
   * film may have its name.
   */
  Checked<Target> beside(Path film, Path result, Container container) {
    String shown = Shown.name(result);
    return name(result, container, shown)
        .then(name -> resolved(result, name, shown))
        .then(target -> free(target, result.equals(film), shown));
  }

  private static Checked<String> name(Path path, Container container, String shown) {
    String name = path.getFileName() == null ? "" : path.getFileName().toString();
    if (name.isEmpty() || name.equals(".") || name.equals("..")) {
      return refused(shown, "names no file: give the name of the file it becomes");
    }
    if (name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
      return refused(
          shown, "has a file name of more than " + LONGEST_NAME + " bytes: give a shorter one");
    }
    String extension = "." + container.extension();
    return name.toLowerCase(Locale.ROOT).endsWith(extension) && name.length() > extension.length()
        ? Checked.of(name)
        : Checked.failed(
            BAD_REQUEST,
            shown
                + " does not end in "
                + extension
                + ", as its container has it: change the"
                + " name or --container");
  }

  private Checked<Target> resolved(Path path, String name, String shown) {
    try {
      Path folder = Roots.resolve(path.getParent());
      Path existing = folder;
      while (!Files.exists(existing, LinkOption.NOFOLLOW_LINKS)) {
        existing = existing.getParent();
      }
      return roots.hold(folder)
          ? Checked.of(new Target(folder.resolve(name), existing))
          : refused(
              shown, "lies outside " + roots + ": choose a place there, or add its folder to them");
    } catch (IOException e) {
      return refused(
          shown,
          "cannot be reached (" + Shown.reason(e) + "): mend the links and folders above it");
    }
  }

  private static Checked<Target> allowed(Source source, Target target, String shown) {
    try {
      return replaces(source, target)
          ? Checked.failed(
              RESULT_WOULD_REPLACE_SOURCE,
              shown
                  + " is, or lies in, the job's own input "
                  + Shown.name(source.real())
                  + ": choose another output")
          : Checked.of(target);
    } catch (IOException e) {
      return refused(
          shown, "cannot be told from its input (" + Shown.reason(e) + "): choose another output");
    }
  }

  private static boolean replaces(Source source, Target target) throws IOException {
    Path path = target.path();
    if (path.equals(source.real()) || (source.folder() && isBelow(source.real(), target))) {
      return true;
    }
    if (!Files.exists(path)) {
      return false;
    }
    Path real = path.toRealPath();
    Object key = Files.readAttributes(real, BasicFileAttributes.class).fileKey();
    return (source.folder() && real.startsWith(source.real()))
        || source.files().stream()
            .anyMatch(file -> file.real().equals(real) || (key != null && key.equals(file.key())));
  }

  /** By path, and by the folders' identity: a mount can show one folder under two paths. */
  private static boolean isBelow(Path folder, Target target) throws IOException {
    if (target.path().startsWith(folder)) {
      return true;
    }
    if (Files.exists(folder)) {
      for (Path above = target.existing(); above != null; above = above.getParent()) {
        if (Files.isSameFile(above, folder)) {
          return true;
        }
      }
    }
    return false;
  }

  private static Checked<Target> free(Target target, boolean overwrite, String shown) {
    Path path = target.path();
    if (Files.isDirectory(path)) {
      return refused(shown, "is a folder: give the name of a file in it");
    }
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      return refused(shown, "is a pipe, a device or a socket: give the name of a file");
    }
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !overwrite) {
      return Checked.failed(
          RESULT_EXISTS, shown + " exists already: choose another output, or pass --overwrite");
    }
    Path existing = target.existing();
    if (!Files.isDirectory(existing)) {
      return refused(
          shown,
          "would lie below "
              + Shown.name(existing)
              + ", which is no folder:"
              + " choose another output");
    }
    return Files.isWritable(existing) && Files.isExecutable(existing)
        ? Checked.of(target)
        : refused(
            shown,
            "cannot be written: "
                + System.getProperty("user.name")
                + ", as whom staging runs, may not write to "
                + Shown.name(existing)
                + "; change its permissions or choose another output");
  }

  private static <T> Checked<T> refused(String shown, String why) {
    return Checked.failed(RESULT_NOT_WRITABLE, shown + " " + why);
  }
}
