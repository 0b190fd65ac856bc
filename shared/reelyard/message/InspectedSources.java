package reelyard.message;

import java.util.List;

/** One finding for each job asked about, in the same order. */
public record InspectedSources(List<SourceFinding> findings) {}
