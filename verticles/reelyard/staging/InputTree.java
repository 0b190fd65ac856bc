package reelyard.staging;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.LinkOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reelyard.ftp.Range;
import reelyard.ftp.TransferRefused;

/**
 * The files of a source by their served paths, and the job's preset beside them: a closed list, no
 * other path leads anywhere.
 */
final class InputTree {

  private static final Logger log = LoggerFactory.getLogger(InputTree.class);

  /** Where ordinary FTP clients find the job's preset; workers have it from their assignment. */
  static final String PRESET = "preset.json";

  private final Map<String, SourceFile> files = new HashMap<>();
  private final Map<String, TreeSet<String>> folders = new HashMap<>();

  private final byte[] preset;

  /**
   * @param presetJson null when the job has none of its own; a file of the source that has its name
   *     is served instead
   */
  InputTree(Source source, String presetJson) {
    folders.put("", new TreeSet<>());
    for (SourceFile file : source.files()) {
      files.put(file.served(), file);
      String child = file.served();
      while (!child.isEmpty()) {
        int slash = child.lastIndexOf('/');
        String folder = slash < 0 ? "" : child.substring(0, slash);
        folders.computeIfAbsent(folder, f -> new TreeSet<>()).add(child.substring(slash + 1));
        child = folder;
      }
    }
    boolean served = presetJson != null && folders.get("").add(PRESET);
    preset = served ? presetJson.getBytes(UTF_8) : null;
  }

  /** Null when there is no such file. */
  SourceFile file(String served) {
    return files.get(served);
  }

  /** The preset's bytes, when this is its path; else null. */
  byte[] preset(String served) {
    return served.equals(PRESET) ? preset : null;
  }

  /** The names in a folder, "" being the whole; null when there is no such folder. */
  Collection<String> names(String served) {
    return folders.get(served);
  }

  /**
   * Opens a file to read a range of it.
   *
   * @throws IOException also when it is not what was listed any more, or has no such range
   */
  static FileChannel open(SourceFile file, Range range) throws IOException {
    check(file);
    checkRange(range, file.bytes());
    return FileChannel.open(file.real(), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)
        .position(range.from());
  }

  /** Opens the preset, which is here already, in the same way. */
  static ReadableByteChannel open(byte[] preset, Range range) throws TransferRefused {
    checkRange(range, preset.length);
    int from = (int) range.from();
    int count = range.exact() ? (int) range.count() : preset.length - from;
    return Channels.newChannel(new ByteArrayInputStream(preset, from, count));
  }

  private static void checkRange(Range range, long bytes) throws TransferRefused {
    long end = range.exact() ? range.from() + range.count() : range.from();
    if (end > bytes) {
      throw new TransferRefused(550, "The file has only " + bytes + " bytes.");
    }
  }

  /**
   * Returns when the file is what was listed.
   *
   * @throws TransferRefused when it was written to, or another file or a link was put in its place
   */
  static void check(SourceFile file) throws TransferRefused {
    String change = file.change();
    if (change != null) {
      log.warn("{} {}, so it is not served on: its job fails", Shown.name(file.real()), change);
      throw new TransferRefused(551, "The file changed since it was listed.");
    }
  }
}
