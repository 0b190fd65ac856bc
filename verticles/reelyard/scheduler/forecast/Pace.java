package reelyard.scheduler.forecast;

/** What one kind of work takes at one worker: the same before every job, then so much a byte. */
public record Pace(double constantSeconds, double secondsPerByte) {

  /** Of work of that kind. */
  public double seconds(Work work) {
    return constantSeconds + work.inputBytes() * secondsPerByte;
  }
}
