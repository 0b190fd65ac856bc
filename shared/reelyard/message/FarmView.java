package reelyard.message;

import java.util.List;
import reelyard.model.FarmSettings;

/**
 * The farm after the event of this number: running jobs, the first of those that wait, the latest
 * ended ones, and every worker. The rest is to be listed page by page.
 */
public record FarmView(
    String epoch,
    long sequence,
    List<JobView> jobs,
    List<WorkerView> workers,
    FarmSettings settings,
    FarmSummary summary) {}
