package reelyard.message;

import reelyard.model.Failure;

/**
 * What a source holds, and the file that its result would become with all links and dots resolved;
 * or why its job cannot be taken (refusal, else null).
 *
 * @param staging the host where the source lies; null when refused
 */
public record SourceFinding(long bytes, String target, String staging, Failure refusal) {}
