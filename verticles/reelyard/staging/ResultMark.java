package reelyard.staging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import reelyard.hash.FileRoot;
import reelyard.message.Assignment;
import reelyard.message.AttemptId;
import reelyard.message.ResultCommitted;

/**
 * Knows a result again that got its final name right before staging was killed: a file keeps its
 * number in the file system, its size and its age when it gets another name.
 */
final class ResultMark {

  private ResultMark() {}

  /** What tells this file from others, under whatever name; null when nothing does. */
  static String of(Path file) {
    try {
      // Not the device: its number may be another after the machine started anew.
      Map<String, Object> facts = Files.readAttributes(file, "unix:ino,size,lastModifiedTime");
      FileTime changed = (FileTime) facts.get("lastModifiedTime");
      // Whole seconds: some file systems keep no more on the disk.
      return facts.get("ino") + " " + facts.get("size") + " " + changed.to(TimeUnit.SECONDS);
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return null;
    }
  }

  /** Whether a result of an earlier run of the job stands where its next one goes. */
  static boolean replaceable(Assignment assignment) {
    try {
      return assignment.replaces() != null
          && assignment.replaces().equals(of(Path.of(assignment.output())));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** Whether the result of an earlier commit stands in its place. */
  static boolean stands(Assignment assignment) {
    try {
      return assignment.mark() != null
          && assignment.mark().equals(of(Path.of(assignment.output())));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** The result of an earlier commit that nobody was told of, when it stands in its place. */
  static Optional<ResultCommitted> standing(Assignment assignment) {
    if (!stands(assignment)) {
      return Optional.empty();
    }
    try {
      Path output = Path.of(assignment.output());
      AttemptId made = new AttemptId(assignment.attempt().jobId(), assignment.markedAttempt());
      return Optional.of(
          new ResultCommitted(
              made, assignment.output(), Files.size(output), FileRoot.of(output), null));
    } catch (IOException | InvalidPathException e) {
      return Optional.empty();
    }
  }
}
