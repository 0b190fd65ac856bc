package reelyard.alert;

import java.time.Duration;

/** How an attempt to tell ended. */
sealed interface Outcome {

  /** The receiver has it. */
  record Told() implements Outcome {}

  /** The receiver will never take it, however often it is told. */
  record Refused(String why) implements Outcome {}

  /**
   * It may work later.
   *
   * @param rest how long the receiver wants to be left alone; zero when it did not say
   */
  record Failed(String why, Duration rest) implements Outcome {}
}
