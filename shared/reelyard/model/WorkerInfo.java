package reelyard.model;

import java.util.List;
import java.util.Objects;

/**
 * A worker as it introduces itself.
 *
 * @param incarnation new at every start
 * @param zone of its week schedule, such as Europe/Berlin
 * @param pools whose jobs it takes; empty for any
 * @param tags what it offers, for jobs that ask for it
 */
public record WorkerInfo(
    String id,
    String incarnation,
    String host,
    LaneCounts lanes,
    Capabilities capabilities,
    String zone,
    List<String> pools,
    List<String> tags) {

  public WorkerInfo {
    if (id == null || !id.matches("[a-z0-9][a-z0-9._-]{0,62}")) {
      throw new IllegalArgumentException(
          "a worker's id must be lower-case letters, digits, '.', '_' and '-', at most 63, not "
              + id);
    }
    Objects.requireNonNull(incarnation, "incarnation is missing");
    Objects.requireNonNull(lanes, "lanes are missing");
    Objects.requireNonNull(capabilities, "capabilities are missing");
    zone = zone == null ? "UTC" : zone;
    pools = pools == null ? List.of() : List.copyOf(pools);
    tags = tags == null ? List.of() : List.copyOf(tags);
  }

  /** The same worker, which found out more about its machine. */
  public WorkerInfo with(Capabilities found) {
    return new WorkerInfo(id, incarnation, host, lanes, found, zone, pools, tags);
  }
}
