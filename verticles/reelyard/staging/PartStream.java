package reelyard.staging;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.function.Consumer;

/** Writes to a part file until that is closed under it; what breaks is told. */
final class PartStream extends OutputStream {

  private final FileChannel channel;
  private final Consumer<IOException> broken;

  PartStream(FileChannel channel, Consumer<IOException> broken) {
    this.channel = channel;
    this.broken = broken;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    try {
      ByteBuffer buffer = ByteBuffer.wrap(bytes, from, count);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    } catch (IOException e) {
      broken.accept(e);
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
