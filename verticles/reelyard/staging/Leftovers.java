package reelyard.staging;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Part files that a killed staging left: those of a result go before its next part comes. */
final class Leftovers {

  private static final Logger log = LoggerFactory.getLogger(Leftovers.class);

  private final Predicate<Path> inUse;

  Leftovers(Predicate<Path> inUse) {
    this.inUse = inUse;
  }

  /** Deletes the other parts of the result that this part file is to become. */
  void sweep(PartFile next) {
    Path folder = next.path().getParent();
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder, next::isSibling)) {
      for (Path part : parts) {
        // In use is asked after the file was seen: a door knows its part before that is there.
        if (Files.isRegularFile(part, LinkOption.NOFOLLOW_LINKS) && !inUse.test(part)) {
          Files.deleteIfExists(part);
          log.info("{} is deleted: a staging that was killed left it", Shown.name(part));
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      IOException cause =
          e instanceof DirectoryIteratorException d ? d.getCause() : (IOException) e;
      log.warn(
          "old parts of {} may be left over ({}): delete by hand what ends in {} there",
          Shown.name(next.target().path()),
          Shown.reason(cause),
          PartFile.EXTENSION);
    }
  }
}
