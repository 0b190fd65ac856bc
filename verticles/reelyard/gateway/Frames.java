package reelyard.gateway;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts what comes over a connection into frames, as the Vert.x TCP event bus bridge has them: four
 * bytes of length, the highest first, then as many bytes of JSON in UTF-8. Keeps no more than one
 * frame.
 */
final class Frames {

  private static final int HEAD_BYTES = 4;
  private static final int FIRST_BYTES = 1024;

  private ByteBuffer frame = ByteBuffer.allocate(HEAD_BYTES);
  private int length = -1;

  /**
   * The frames that are whole now.
   *
   * @param most bytes that a frame may have
   * @throws IllegalArgumentException when what comes is no frame; nothing can be read after that
   */
  List<String> take(byte[] bytes, int most) {
    List<String> whole = new ArrayList<>();
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    while (rest.hasRemaining() || length == 0) {
      move(rest);
      if (length < 0 && !frame.hasRemaining()) {
        begin(frame.getInt(0), most);
      }
      if (length >= 0 && frame.position() == length) {
        whole.add(text(frame.flip()));
        frame = ByteBuffer.allocate(HEAD_BYTES);
        length = -1;
      }
    }
    return whole;
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

  private void move(ByteBuffer rest) {
    if (length > frame.capacity() && !frame.hasRemaining()) {
      frame = ByteBuffer.allocate(Math.min(length, 2 * frame.capacity())).put(frame.flip());
    }
    int count = Math.min(frame.remaining(), rest.remaining());
    frame.put(frame.position(), rest, rest.position(), count);
    frame.position(frame.position() + count);
    rest.position(rest.position() + count);
  }

  private static String text(ByteBuffer bytes) {
    try {
      CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(bytes);
      return text.toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("a frame is JSON in UTF-8; this one is not UTF-8", e);
    }
  }
}
