package reelyard.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds the token by which this user proves himself to managers; never shows it. */
final class OwnToken {

  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._~+/=-]{8,512}");
  private static final long LARGEST = 4096;

  /** Nobody else may read, let alone change, what opens the farm. */
  private static final Set<PosixFilePermission> OTHERS =
      Set.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  private OwnToken() {}

  /**
   * The token of the configuration or the environment, else of the file that is named, else of the
   * usual one if it is there; else empty.
   *
   * @param told of the configuration; empty for none
   * @param file null when none is named
   */
  static String find(String told, Path file, Path usual) throws CommandFailure {
    if (file == null && !told.isEmpty()) {
      return checked(told.strip(), "the key token (REELYARD_TOKEN)");
    }
    if (file == null && !Files.exists(usual)) {
      return "";
    }
    return read(file == null ? usual : file);
  }

  private static String read(Path file) throws CommandFailure {
    try {
      if (Files.getFileStore(file).supportsFileAttributeView("posix")
          && Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains)) {
        throw CommandFailure.usage(
            "others can read the token in %s: type chmod 600 '%s', and better make a new one"
                .formatted(file, file));
      }
      String text = Files.size(file) > LARGEST ? "" : Files.readString(file).strip();
      return checked(text, file.toString());
    } catch (NoSuchFileException e) {
      throw CommandFailure.usage("there is no file " + file + " with a token");
    } catch (IOException e) {
      throw CommandFailure.usage(
          "the token's file %s cannot be read (%s)".formatted(file, e.getMessage()));
    }
  }

  private static String checked(String text, String source) throws CommandFailure {
    if (!FORM.matcher(text).matches()) {
      // Without the text: it may be a token with a word too many.
      throw CommandFailure.usage(
          source + " holds no token: it must be what `reelyard token add` printed, alone");
    }
    return text;
  }
}
