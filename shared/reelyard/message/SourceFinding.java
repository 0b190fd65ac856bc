package reelyard.message;

import reelyard.model.Failure;

/**
 * What a source holds, and the file that its result would become with all links and dots resolved;
 * or why its job cannot be taken (refusal, else null).
 */
public record SourceFinding(long bytes, String target, Failure refusal) {}
