package reelyard.message;

import java.util.List;

/** The farm after the event of this number: every live job, the latest ended ones, every worker. */
public record FarmView(
    String epoch,
    long sequence,
    List<JobView> jobs,
    List<WorkerView> workers,
    FarmSummary summary) {}
