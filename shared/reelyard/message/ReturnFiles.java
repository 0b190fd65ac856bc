package reelyard.message;

/** A worker wants to return the result of its attempt. */
public record ReturnFiles(AttemptId attempt, String workerId) {}
