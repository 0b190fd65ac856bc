package reelyard.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import reelyard.model.UserFolders;

/** The token by which this user proves himself to managers. Never shows it. */
final class OwnToken {

  static final String HEADER = "Authorization";

  private static final String VARIABLE = "REELYARD_TOKEN";
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._~+/=-]{8,512}");

  /** Nobody else may read, let alone change, what opens the farm. */
  private static final Set<PosixFilePermission> OTHERS =
      Set.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  private static final OwnToken NONE = new OwnToken(null, "");

  private final String secret;
  private final String source;

  private OwnToken(String secret, String source) {
    this.secret = secret;
    this.source = source;
  }

  static OwnToken none() {
    return NONE;
  }

  /**
   * The token of the environment, else of this file, else of the usual one if it is there.
   *
   * @param file null for the usual one
   */
  static OwnToken find(Path file, Map<String, String> environment) throws CommandFailure {
    String told = environment.getOrDefault(VARIABLE, "").strip();
    if (!told.isEmpty()) {
      return checked(told, VARIABLE);
    }
    Path usual = usualFile(environment);
    return file == null && !Files.exists(usual) ? NONE : read(file == null ? usual : file);
  }

  /** Where it is looked for when nobody says otherwise. */
  static Path usualFile() {
    return usualFile(System.getenv());
  }

  private static Path usualFile(Map<String, String> environment) {
    return new UserFolders(Path.of(System.getProperty("user.home")), environment)
        .config()
        .resolve("reelyard/token");
  }

  private static OwnToken read(Path file) throws CommandFailure {
    try {
      if (Files.getFileStore(file).supportsFileAttributeView("posix")
          && Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains)) {
        throw CommandFailure.usage(
            "others can read the token in %s: type chmod 600 '%s', and better make a new one"
                .formatted(file, file));
      }
      String text = Files.size(file) > 4096 ? "" : Files.readString(file).strip();
      return checked(text, file.toString());
    } catch (NoSuchFileException e) {
      throw CommandFailure.usage("there is no file " + file + " with a token");
    } catch (IOException | InvalidPathException e) {
      throw CommandFailure.usage(
          "the token's file %s cannot be read (%s)".formatted(file, e.getMessage()));
    }
  }

  private static OwnToken checked(String text, String source) throws CommandFailure {
    if (!FORM.matcher(text).matches()) {
      // Without the text: it may be one with a word too many.
      throw CommandFailure.usage(
          source + " holds no token: it must be what `reelyard token add` printed, alone");
    }
    return new OwnToken(text, source);
  }

  boolean isNone() {
    return secret == null;
  }

  /** Where it is from, for people. */
  String source() {
    return source;
  }

  /** What to send in the header. */
  Optional<String> header() {
    return isNone() ? Optional.empty() : Optional.of("Bearer " + secret);
  }
}
