package reelyard.message;

/**
 * HandBrake's command of an attempt, as one line that a shell takes.
 *
 * @param attempt 0 when none began
 * @param workerId who ran it, or null
 * @param ran whether it is what ran, with the worker's paths; else it is made of what was asked for
 */
public record JobCommandLine(
    String jobId, int attempt, String workerId, String command, boolean ran) {}
