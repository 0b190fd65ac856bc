package bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;

/**
 * The same code with its hashing of bytes left out, to tell what that costs: every block then has
 * the same hash on both sides. Exists in the benchmark's processes alone.
 */
final class Unhashed {

  private static final Path HASHER = Path.of("reelyard/hash/BlockHasher.java");
  private static final Pattern HASHES_BYTES =
      Pattern.compile("\\(filled < HALF \\? first : second\\)\\.update\\(bytes\\);");

  private Unhashed() {}

  /** A class path that begins with the class that hashes nothing. */
  static String classPath(Path home, Path folder) throws IOException {
    String source = Files.readString(home.resolve("verticles").resolve(HASHER));
    String without = HASHES_BYTES.matcher(source).replaceAll("bytes.position(bytes.limit());");
    if (without.equals(source)) {
      throw new IOException(HASHER + " hashes in another way than this benchmark knows");
    }
    Path file = folder.resolve("source").resolve(HASHER);
    Files.createDirectories(file.getParent());
    Files.writeString(file, without);
    Path classes = Files.createDirectories(folder.resolve("classes"));
    String classPath = System.getProperty("java.class.path");
    String[] arguments = {"-d", classes.toString(), "-cp", classPath, file.toString()};
    if (ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments) != 0) {
      throw new IOException(HASHER + " does not compile without its hashing");
    }
    return classes + ":" + classPath;
  }
}
