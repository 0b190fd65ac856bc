package reelyard.model;

/** A worker as it introduces itself. The incarnation is new at every start. */
public record WorkerInfo(
    String id,
    String incarnation,
    String host,
    String handBrakeVersion,
    int cores,
    LaneCounts lanes) {}
