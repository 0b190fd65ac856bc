package reelyard.staging.media;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import reelyard.bus.RefusedException;
import reelyard.message.Refusal;

/** Puts one request's bytes behind those that came before, and never more than the film has. */
final class UploadWriter implements Closeable {

  private static final int TOO_LARGE = 413;

  private final FileChannel part;
  private final long whole;
  private final LongSupplier clock;
  private final Consumer<UploadWriter> closed;
  private volatile long activeMillis;

  UploadWriter(
      Path path, long offset, long whole, LongSupplier clock, Consumer<UploadWriter> closed)
      throws IOException {
    this.whole = whole;
    this.clock = clock;
    this.closed = closed;
    this.activeMillis = clock.getAsLong();
    this.part =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    part.position(offset);
  }

  /** When bytes came last. */
  long activeMillis() {
    return activeMillis;
  }

  /** Blocks. */
  void write(ByteBuffer bytes) throws IOException {
    activeMillis = clock.getAsLong();
    if (part.position() + bytes.remaining() > whole) {
      throw new RefusedException(
          new Refusal(
              TOO_LARGE, "more bytes came than Upload-Length announced (%d)".formatted(whole)));
    }
    while (bytes.hasRemaining()) {
      part.write(bytes);
    }
    activeMillis = clock.getAsLong();
  }

  /** What was written is on the disk. */
  void sync() throws IOException {
    part.force(false);
  }

  @Override
  public void close() throws IOException {
    part.close();
    closed.accept(this);
  }
}
