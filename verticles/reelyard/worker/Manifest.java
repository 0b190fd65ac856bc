package reelyard.worker;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import reelyard.message.ServedFile;
import reelyard.message.ServedFiles;

/**
 * What an input consists of and where each of its files will lie; nothing in it leaves the folder
 * it is for.
 *
 * @param targets where each served file goes
 * @param film a file among them, or the folder itself
 * @param subtitles files among them
 * @param bytes of all files
 */
record Manifest(Map<ServedFile, Path> targets, Path film, List<Path> subtitles, long bytes) {

  /**
   * Reads what staging serves.
   *
   * @throws IllegalArgumentException naming the entry that is not acceptable
   */
  static Manifest of(ServedFiles served, Path folder) {
    Map<ServedFile, Path> targets = new LinkedHashMap<>();
    long bytes = 0;
    for (ServedFile file : served.files()) {
      if (file.bytes() < 0 || bytes + file.bytes() < bytes) {
        throw new IllegalArgumentException("a file cannot have this size: " + file);
      }
      bytes += file.bytes();
      targets.put(file, below(folder, file.path()));
    }
    Path film = served.film().equals(".") ? folder : listed(served.film(), folder, targets);
    List<Path> subtitles =
        served.subtitles().stream().map(path -> listed(path, folder, targets)).toList();
    return new Manifest(targets, film, subtitles, bytes);
  }

  private static Path listed(String path, Path folder, Map<ServedFile, Path> targets) {
    Path file = below(folder, path);
    if (!targets.containsValue(file)) {
      throw new IllegalArgumentException("not among the files that are served: " + quoted(path));
    }
    return file;
  }

  /** Line breaks are refused, too: an FTP command could not carry them. */
  private static Path below(Path folder, String path) {
    for (String name : path.split("/", -1)) {
      boolean odd = name.isEmpty() || name.equals(".") || name.equals("..");
      if (odd || name.chars().anyMatch(c -> c == 0 || c == '\n' || c == '\r')) {
        throw new IllegalArgumentException("not a path below the input: " + quoted(path));
      }
    }
    try {
      return folder.resolve(path);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(
          "this machine cannot write a file named " + quoted(path), e);
    }
  }

  private static String quoted(String path) {
    return '"' + path.replaceAll("\\p{Cntrl}", "?") + '"';
  }
}
