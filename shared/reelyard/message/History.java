package reelyard.message;

import java.util.List;
import reelyard.model.AttemptRecord;

/** Attempts of the span, latest first, and the totals of each worker in it. */
public record History(List<AttemptRecord> attempts, List<WorkerTotals> totals, String next) {}
