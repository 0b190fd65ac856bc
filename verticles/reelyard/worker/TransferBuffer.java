package reelyard.worker;

/** The buffer that each thread moves files through, made once. */
final class TransferBuffer {

  private static final int BYTES = 256 * 1024;

  private static final ThreadLocal<byte[]> BUFFER = ThreadLocal.withInitial(() -> new byte[BYTES]);

  private TransferBuffer() {}

  static byte[] ofThisThread() {
    return BUFFER.get();
  }
}
