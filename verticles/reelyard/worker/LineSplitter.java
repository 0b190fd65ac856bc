package reelyard.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Cuts a stream of bytes into lines at LF, CR or both. What is not UTF-8 and what would steer a
 * terminal becomes U+FFFD; lines over {@value #LIMIT} bytes are cut.
 */
final class LineSplitter {

  static final int LIMIT = 8192;

  private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\\t]]");

  private final Consumer<String> lines;
  private byte[] bytes = new byte[256];
  private int length;
  private boolean cut;
  private boolean afterReturn;

  LineSplitter(Consumer<String> lines) {
    this.lines = lines;
  }

  /** Takes the next bytes, all of them. */
  void feed(ByteBuffer buffer) {
    while (buffer.hasRemaining()) {
      byte b = buffer.get();
      if (b == '\r' || b == '\n') {
        if (b == '\r' || !afterReturn) {
          endLine();
        }
      } else {
        append(b);
      }
      afterReturn = b == '\r';
    }
  }

  /** Gives out the last line, when it has no end. */
  void end() {
    if (length > 0) {
      endLine();
    }
  }

  private void append(byte b) {
    if (length == LIMIT) {
      cut = true;
      return;
    }
    if (length == bytes.length) {
      bytes = Arrays.copyOf(bytes, bytes.length * 2);
    }
    bytes[length++] = b;
  }

  private void endLine() {
    String line = new String(bytes, 0, length, UTF_8);
    if (line.chars().anyMatch(Character::isISOControl)) {
      line = CONTROL.matcher(line).replaceAll("\uFFFD");
    }
    boolean tooLong = cut;
    length = 0;
    cut = false;
    lines.accept(tooLong ? line + " …" : line);
  }
}
