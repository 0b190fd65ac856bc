package reelyard.message;

/** Asks a worker for what its next heartbeat would say. */
public record ReportNow(String workerId) {}
