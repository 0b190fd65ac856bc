package reelyard.staging;

import java.util.List;
import java.util.stream.Stream;
import reelyard.message.AttemptId;

/** Ends attempts: whatever was opened, kept or written down for one goes with it. Blocks. */
final class Endings {

  private final Doors doors;
  private final Rooms rooms;
  private final Replacements replacements;
  private final Leftovers leftovers;

  Endings(Doors doors, Rooms rooms, Replacements replacements, Leftovers leftovers) {
    this.doors = doors;
    this.rooms = rooms;
    this.replacements = replacements;
    this.leftovers = leftovers;
  }

  /** This attempt is over, and so are those of its job before it. */
  void over(AttemptId attempt) {
    replacements.ended(attempt);
    doors.ended(attempt);
    rooms.release(attempt);
    leftovers.over(attempt);
  }

  /** Attempts without a door that left a part or keep room, and may be over. */
  List<AttemptId> waiting() {
    List<AttemptId> left = leftovers.waiting();
    List<AttemptId> open = doors.open();
    return Stream.concat(left.stream(), rooms.recall().stream())
        .filter(attempt -> !open.contains(attempt))
        .distinct()
        .toList();
  }

  /** Ends all that have doors, for nobody will know of them any more. */
  void endAll() {
    doors.open().forEach(this::over);
  }
}
