package reelyard.worker;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** Folders with all that is in them; links are files to it, what they point to stays unseen. */
final class Trees {

  private Trees() {}

  /** When there is nothing, that is good, too. */
  static void delete(Path path) throws IOException {
    try {
      Files.walkFileTree(path, new Deleting());
    } catch (NoSuchFileException e) {
      // Nothing was there.
    }
  }

  /** Bytes of all files in it; 0 when there is nothing. */
  static long bytes(Path path) throws IOException {
    Weighing weighing = new Weighing();
    Files.walkFileTree(path, weighing);
    return weighing.bytes;
  }

  private static final class Deleting extends SimpleFileVisitor<Path> {

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException e) throws IOException {
      if (e != null) {
        throw e;
      }
      Files.deleteIfExists(folder);
      return FileVisitResult.CONTINUE;
    }
  }

  /** What vanishes meanwhile weighs nothing. */
  private static final class Weighing extends SimpleFileVisitor<Path> {

    private long bytes;

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      bytes += attributes.size();
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException e) {
      return FileVisitResult.CONTINUE;
    }
  }
}
