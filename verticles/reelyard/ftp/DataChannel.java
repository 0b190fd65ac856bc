package reelyard.ftp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;

/** A data connection in use; blocks, yet never for longer than its watch allows. */
final class DataChannel implements ByteChannel {

  private final ByteChannel bytes;
  private final IdleWatch.Pulse pulse;
  private final Throttle throttle;

  DataChannel(ByteChannel bytes, IdleWatch.Pulse pulse, Throttle throttle) {
    this.bytes = bytes;
    this.pulse = pulse;
    this.throttle = throttle;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    int room = target.limit();
    target.limit(target.position() + throttle.slice(target.remaining()));
    int count;
    try {
      count = bytes.read(target);
    } finally {
      target.limit(room);
    }
    pulse.beat();
    throttle.take(count);
    return count;
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    int end = source.limit();
    int slice = throttle.slice(source.remaining());
    throttle.take(slice);
    pulse.beat();
    source.limit(source.position() + slice);
    int count;
    try {
      count = bytes.write(source);
    } finally {
      source.limit(end);
    }
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
