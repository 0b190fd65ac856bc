package reelyard.message;

import java.util.List;

/** A page of jobs; next is the cursor of the page after it, null at the end. */
public record JobPage(List<JobView> jobs, String next) {}
