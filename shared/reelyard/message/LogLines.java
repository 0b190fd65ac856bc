package reelyard.message;

import java.util.List;

/** Lines of HandBrake's log of one attempt; firstLine counts from 0. */
public record LogLines(String jobId, int attempt, long firstLine, List<String> lines) {}
