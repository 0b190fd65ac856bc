package reelyard.model;

/** The five stages of a job, numbered as the Handbrake Distributed Scheduler numbered them. */
public enum Stage {
  QUEUED(1, "queued"),
  FETCHING(2, "transferring to the worker"),
  TRANSCODING(3, "transcoding"),
  RETURNING(4, "transferring back"),
  COMPLETE(5, "complete");

  private final int number;
  private final String words;

  Stage(int number, String words) {
    this.number = number;
    this.words = words;
  }

  /** 1 to 5. */
  public int number() {
    return number;
  }

  /** For people. */
  public String words() {
    return words;
  }
}
