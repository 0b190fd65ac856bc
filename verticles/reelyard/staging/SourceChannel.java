package reelyard.staging;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import reelyard.ftp.Range;
import reelyard.hash.FileHashes;
import reelyard.hash.PassingHashes;

/**
 * Reads a range of a source and hashes what passes; its last bytes come only when the source is
 * still as listed.
 */
final class SourceChannel implements ReadableByteChannel {

  private final FileChannel channel;
  private final SourceFile file;
  private final PassingHashes hashes;
  private final Runnable whenClosed;
  private long left;

  /**
   * @param channel positioned at the range's beginning
   */
  SourceChannel(
      FileChannel channel, SourceFile file, Range range, FileHashes known, Runnable whenClosed) {
    this.channel = channel;
    this.file = file;
    this.hashes = new PassingHashes(range.from(), known);
    this.whenClosed = whenClosed;
    left = range.exact() ? range.count() : file.bytes() - range.from();
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    if (left == 0) {
      return -1;
    }
    int begin = target.position();
    int limit = target.limit();
    target.limit((int) Math.min(limit, begin + left));
    int read = channel.read(target);
    target.limit(limit);
    left -= Math.max(read, 0);
    // Who has as many bytes as were listed takes them for the whole, so the last must not go out.
    if (read < 0 || left == 0) {
      InputTree.check(file);
    }
    if (read > 0) {
      hashes.update(target.duplicate().flip().position(begin));
    }
    if (left == 0) {
      hashes.end(file.bytes());
    }
    return read;
  }

  @Override
  public boolean isOpen() {
    return channel.isOpen();
  }

  @Override
  public void close() {
    whenClosed.run();
  }
}
