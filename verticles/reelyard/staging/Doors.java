package reelyard.staging;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import reelyard.message.Assignment;
import reelyard.message.AttemptId;
import reelyard.message.BlockHashes;
import reelyard.message.FileHashList;
import reelyard.message.GetFileHashes;
import reelyard.message.GetHashes;
import reelyard.model.FailureReason;

/**
 * Every open door, one for each live attempt: asking again finds the same one, a newer attempt
 * closes the older's, and an attempt that ended never gets one again.
 */
final class Doors {

  private static final int REMEMBERED = 10_000;

  private final SecureRandom random = new SecureRandom();
  private final Map<String, Door> byJob = new ConcurrentHashMap<>();
  private final Map<String, Door> byUser = new ConcurrentHashMap<>();
  private final Map<String, Integer> ended = new Remembered<>(REMEMBERED);
  private Consumer<Door> whenClosed = door -> {};

  /** Hears of each door after it closed, to hang up on who still stands in it. */
  void whenClosed(Consumer<Door> listener) {
    whenClosed = listener;
  }

  /** The door that takes this attempt's result, or null. */
  Door takingBack(AttemptId attempt) {
    Door door = byJob.get(attempt.jobId());
    boolean takes = door != null && door.attempt().equals(attempt) && door.output() != null;
    return takes ? door : null;
  }

  /** The hashes of what went through an attempt's door; fenced attempts have none. */
  Checked<BlockHashes> hashes(GetHashes asked) {
    AttemptId attempt = asked.attempt();
    Door door = byJob.get(attempt.jobId());
    if (door != null && door.attempt().equals(attempt)) {
      return door.isFor(asked.workerId())
          ? DoorHashes.look(door, asked)
          : notYours(attempt, asked.workerId());
    }
    boolean over;
    synchronized (this) {
      over = attempt.attempt() <= ended.getOrDefault(attempt.jobId(), 0);
    }
    return over || (door != null && door.attempt().attempt() > attempt.attempt())
        ? Checked.failed(FailureReason.STOPPED, "attempt " + attempt + " ended: drop it")
        : Checked.failed(
            FailureReason.TRANSFER_FAILED,
            "staging has no door for attempt " + attempt + ": ask for one again");
  }

  static <T> Checked<T> notYours(AttemptId attempt, String workerId) {
    return Checked.failed(
        FailureReason.STOPPED, "attempt " + attempt + " is not worker " + workerId + "'s: drop it");
  }

  /** The same for many small files; the first that cannot be told keeps the others back. */
  Checked<FileHashList> hashes(GetFileHashes asked) {
    List<BlockHashes> all = new ArrayList<>();
    for (String path : asked.paths()) {
      Checked<BlockHashes> one =
          hashes(new GetHashes(asked.attempt(), asked.workerId(), path, 0, GetFileHashes.BLOCKS));
      if (!one.ok()) {
        return Checked.failed(one.failure());
      }
      all.add(one.value());
    }
    return Checked.of(new FileHashList(all));
  }

  /** Closes the door of this attempt and of those before it, for good. */
  void ended(AttemptId attempt) {
    Door door;
    synchronized (this) {
      ended.merge(attempt.jobId(), attempt.attempt(), Math::max);
      door = byJob.get(attempt.jobId());
      door = door == null || door.attempt().attempt() > attempt.attempt() ? null : door;
      if (door != null) {
        forget(door);
      }
    }
    if (door != null) {
      close(door);
    }
  }

  /** Whose doors are open. */
  List<AttemptId> open() {
    return byJob.values().stream().map(Door::attempt).toList();
  }

  /** Closes them all; what came in part waits for another staging. */
  void leave() {
    for (Door door : new ArrayList<>(byJob.values())) {
      synchronized (this) {
        forget(door);
      }
      door.leave();
      whenClosed.accept(door);
    }
  }

  /** The door of this account, null when there is no such account or the password is wrong. */
  Door open(String user, String password) {
    Door door = byUser.get(user);
    return door != null && door.opensWith(password) ? door : null;
  }

  /** The door of this attempt, whose older ones it closes; or why it gets none any more. */
  Checked<Door> door(Assignment assignment) {
    AttemptId attempt = assignment.attempt();
    Door older;
    Door door;
    synchronized (this) {
      older = byJob.get(attempt.jobId());
      if (older != null && older.attempt().equals(attempt)) {
        return Checked.of(older);
      }
      int lastEnded = ended.getOrDefault(attempt.jobId(), 0);
      if (attempt.attempt() <= lastEnded
          || (older != null && older.attempt().attempt() > attempt.attempt())) {
        return Checked.failed(FailureReason.STOPPED, "attempt " + attempt + " ended: drop it");
      }
      if (older != null) {
        forget(older);
      }
      door = new Door(attempt, assignment.workerId(), secret(), secret(), assignment.inputBytes());
      byJob.put(attempt.jobId(), door);
      byUser.put(door.user(), door);
    }
    if (older != null) {
      close(older);
    }
    return Checked.of(door);
  }

  /** Whether an open door takes this part. */
  boolean takesBack(Path part) {
    return byJob.values().stream()
        .anyMatch(door -> door.output() != null && door.output().path().equals(part));
  }

  private void forget(Door door) {
    byJob.remove(door.attempt().jobId(), door);
    byUser.remove(door.user(), door);
  }

  private void close(Door door) {
    door.close();
    whenClosed.accept(door);
  }

  private String secret() {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
