package reelyard.gateway;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import reelyard.bus.Json;

/** The requests of one line that are not answered yet, and how large they were. */
final class Awaited {

  /** As many as a browser's line may have. */
  static final int MOST = 1000;

  private final Map<String, Deque<Integer>> sizes = new HashMap<>();
  private final Frames said = new Frames();
  private int count;
  private long bytes;
  private long untilMillis;

  boolean isFull() {
    return count >= MOST;
  }

  boolean isEmpty() {
    return count == 0;
  }

  /**
   * One more.
   *
   * @param until when it is answered, or given up, in any case
   */
  void add(String replyAddress, int size, long until) {
    sizes.computeIfAbsent(replyAddress, none -> new ArrayDeque<>()).add(size);
    count++;
    bytes += size;
    untilMillis = Math.max(untilMillis, until);
  }

  /** The bus said this, some of which may be answers. */
  void heard(byte[] bytes) {
    said.add(bytes);
    byte[] frame = said.next(Integer.MAX_VALUE);
    while (frame != null) {
      if (count > 0) {
        answered(Json.field(frame, "address"));
      }
      frame = said.next(Integer.MAX_VALUE);
    }
  }

  private void answered(String replyAddress) {
    Deque<Integer> waiting = sizes.get(replyAddress);
    if (waiting == null) {
      return;
    }
    bytes -= waiting.remove();
    count--;
    if (waiting.isEmpty()) {
      sizes.remove(replyAddress);
    }
  }

  long bytes() {
    return bytes;
  }

  /** When all of them are answered, or given up. */
  long untilMillis() {
    return untilMillis;
  }
}
