package reelyard.scheduler.store;

import reelyard.message.PresetText;
import reelyard.model.Alert;
import reelyard.model.AttemptRecord;
import reelyard.model.FarmSettings;
import reelyard.model.Job;
import reelyard.model.LearnedSpeed;

/** One thing that is to be kept, or no longer. */
public sealed interface Change {

  /** The job as it is now, new or not. */
  record KeepJob(Job job) implements Change {}

  /** The job is forgotten; its attempts stay in history. */
  record DropJob(String jobId) implements Change {}

  /** The worker as it is now, new or not. */
  record KeepWorker(WorkerRecord worker) implements Change {}

  /** The worker is forgotten. */
  record DropWorker(String workerId) implements Change {}

  /** The farm's settings are these now. */
  record KeepFarm(FarmSettings farm) implements Change {}

  /** A submission was answered. */
  record KeepSubmission(Submission submission) implements Change {}

  /** Submissions answered before that time (milliseconds since 1970) are forgotten. */
  record DropSubmissions(long beforeMillis) implements Change {}

  /** An attempt ended. */
  record AddAttempt(AttemptRecord attempt) implements Change {}

  /** The forecast knows better now. */
  record KeepSpeed(LearnedSpeed speed) implements Change {}

  /** A preset of people's own has a new text; the store counts its version. */
  record AddPreset(PresetText preset) implements Change {}

  /** A preset of people's own is forgotten, all its texts. */
  record DropPreset(String name) implements Change {}

  /** People are to be told. */
  record KeepAlert(Alert alert) implements Change {}

  /** People were told. */
  record DropAlert(long id) implements Change {}
}
