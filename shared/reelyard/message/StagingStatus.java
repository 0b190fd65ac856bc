package reelyard.message;

import java.util.List;
import java.util.Objects;

/**
 * A staging host and what lies there.
 *
 * @param id its name in the farm
 * @param roots the folders that it serves
 * @param freeBytes where results land, the least of its roots; -1 unknown
 * @param shortage why it takes no more films now, in words; or null
 */
public record StagingStatus(String id, List<String> roots, long freeBytes, String shortage) {

  public StagingStatus {
    Objects.requireNonNull(id, "id is missing");
    roots = roots == null ? List.of() : List.copyOf(roots);
  }
}
