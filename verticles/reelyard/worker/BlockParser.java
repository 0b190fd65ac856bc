package reelyard.worker;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the blocks of HandBrakeCLI --json in its stdout, however that is split: a line that ends
 * with "Label: {", lines, and a line that is "}". Lines between the blocks are skipped, and a block
 * over {@value #BLOCK_LIMIT} bytes is dropped.
 */
final class BlockParser {

  /** Hears of each whole block; the bytes are valid during the call. */
  interface Listener {
    void block(String label, byte[] json, int length);
  }

  static final int BLOCK_LIMIT = 1 << 20;

  private static final int LINE_LIMIT = 4096;

  private static final List<String> LABELS = List.of("Progress", "Version", "JSON Title Set");

  private static final List<byte[]> OPENINGS =
      LABELS.stream().map(label -> (label + ": {").getBytes(US_ASCII)).toList();

  private final Listener listener;

  /** The current block, or outside of blocks the current line. */
  private byte[] bytes = new byte[1024];

  private int length;
  private int lineStart;
  private String label;
  private boolean dropping;

  BlockParser(Listener listener) {
    this.listener = listener;
  }

  /** Takes the next bytes, all of them. */
  void feed(ByteBuffer buffer) {
    while (buffer.hasRemaining()) {
      byte b = buffer.get();
      if (b == '\n') {
        endLine();
      } else {
        append(b);
      }
    }
  }

  private void append(byte b) {
    if (label == null || dropping) {
      if (length - lineStart >= LINE_LIMIT) {
        return;
      }
    } else if (length >= BLOCK_LIMIT) {
      dropping = true;
      System.arraycopy(bytes, lineStart, bytes, 0, Math.min(length - lineStart, LINE_LIMIT));
      length = Math.min(length - lineStart, LINE_LIMIT);
      lineStart = 0;
      append(b);
      return;
    }
    if (length == bytes.length) {
      bytes = Arrays.copyOf(bytes, bytes.length * 2);
    }
    bytes[length++] = b;
  }

  private void endLine() {
    int end = length > lineStart && bytes[length - 1] == '\r' ? length - 1 : length;
    String opened = opening(end);
    if (opened != null) {
      // Inside a block this means that its end got lost: what follows counts.
      label = opened;
      dropping = false;
      lineStart = 0;
      length = 0;
      append((byte) '{');
      nextLine();
    } else if (label == null) {
      length = 0;
    } else if (end - lineStart == 1 && bytes[lineStart] == '}') {
      String complete = label;
      int size = length;
      boolean whole = !dropping;
      label = null;
      dropping = false;
      length = 0;
      lineStart = 0;
      if (whole) {
        listener.block(complete, bytes, size);
      }
    } else if (dropping) {
      length = 0;
    } else {
      nextLine();
    }
  }

  private void nextLine() {
    append((byte) '\n');
    lineStart = dropping ? 0 : length;
    length = dropping ? 0 : length;
  }

  private String opening(int end) {
    for (int i = 0; i < OPENINGS.size(); i++) {
      byte[] opening = OPENINGS.get(i);
      int start = end - opening.length;
      if (start >= lineStart && Arrays.equals(bytes, start, end, opening, 0, opening.length)) {
        return LABELS.get(i);
      }
    }
    return null;
  }
}
