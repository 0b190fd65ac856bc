package reelyard.message;

/**
 * Find the capabilities anew and encode a tiny clip; {@link WorkerTested} tells how it went. Not
 * obeyed after the deadline, in milliseconds since 1970 by the scheduler's clock.
 */
public record SelfTest(String incarnation, long deadlineMillis) {}
