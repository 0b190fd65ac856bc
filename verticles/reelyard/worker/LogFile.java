package reelyard.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the log of one attempt; when it cannot, it says so once and the work goes on without. */
final class LogFile implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(LogFile.class);

  private static final long LIMIT = 64L << 20;
  private static final String CUT = "… the rest of this log is not kept: it is over 64 MiB\n";

  private final Path file;
  private final StringBuilder pending = new StringBuilder();
  private FileChannel channel;
  private long written;

  private LogFile(Path file) {
    this.file = file;
  }

  /** Opens it to append, with the folders that it needs. */
  static LogFile open(Path file) {
    LogFile logFile = new LogFile(file);
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      logFile.channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      logFile.giveUp(e);
    }
    return logFile;
  }

  /** Takes a line; {@link #flush} writes it. */
  synchronized void add(String line) {
    if (channel != null) {
      pending.append(line).append('\n');
    }
  }

  /** Writes what was added. */
  synchronized void flush() {
    if (channel == null || pending.isEmpty()) {
      return;
    }
    ByteBuffer bytes = UTF_8.encode(pending.toString());
    pending.setLength(0);
    try {
      write(bytes);
      if (written > LIMIT) {
        write(UTF_8.encode(CUT));
        close();
      }
    } catch (IOException e) {
      giveUp(e);
      close();
    }
  }

  private void write(ByteBuffer bytes) throws IOException {
    written += bytes.remaining();
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Nothing is written any more. */
  @Override
  public synchronized void close() {
    if (channel == null) {
      return;
    }
    try {
      channel.close();
    } catch (IOException e) {
      giveUp(e);
    }
    channel = null;
  }

  private void giveUp(IOException e) {
    log.warn(
        "HandBrake's log {} cannot be kept, the film is transcoded without it: {}",
        file,
        e.toString());
  }
}
