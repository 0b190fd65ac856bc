package reelyard.gateway;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Cuts what comes over a connection into frames, as the Vert.x TCP event bus bridge has them: four
 * bytes of length, the highest first, then as many bytes of JSON in UTF-8. Cuts no more than it is
 * asked for.
 */
final class Frames {

  private static final int HEAD_BYTES = 4;
  private static final int FIRST_BYTES = 1024;

  private ByteBuffer rest = ByteBuffer.allocate(0);
  private ByteBuffer frame = ByteBuffer.allocate(HEAD_BYTES);
  private int length = -1;

  /** This came. */
  void add(byte[] bytes) {
    rest =
        rest.hasRemaining()
            ? ByteBuffer.allocate(rest.remaining() + bytes.length).put(rest).put(bytes).flip()
            : ByteBuffer.wrap(bytes);
  }

  /**
   * The next frame that is whole, or null.
   *
   * @param most bytes that it may have
   * @throws IllegalArgumentException when what comes is no frame; nothing can be read after that
   */
  byte[] next(int most) {
    while (rest.hasRemaining() || length == 0) {
      move();
      if (length < 0 && !frame.hasRemaining()) {
        begin(frame.getInt(0), most);
      }
      if (length >= 0 && frame.position() == length) {
        byte[] whole = new byte[length];
        frame.get(0, whole);
        frame = ByteBuffer.allocate(HEAD_BYTES);
        length = -1;
        return whole;
      }
    }
    return null;
  }

  /** Bytes that wait here. */
  int kept() {
    return rest.remaining() + (length < 0 ? 0 : frame.capacity());
  }

  private void begin(int bytes, int most) {
    if (bytes < 0 || bytes > most) {
      throw new IllegalArgumentException(
          "a frame begins with its length, four bytes, the highest first, 0 to %d here; this one is %d"
              .formatted(most, bytes));
    }
    length = bytes;
    // Grows with what really comes: a length alone is cheap to claim.
    frame = ByteBuffer.allocate(Math.min(bytes, FIRST_BYTES));
  }

  private void move() {
    if (length > frame.capacity() && !frame.hasRemaining()) {
      frame = ByteBuffer.allocate(Math.min(length, 2 * frame.capacity())).put(frame.flip());
    }
    int count = Math.min(frame.remaining(), rest.remaining());
    frame.put(frame.position(), rest, rest.position(), count);
    frame.position(frame.position() + count);
    rest.position(rest.position() + count);
  }

  /**
   * What a frame says.
   *
   * @throws IllegalArgumentException when it is no text
   */
  static String text(byte[] frame) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(frame)).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("a frame is JSON in UTF-8; this one is not UTF-8", e);
    }
  }

  /** The frame that says this. */
  static byte[] of(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(HEAD_BYTES + bytes.length).putInt(bytes.length).put(bytes).array();
  }
}
