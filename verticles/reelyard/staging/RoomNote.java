package reelyard.staging;

import java.nio.file.Path;
import java.util.Objects;
import reelyard.message.AttemptId;

/**
 * What is written down of the room that is kept for a result.
 *
 * @param target where it lands
 * @param bytes at most
 */
record RoomNote(AttemptId attempt, String target, long bytes) {

  RoomNote {
    Objects.requireNonNull(attempt, "attempt is missing");
    Objects.requireNonNull(Path.of(target).getFileName(), "target is no file");
  }
}
