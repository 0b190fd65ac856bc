package reelyard.message;

import reelyard.model.Failure;

/** What a source holds, or why its job cannot be taken (refusal, else null). */
public record SourceFinding(long bytes, Failure refusal) {}
