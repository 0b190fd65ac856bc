package reelyard.ftp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Moves bytes from one channel to another, through few and large buffers that are used again. */
final class Pump {

  /** Fits into a processor's cache together with what hashes and encryption need. */
  private static final int BUFFER_BYTES = 256 * 1024;

  private static final int BUFFERS_KEPT = 64;

  private static final ConcurrentLinkedQueue<ByteBuffer> KEPT = new ConcurrentLinkedQueue<>();
  private static final AtomicInteger COUNT = new AtomicInteger();

  private Pump() {}

  /** All that comes; how many bytes that were. */
  static long all(ReadableByteChannel from, WritableByteChannel to) throws IOException {
    ByteBuffer buffer = lend();
    long moved = 0;
    try {
      while (from.read(buffer) >= 0) {
        buffer.flip();
        moved += buffer.remaining();
        while (buffer.hasRemaining()) {
          to.write(buffer);
        }
        buffer.clear();
      }
      return moved;
    } finally {
      giveBack(buffer);
    }
  }

  private static ByteBuffer lend() {
    ByteBuffer buffer = KEPT.poll();
    if (buffer == null) {
      return ByteBuffer.allocateDirect(BUFFER_BYTES);
    }
    COUNT.decrementAndGet();
    return buffer.clear();
  }

  private static void giveBack(ByteBuffer buffer) {
    if (COUNT.incrementAndGet() <= BUFFERS_KEPT) {
      KEPT.add(buffer);
    } else {
      COUNT.decrementAndGet();
    }
  }
}
