package reelyard.message;

import reelyard.model.WorkerInfo;

/** A worker comes to the farm, or back to it. */
public record RegisterWorker(WorkerInfo worker) {}
