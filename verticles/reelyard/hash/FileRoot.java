package reelyard.hash;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import reelyard.model.Blocks;

/** Reads a file to its end to know it again. Blocks. */
public final class FileRoot {

  private static final int BUFFER = 1 << 20;

  private FileRoot() {}

  /** The root of a file's hashes, see {@link Blocks}. */
  public static String of(Path file) throws IOException {
    long bytes = Files.size(file);
    return hashes(file, bytes).root(bytes);
  }

  /**
   * Of all blocks of a file that has so many bytes.
   *
   * @throws IOException when it cannot be read, or changes meanwhile
   */
  public static FileHashes hashes(Path file, long bytes) throws IOException {
    FileHashes hashes = new FileHashes();
    BlockHasher hasher = new BlockHasher(0, hashes);
    byte[] buffer = new byte[BUFFER];
    long seen = 0;
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        hasher.update(buffer, 0, read);
        seen += read;
      }
    }
    hasher.end();
    if (seen != bytes) {
      throw new IOException("it changed its size while it was read");
    }
    return hashes;
  }
}
