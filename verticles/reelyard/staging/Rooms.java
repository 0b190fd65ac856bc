package reelyard.staging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import reelyard.message.AttemptId;

/**
 * The room that is kept for results under way, also for those that another process before this one
 * began: what came of a result needs none any more. Safe to use from several threads. Blocks.
 */
final class Rooms {

  private final Map<AttemptId, RoomNote> kept = new HashMap<>();
  private final PartJournal journal;
  private final Disks disks;

  Rooms(PartJournal journal, Disks disks) {
    this.journal = journal;
    this.disks = disks;
    recall();
  }

  /** Keeps that of processes that are gone; answers whose rooms are kept. */
  synchronized List<AttemptId> recall() {
    journal.rooms().forEach(note -> kept.putIfAbsent(note.attempt(), note));
    return List.copyOf(kept.keySet());
  }

  synchronized void keep(RoomNote room) {
    if (!room.equals(kept.put(room.attempt(), room))) {
      journal.write(room);
    }
  }

  /** This attempt needs none any more, and neither do those before it. */
  synchronized void release(AttemptId attempt) {
    kept.keySet()
        .removeIf(
            other -> {
              boolean goes =
                  other.jobId().equals(attempt.jobId()) && other.attempt() <= attempt.attempt();
              if (goes) {
                journal.forgetRoom(other);
              }
              return goes;
            });
  }

  /** Bytes that results of other jobs still need on this disk, at most. */
  synchronized long besides(String jobId, Object disk) {
    return kept.values().stream()
        .filter(room -> !room.attempt().jobId().equals(jobId))
        .mapToLong(room -> stillNeeds(room, disk))
        .sum();
  }

  /** The same of all results. */
  synchronized long needs(Object disk) {
    return kept.values().stream().mapToLong(room -> stillNeeds(room, disk)).sum();
  }

  private long stillNeeds(RoomNote room, Object disk) {
    Path target = Path.of(room.target());
    try {
      return disks.of(existing(target)).identity().equals(disk)
          ? Math.max(0, room.bytes() - size(PartPlace.path(target, room.attempt())))
          : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  private static long size(Path part) {
    try {
      return Files.isRegularFile(part, LinkOption.NOFOLLOW_LINKS) ? Files.size(part) : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  /** The innermost folder that is there, of those that lead to a file. */
  static Path existing(Path target) {
    Path folder = target.getParent();
    while (folder.getParent() != null && !Files.exists(folder)) {
      folder = folder.getParent();
    }
    return folder;
  }
}
