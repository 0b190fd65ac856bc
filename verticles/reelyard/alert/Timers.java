package reelyard.alert;

/** An alarm clock that rings where everything here happens. */
interface Timers {

  /**
   * Runs the action once after so many milliseconds.
   *
   * @return what makes it not run
   */
  Runnable after(long millis, Runnable action);
}
