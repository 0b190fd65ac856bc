package reelyard.message;

/** A worker changed; numbered together with job events. */
public record WorkerEvent(String epoch, long sequence, WorkerView worker) {}
