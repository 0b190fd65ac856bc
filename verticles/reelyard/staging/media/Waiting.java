package reelyard.staging.media;

/** Some wait for what programs find out; when nobody does any more, the programs end. */
final class Waiting {

  private final boolean goesOn;
  private Program running;
  private boolean begun;
  private boolean over;

  /**
   * @param goesOn whether what has begun goes on when nobody waits: somebody will ask again
   */
  Waiting(boolean goesOn) {
    this.goesOn = goesOn;
  }

  /** Its turn came; answers whether anybody still waits. */
  synchronized boolean begin() {
    begun = !over;
    return begun;
  }

  /** This program runs next. */
  synchronized void begin(Program program) {
    running = program;
    if (over) {
      program.stop();
    }
  }

  /** Nobody waits any more; answers whether that was its end. */
  synchronized boolean end() {
    if (goesOn && begun) {
      return false;
    }
    over = true;
    if (running != null) {
      running.stop();
    }
    return true;
  }
}
