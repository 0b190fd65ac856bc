package reelyard.cli;

import reelyard.message.JobView;
import reelyard.model.Failure;
import reelyard.model.JobSpec;
import reelyard.model.JobState;
import reelyard.model.Phase;
import reelyard.model.Progress;
import reelyard.model.SpeedUnit;
import reelyard.model.Stage;

/** Jobs as a manager would show them. */
final class Jobs {

  private Jobs() {}

  static JobView queued(String id, String name) {
    return job(id, name, JobState.QUEUED, Stage.QUEUED, 0, null, null);
  }

  static JobView running(String id, String name, Stage stage, Progress progress) {
    return job(id, name, JobState.RUNNING, stage, 1, progress, null);
  }

  static JobView transcoding(String id, String name, double percent, double fps, long eta) {
    return running(id, name, Stage.TRANSCODING, progress(id, percent, fps, eta, 1000));
  }

  static JobView complete(String id, String name) {
    return job(id, name, JobState.COMPLETE, Stage.COMPLETE, 1, null, null);
  }

  static JobView failed(String id, String name, Failure failure) {
    return job(id, name, JobState.FAILED, Stage.TRANSCODING, 1, null, failure);
  }

  static Progress progress(String id, double percent, double fps, long eta, long sent) {
    return new Progress(
        id,
        1,
        "worker-1",
        Stage.TRANSCODING,
        Phase.ENCODING,
        percent,
        eta,
        fps,
        SpeedUnit.FRAMES_PER_SECOND,
        1,
        1,
        sent);
  }

  static JobView job(
      String id,
      String name,
      JobState state,
      Stage stage,
      int attempt,
      Progress progress,
      Failure failure) {
    return new JobView(
        id,
        name,
        "",
        "",
        "/films/" + name,
        "/results/" + name + ".mp4",
        "Fast 1080p30",
        50,
        "",
        state,
        false,
        false,
        stage,
        attempt,
        "worker-1",
        1_000_000,
        state == JobState.COMPLETE ? 12_345_678 : 0,
        0,
        1_000,
        2_000,
        state.ended() ? 65_000 : 0,
        progress,
        failure,
        JobSpec.ONLY_STAGING,
        null,
        0,
        null);
  }
}
