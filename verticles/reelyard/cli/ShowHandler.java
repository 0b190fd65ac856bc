package reelyard.cli;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * Shows the errors of the farm's log as lines of the show, lest they tear the live area apart. What
 * it only warns of, such as failed attempts, the show tells in its own words.
 */
final class ShowHandler extends Handler {

  private final Show show;
  private final SimpleFormatter formatter = new SimpleFormatter();

  private ShowHandler(Show show) {
    this.show = show;
    setLevel(Level.SEVERE);
  }

  /** Sends the whole log of this process there, instead of to standard error. */
  static void install(Show show) {
    Logger root = Logger.getLogger("");
    for (Handler other : root.getHandlers()) {
      root.removeHandler(other);
    }
    root.addHandler(new ShowHandler(show));
  }

  @Override
  public void publish(LogRecord record) {
    if (isLoggable(record)) {
      String cause = record.getThrown() == null ? "" : " (" + record.getThrown() + ")";
      show.warn(Words.printable("error: " + formatter.formatMessage(record) + cause));
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
