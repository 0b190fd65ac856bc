package reelyard.message;

/** Why a waiting job does not run at this worker, in words. */
public record WorkerReason(String workerId, String reason) {}
