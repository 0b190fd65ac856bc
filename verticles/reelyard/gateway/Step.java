package reelyard.gateway;

/** What is to be done next for a program that said something. */
sealed interface Step {

  /**
   * This frame goes on to the bus.
   *
   * @param asked what is to be answered; null when nothing is
   * @param timeoutMillis how long the answer may take
   */
  record Forward(String frame, Frame asked, long timeoutMillis) implements Step {

    Forward(String frame) {
      this(frame, null, 0);
    }
  }

  /**
   * The program is told this frame.
   *
   * @param refused what it asked for and may not, for the log; else null
   */
  record Tell(String frame, String refused) implements Step {

    Tell(String frame) {
      this(frame, null);
    }
  }

  /** The token is to be looked at; then the conversation goes on with the same frame. */
  record LogIn(String token) implements Step {}

  /** The program is told this frame, and the connection ends. */
  record HangUp(String frame) implements Step {}
}
