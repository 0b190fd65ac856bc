package reelyard.cli;

import java.util.Collection;
import reelyard.message.JobView;

/** Where people see a run: a terminal, or lines for a log. Closing it leaves what was said. */
interface Show extends AutoCloseable {

  /** A line that stays. */
  void say(String line);

  /** A line that stays, about something that should not be. */
  void warn(String line);

  /** How things stand now; called often, {@code jobs} are those of the scene that changed. */
  void draw(Collection<JobView> jobs, Scene scene);

  /** Whether no change may be left out; else the latest one, now and then, will do. */
  boolean wantsEveryChange();

  /** Whether it is worth while to go on; false when nobody reads it any more. */
  default boolean isRead() {
    return true;
  }

  @Override
  void close();
}
