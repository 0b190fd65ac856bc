package reelyard.model;

/** What a speed counts: megabytes (10⁶ bytes) of a transfer, or frames of a transcode. */
public enum SpeedUnit {
  MB_PER_SECOND("MB/s"),
  FRAMES_PER_SECOND("fps");

  private final String symbol;

  SpeedUnit(String symbol) {
    this.symbol = symbol;
  }

  /** As people write it. */
  public String symbol() {
    return symbol;
  }
}
