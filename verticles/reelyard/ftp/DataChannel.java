package reelyard.ftp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;

/** A data connection in use; blocks, yet never for longer than its watch allows. */
final class DataChannel implements ByteChannel {

  private final ByteChannel bytes;
  private final IdleWatch.Pulse pulse;

  DataChannel(ByteChannel bytes, IdleWatch.Pulse pulse) {
    this.bytes = bytes;
    this.pulse = pulse;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    int count = bytes.read(target);
    pulse.beat();
    return count;
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    int count = bytes.write(source);
    pulse.beat();
    return count;
  }

  @Override
  public boolean isOpen() {
    return bytes.isOpen();
  }

  @Override
  public void close() throws IOException {
    try {
      bytes.close();
    } finally {
      pulse.close();
    }
  }
}
