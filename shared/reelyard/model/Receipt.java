package reelyard.model;

import java.util.List;

/**
 * What was found when a result was compared with its source, before it may take the source's place.
 *
 * @param passed whether it may
 * @param lines one for each thing that was compared, in words for people
 * @param sourceBytes of all that is replaced
 * @param sourceSeconds how long it plays; -1 unknown
 * @param decodedSeconds how much of the result was decoded without an error; -1 when it was not
 * @param root of the result that was looked at, see {@link Blocks}
 * @param madeMillis since 1970
 */
public record Receipt(
    boolean passed,
    List<Line> lines,
    long sourceBytes,
    long resultBytes,
    double sourceSeconds,
    double resultSeconds,
    double decodedSeconds,
    String root,
    String workerId,
    long madeMillis) {

  public Receipt {
    lines = lines == null ? List.of() : List.copyOf(lines);
  }

  /**
   * One thing that was compared.
   *
   * @param what such as "audio languages"
   * @param good whether the result has what the source has
   */
  public record Line(String what, String source, String result, boolean good) {}
}
