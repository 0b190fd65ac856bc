package reelyard.model;

/** How many jobs a worker may fetch, transcode and return at the same time. */
public record LaneCounts(int fetch, int transcode, int giveBack) {

  public LaneCounts {
    atLeastOne("fetch", fetch);
    atLeastOne("transcode", transcode);
    atLeastOne("giveBack", giveBack);
  }

  private static void atLeastOne(String lane, int count) {
    if (count < 1 || count > 64) {
      throw new IllegalArgumentException(lane + " must be 1 to 64 lanes, not " + count);
    }
  }
}
