package reelyard.message;

/** A worker wants the input of its attempt. */
public record ServeFiles(AttemptId attempt, String workerId) {}
