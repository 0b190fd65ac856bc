package reelyard.cli;

import reelyard.message.LogPart;
import reelyard.message.ReadLog;

/** The last lines of a log. */
final class LogTail {

  /** More than stand in the longest part that can be asked for would be a promise not kept. */
  static final int MOST_LINES = 1000;

  private LogTail() {}

  /**
   * Where to begin to read.
   *
   * @param lines null for all
   */
  static long from(Integer lines) {
    return lines == null ? 0 : -ReadLog.MOST;
  }

  /** The part with so many lines, if it has more. */
  static LogPart cut(LogPart part, Integer lines) {
    if (lines == null) {
      return part;
    }
    String text = part.text();
    int from = text.length();
    int at = text.endsWith("\n") ? text.length() - 1 : text.length();
    for (int i = 0; i < lines && from > 0; i++) {
      int before = text.lastIndexOf('\n', at - 1);
      from = before + 1;
      at = before;
      if (before < 0) {
        break;
      }
    }
    return new LogPart(
        part.jobId(),
        part.attempt(),
        part.workerId(),
        text.substring(from),
        part.fromByte(),
        part.nextByte(),
        part.totalBytes(),
        part.live());
  }
}
