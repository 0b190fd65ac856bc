package reelyard.message;

import reelyard.model.JobState;

/** Another job, by the little that people need to know it again; state null when it is gone. */
public record JobLink(String id, String name, JobState state) {}
