package reelyard.staging.media;

/** Somebody waits for what programs find out; when they stop waiting, the programs end. */
final class Waiting {

  private Program running;
  private boolean over;

  /** This program runs next. */
  synchronized void begin(Program program) {
    running = program;
    if (over) {
      program.stop();
    }
  }

  /** Nobody waits any more. */
  synchronized void end() {
    over = true;
    if (running != null) {
      running.stop();
    }
  }
}
