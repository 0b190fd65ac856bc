package reelyard.scheduler.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Looks at a file before SQLite may write into it, and refuses what is not ours, newer, or damaged.
 * It reads the header by itself, and the rest through a connection that can neither write nor lock.
 * Small files are read whole; of large ones, which would take minutes, only the tables' list, and
 * damage deeper down shows when it is met.
 */
final class SqliteLook {

  /** Read whole up to here: about a second. */
  private static final long SMALL = 256L << 20;

  private static final int HEADER = 100;
  private static final String MAGIC = "SQLite format 3\0";

  /** As the first migration sets it. */
  private static final int OURS = 1382378585;

  private final Path file;

  private SqliteLook(Path file) {
    this.file = file;
  }

  static void at(Path file) {
    new SqliteLook(file).look();
  }

  private void look() {
    if (!Files.exists(file)) {
      return;
    }
    if (!Files.isRegularFile(file)) {
      throw refusal("is not a file: name a file in scheduler.store.url", null);
    }
    // With a log beside it the last run was killed, and what counts may still stand in the log.
    boolean clean = isEmpty(beside("-wal")) && isEmpty(beside("-journal"));
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      if (channel.size() == 0) {
        return;
      }
      header(channel, clean);
    } catch (IOException e) {
      throw refusal(
          "cannot be opened for reading and writing (" + e + "): make it writable for this user",
          e);
    }
    if (clean) {
      contents();
    }
  }

  private void header(FileChannel channel, boolean clean) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(HEADER);
    while (header.hasRemaining() && channel.read(header) >= 0) {
      // More to come.
    }
    boolean whole = !header.hasRemaining();
    String magic = new String(header.array(), 0, 16, StandardCharsets.ISO_8859_1);
    if (!magic.equals(MAGIC)) {
      throw refusal("is not a database: name another file in scheduler.store.url", null);
    }
    if (!whole) {
      throw damaged("it ends within its header", null);
    }
    if (header.getInt(68) != OURS) {
      throw refusal(
          "is a SQLite database of another program: name another file in scheduler.store.url",
          null);
    }
    if (header.getInt(60) > Schema.VERSION) {
      throw Schema.newer(file.toString(), Integer.toString(header.getInt(60)));
    }
    int pageBytes = header.getShort(16) & 0xFFFF;
    long expected = (header.getInt(28) & 0xFFFFFFFFL) * (pageBytes == 1 ? 65536 : pageBytes);
    if (clean && channel.size() < expected) {
      throw damaged(
          "it holds %d bytes, and should hold %d".formatted(channel.size(), expected), null);
    }
  }

  private void contents() {
    try (Connection connection =
            DriverManager.getConnection(SqliteFile.url(file, "?mode=ro&immutable=1"));
        Statement statement = connection.createStatement()) {
      boolean small = Files.size(file) <= SMALL;
      try (ResultSet row =
          statement.executeQuery(
              small ? "PRAGMA quick_check(1)" : "SELECT 'ok' FROM sqlite_schema LIMIT 1")) {
        String found = row.next() ? row.getString(1) : "it holds no tables";
        if (!found.equals("ok")) {
          throw damaged(found.strip().replace('\n', ' '), null);
        }
      }
    } catch (SQLException | IOException e) {
      throw damaged(String.valueOf(e.getMessage()), e);
    }
  }

  private Path beside(String suffix) {
    return file.resolveSibling(file.getFileName() + suffix);
  }

  private static boolean isEmpty(Path beside) {
    try {
      return !Files.exists(beside) || Files.size(beside) == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private StoreException damaged(String how, Exception cause) {
    return refusal("is damaged (" + how + "): restore a backup in its place", cause);
  }

  private StoreException refusal(String what, Exception cause) {
    return new StoreException("%s %s. It was left as it is.".formatted(file, what), cause);
  }
}
