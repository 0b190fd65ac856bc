package reelyard.staging;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a result its owner, permissions and times while nobody sees it yet. What the system does
 * not let staging give is told, and keeps no result back.
 */
final class Appearance {

  private static final Logger log = LoggerFactory.getLogger(Appearance.class);

  private final ResultsConfig config;

  Appearance(ResultsConfig config) {
    this.config = config;
  }

  /** One step of several, each of which may fail by itself. */
  @FunctionalInterface
  private interface Step {
    void take() throws IOException;
  }

  /** The file of a source whose looks its result takes: its film, or the folder of a disc. */
  static Path model(Source source) {
    return source.files().stream()
        .filter(file -> file.served().equals(source.film()))
        .map(SourceFile::real)
        .findFirst()
        .orElse(source.real());
  }

  /**
   * Safe to repeat.
   *
   * @param model the file that it shall look like, where the configuration says so
   */
  void give(Path part, Path model) {
    if (!config.owner().isEmpty()) {
      attempt(part, "owner", () -> giveOwner(part, model));
    }
    if (!config.mode().isEmpty()) {
      attempt(part, "mode", () -> posix(part).setPermissions(permissions(config.mode())));
    }
    if (config.times().equals(ResultsConfig.SOURCE)) {
      attempt(part, "times", () -> giveTimes(part, model));
    }
  }

  /**
   * The same for a folder that was made for a result: its owner, and who may read the result may
   * also look into the folder. Staging itself goes on to put results there.
   */
  void giveFolder(Path folder, Path model) {
    if (!config.owner().isEmpty()) {
      attempt(folder, "owner", () -> giveOwner(folder, model));
    }
    if (!config.mode().isEmpty()) {
      attempt(folder, "mode", () -> posix(folder).setPermissions(forFolder(config.mode())));
    }
  }

  private static Set<PosixFilePermission> forFolder(String octal) {
    int bits = Integer.parseInt(octal, 8);
    return permissions(Integer.toOctalString(bits | (bits & 0444) >> 2 | 0700));
  }

  private static void attempt(Path part, String key, Step step) {
    try {
      step.take();
    } catch (UserPrincipalNotFoundException e) {
      warn(part, key, "there is no " + e.getName() + " on this machine");
    } catch (IOException e) {
      warn(part, key, Shown.reason(e));
    }
  }

  private static void warn(Path part, String key, String why) {
    log.warn(
        "staging.results.{} cannot be given to {} ({}): the result stays as it is; change that key,"
            + " or let staging do so",
        key,
        Shown.name(part),
        why);
  }

  private static void giveTimes(Path part, Path model) throws IOException {
    FileTime written = Files.getLastModifiedTime(there(model));
    Files.getFileAttributeView(part, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        .setTimes(written, null, null);
  }

  private static Path there(Path model) throws IOException {
    if (model == null) {
      throw new FileSystemException(null, null, "its source is gone");
    }
    return model;
  }

  private void giveOwner(Path part, Path model) throws IOException {
    PosixFileAttributeView view = posix(part);
    PosixFileAttributes now = view.readAttributes();
    String[] names = config.owner().split(":", 2);
    boolean likeSource = config.owner().equals(ResultsConfig.SOURCE);
    PosixFileAttributes like = likeSource ? posix(there(model)).readAttributes() : null;
    UserPrincipalLookupService people = part.getFileSystem().getUserPrincipalLookupService();
    GroupPrincipal group = likeSource ? like.group() : people.lookupPrincipalByGroupName(names[1]);
    UserPrincipal owner = likeSource ? like.owner() : people.lookupPrincipalByName(names[0]);
    // The group first: who gave a file away may not change it any more.
    if (!group.equals(now.group())) {
      view.setGroup(group);
    }
    if (!owner.equals(now.owner())) {
      view.setOwner(owner);
    }
  }

  private static PosixFileAttributeView posix(Path file) throws IOException {
    PosixFileAttributeView view =
        Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    if (view == null) {
      throw new FileSystemException(null, null, "its file system knows no owners and permissions");
    }
    return view;
  }

  /** A result that came otherwise than it should is written again, whatever its mode forbids. */
  static void letWrite(Path part) throws IOException {
    if (!Files.isWritable(part)) {
      Set<PosixFilePermission> more = posix(part).readAttributes().permissions();
      more.add(PosixFilePermission.OWNER_WRITE);
      posix(part).setPermissions(more);
    }
  }

  static Set<PosixFilePermission> permissions(String octal) {
    int bits = Integer.parseInt(octal, 8);
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < 9; i++) {
      words.append((bits & (0400 >> i)) == 0 ? '-' : "rwx".charAt(i % 3));
    }
    return PosixFilePermissions.fromString(words.toString());
  }
}
