package reelyard.staging;

import java.io.IOException;
import java.io.InputStream;

/** Reads a source up to its listed end; the last bytes come only when it is still as listed. */
final class SourceStream extends InputStream {

  private final InputStream in;
  private final SourceFile file;
  private final Runnable whenClosed;
  private long left;

  SourceStream(InputStream in, SourceFile file, long offset, Runnable whenClosed) {
    this.in = in;
    this.file = file;
    this.left = file.bytes() - offset;
    this.whenClosed = whenClosed;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int from, int count) throws IOException {
    if (left == 0) {
      return -1;
    }
    int read = in.read(bytes, from, (int) Math.min(count, left));
    left -= Math.max(read, 0);
    // Who has as many bytes as were listed takes them for the whole, so the last must not go out.
    if (read < 0 || left == 0) {
      InputTree.check(file);
    }
    return read;
  }

  @Override
  public void close() {
    whenClosed.run();
  }
}
