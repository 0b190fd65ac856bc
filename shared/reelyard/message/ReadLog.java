package reelyard.message;

/**
 * Asks for a part of HandBrake's log of one attempt.
 *
 * @param attempt counted from 1; 0 for the latest, where the scheduler is asked
 * @param fromByte where the part begins; negative counts back from the end
 * @param mostBytes how long it may be, at most {@value #MOST}; {@value #USUAL} when 0
 */
public record ReadLog(String jobId, int attempt, long fromByte, int mostBytes) {

  /** What one message carries. */
  public static final int MOST = 262_144;

  private static final int USUAL = 65_536;
  private static final int LEAST = 1;

  public ReadLog {
    if (jobId == null || !jobId.matches("[a-z0-9]{1,32}")) {
      throw new IllegalArgumentException(
          "jobId must be 1 to 32 lower-case letters and digits, not " + jobId);
    }
    if (attempt < 0) {
      throw new IllegalArgumentException("attempt must be 0 or more, not " + attempt);
    }
    mostBytes = mostBytes == 0 ? USUAL : mostBytes;
    if (mostBytes < LEAST || mostBytes > MOST) {
      throw new IllegalArgumentException(
          "mostBytes must be " + LEAST + " to " + MOST + ", not " + mostBytes);
    }
  }

  /** The same of another attempt. */
  public ReadLog ofAttempt(int other) {
    return new ReadLog(jobId, other, fromByte, mostBytes);
  }
}
