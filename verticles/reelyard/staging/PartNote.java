package reelyard.staging;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import reelyard.message.AttemptId;

/**
 * What is written down of a part file before it is made.
 *
 * @param folders made for it alone, the outermost first
 */
record PartNote(AttemptId attempt, String part, String target, List<String> folders) {

  PartNote {
    Objects.requireNonNull(attempt, "attempt is missing");
    Objects.requireNonNull(Path.of(part).getParent(), "part lies in no folder");
    Objects.requireNonNull(Path.of(target).getFileName(), "target is no file");
    folders = folders == null ? List.of() : List.copyOf(folders);
    folders.forEach(folder -> Objects.requireNonNull(Path.of(folder), "folder is none"));
  }

  /** Whether the part is named as staging names it, beside its target. */
  boolean isOurs() {
    return Path.of(part).equals(PartPlace.path(Path.of(target), attempt))
        && folders.stream().allMatch(folder -> Path.of(part).startsWith(Path.of(folder)));
  }
}
