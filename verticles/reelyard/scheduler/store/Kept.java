package reelyard.scheduler.store;

import java.util.List;
import java.util.Map;
import reelyard.model.Alert;
import reelyard.model.AttemptRecord;
import reelyard.model.FarmSettings;
import reelyard.model.Job;
import reelyard.model.JobState;
import reelyard.model.LearnedSpeed;

/**
 * What a manager finds when it begins to lead.
 *
 * @param live jobs that have not ended, in no order
 * @param ended how many jobs ended in each state and are not in the archive
 * @param archived how many jobs are in the archive
 * @param workers all that were known
 * @param speeds all that the forecast learned
 * @param latest the latest ended attempts, at most 1000, oldest first
 * @param alerts that nobody was told yet, oldest first
 */
public record Kept(
    List<Job> live,
    Map<JobState, Long> ended,
    long archived,
    List<WorkerRecord> workers,
    FarmSettings farm,
    List<LearnedSpeed> speeds,
    List<AttemptRecord> latest,
    List<Alert> alerts) {

  /** Of a new farm. */
  public static Kept nothing() {
    return new Kept(
        List.of(), Map.of(), 0, List.of(), FarmSettings.DEFAULT, List.of(), List.of(), List.of());
  }
}
