package reelyard.login;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import reelyard.bus.Json;

/**
 * Records in a file, one JSON object a line. Only its owner may read it; it changes in one step,
 * one process at a time, and whoever reads it sees the change.
 */
final class LineFile<T> {

  private static final Set<PosixFilePermission> OWNERS =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private static final FileAttribute<Set<PosixFilePermission>> FOR_OWNER =
      PosixFilePermissions.asFileAttribute(OWNERS);

  private static final long LARGEST = 10_000_000;

  private final Path file;
  private final Class<T> type;
  private final String kind;
  private final String writer;
  private Seen<T> seen;

  /** How the file stood when it was read, and what was in it. */
  private record Seen<T>(Object key, long bytes, long millis, List<T> lines) {}

  /**
   * @param kind what a line is, such as "user"
   * @param writer the command that writes such lines
   */
  LineFile(Path file, Class<T> type, String kind, String writer) {
    this.file = file;
    this.type = type;
    this.kind = kind;
    this.writer = writer;
  }

  Path path() {
    return file;
  }

  /**
   * As they stand now; none when there is no file.
   *
   * @throws UserFileException when it cannot be read, or others may
   */
  synchronized List<T> lines() {
    try {
      PosixFileAttributes now = Files.readAttributes(file, PosixFileAttributes.class);
      // Each time: they change without a trace in the file's time.
      checkPermissions(now.permissions());
      if (seen == null
          || !now.fileKey().equals(seen.key)
          || now.size() != seen.bytes
          || now.lastModifiedTime().toMillis() != seen.millis) {
        seen =
            new Seen<>(
                now.fileKey(), now.size(), now.lastModifiedTime().toMillis(), read(now.size()));
      }
      return seen.lines;
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new UserFileException(file + " cannot be read (" + e + "): mend that", e);
    }
  }

  /**
   * Puts others in their place.
   *
   * @throws UserFileException when it cannot be written
   */
  synchronized void change(UnaryOperator<List<T>> change) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Path real = real();
      Path lock = real.resolveSibling(real.getFileName() + ".lock");
      try (FileChannel channel =
              FileChannel.open(
                  lock,
                  EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                  FOR_OWNER);
          FileLock held = channel.lock()) {
        assert held.isValid();
        write(real, change.apply(lines()));
      }
    } catch (IOException e) {
      throw new UserFileException(file + " cannot be written (" + e + "): mend that", e);
    }
  }

  /** Where it really lies: a link to it stays one. */
  private Path real() throws IOException {
    return Files.isSymbolicLink(file) ? file.toRealPath() : file;
  }

  private void write(Path real, List<T> lines) throws IOException {
    Path draft = real.resolveSibling(real.getFileName() + ".new");
    Files.deleteIfExists(draft);
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(Json.write(line)).append('\n'));
    try (FileChannel channel =
        FileChannel.open(
            draft,
            EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            FOR_OWNER)) {
      channel.write(StandardCharsets.UTF_8.encode(text.toString()));
      channel.force(true);
    }
    keepOwner(real, draft);
    Files.move(draft, real, StandardCopyOption.ATOMIC_MOVE);
    seen = null;
  }

  /** When root changes it, whoever reads it otherwise can go on to. */
  private static void keepOwner(Path from, Path to) throws IOException {
    if (Files.exists(from) && !Files.getOwner(from).equals(Files.getOwner(to))) {
      Files.setOwner(to, Files.getOwner(from));
    }
  }

  private void checkPermissions(Set<PosixFilePermission> now) {
    Set<PosixFilePermission> others = EnumSet.noneOf(PosixFilePermission.class);
    others.addAll(now);
    others.removeAll(
        EnumSet.of(
            PosixFilePermission.OWNER_READ,
            PosixFilePermission.OWNER_WRITE,
            PosixFilePermission.OWNER_EXECUTE));
    if (!others.isEmpty()) {
      throw new UserFileException(
          "others than its owner may read or write " + file + ": type chmod 600 " + file);
    }
  }

  private List<T> read(long bytes) throws IOException {
    if (bytes > LARGEST) {
      throw new UserFileException(file + " is larger than any file of " + kind + "s");
    }
    List<T> lines = new ArrayList<>();
    int number = 0;
    for (String line : Files.readAllLines(file)) {
      number++;
      if (!line.isBlank()) {
        lines.add(record(line, number));
      }
    }
    return List.copyOf(lines);
  }

  private T record(String line, int number) {
    try {
      return Json.readStrictly(line, type);
    } catch (IllegalArgumentException e) {
      // Without its cause: that may quote the line.
      throw new UserFileException(
          "%s, line %d: not a %s, such as `%s` writes it".formatted(file, number, kind, writer));
    }
  }
}
