package reelyard.cli;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Shows what the farm's log warns of as lines of the show, lest it tear the live area apart. */
final class ShowHandler extends Handler {

  private final Show show;
  private final SimpleFormatter formatter = new SimpleFormatter();

  private ShowHandler(Show show) {
    this.show = show;
    setLevel(Level.WARNING);
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
    if (isLoggable(record) && (isOwn(record) || record.getLevel().equals(Level.SEVERE))) {
      String cause = record.getThrown() == null ? "" : " (" + record.getThrown() + ")";
      String level = Level.SEVERE.equals(record.getLevel()) ? "error: " : "warning: ";
      show.warn(Words.printable(level + formatter.formatMessage(record) + cause));
    }
  }

  /** What the libraries only warn of means nothing to who waits for a film. */
  private static boolean isOwn(LogRecord record) {
    return record.getLoggerName() != null && record.getLoggerName().startsWith("reelyard.");
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
