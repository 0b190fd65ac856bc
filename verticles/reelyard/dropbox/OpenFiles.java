package reelyard.dropbox;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees which files another program has open to write, as far as Linux tells: for the programs of
 * the same user, or of all when Reelyard runs as root. Elsewhere it sees none.
 */
final class OpenFiles {

  private static final Logger log = LoggerFactory.getLogger(OpenFiles.class);

  private static final Path PROCESSES = Path.of("/proc");

  private OpenFiles() {}

  /** Whether any of these files is being written. */
  static boolean anyWritten(List<Path> files) {
    Set<Path> real = new HashSet<>();
    for (Path file : files) {
      try {
        real.add(file.toRealPath());
      } catch (IOException e) {
        return true;
      }
    }
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
      for (Path process : processes) {
        if (writes(process, real)) {
          return true;
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      log.debug("this machine does not tell what is open", e);
    }
    return false;
  }

  private static boolean writes(Path process, Set<Path> files) {
    try (DirectoryStream<Path> open = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path descriptor : open) {
        if (files.contains(Files.readSymbolicLink(descriptor)) && isToWrite(process, descriptor)) {
          return true;
        }
      }
    } catch (IOException | DirectoryIteratorException | SecurityException e) {
      log.trace("another user's, or it ended", e);
    }
    return false;
  }

  // The last octal digit of the flags is 1 for writing alone and 2 for both; see proc(5).
  private static boolean isToWrite(Path process, Path descriptor) throws IOException {
    return Files.readAllLines(process.resolve("fdinfo").resolve(descriptor.getFileName())).stream()
        .anyMatch(line -> line.matches("flags:\\s*[0-7]*[12]"));
  }
}
