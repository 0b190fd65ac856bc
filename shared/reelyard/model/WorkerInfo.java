package reelyard.model;

import java.util.Objects;

/** A worker as it introduces itself. The incarnation is new at every start. */
public record WorkerInfo(
    String id,
    String incarnation,
    String host,
    String handBrakeVersion,
    int cores,
    LaneCounts lanes) {

  public WorkerInfo {
    if (id == null || !id.matches("[a-z0-9][a-z0-9._-]{0,62}")) {
      throw new IllegalArgumentException(
          "a worker's id must be lower-case letters, digits, '.', '_' and '-', at most 63, not "
              + id);
    }
    Objects.requireNonNull(incarnation, "incarnation is missing");
    Objects.requireNonNull(lanes, "lanes are missing");
  }
}
