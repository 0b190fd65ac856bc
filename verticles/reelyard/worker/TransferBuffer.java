package reelyard.worker;

import java.nio.ByteBuffer;

/** The buffer that each thread moves files through, made once, outside of Java's heap. */
final class TransferBuffer {

  /** Fits into a processor's cache, hashes and encryption beside it. */
  private static final int BYTES = 256 * 1024;

  private static final ThreadLocal<ByteBuffer> BUFFER =
      ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(BYTES));

  private TransferBuffer() {}

  static ByteBuffer ofThisThread() {
    return BUFFER.get().clear();
  }

  /** Empty, with room for what is left of a file and no more. */
  static ByteBuffer forUpTo(long left) {
    ByteBuffer buffer = ofThisThread();
    return buffer.limit((int) Math.min(buffer.capacity(), left));
  }
}
