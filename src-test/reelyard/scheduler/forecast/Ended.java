package reelyard.scheduler.forecast;

import reelyard.model.AttemptRecord;
import reelyard.model.JobState;

/** Ended attempts for tests. */
record Ended(
    String workerId,
    String kind,
    long inputBytes,
    long resultBytes,
    double fetchSeconds,
    double transcodeSeconds,
    double returnSeconds,
    double pausedSeconds,
    long expectedSeconds,
    JobState outcome) {

  /** Complete, with transfers at 50 MB/s and a result half as large as the source. */
  static Ended complete(String workerId, String kind, long bytes, double transcodeSeconds) {
    return new Ended(
        workerId,
        kind,
        bytes,
        bytes / 2,
        bytes / 50e6,
        transcodeSeconds,
        bytes / 100e6,
        0,
        -1,
        JobState.COMPLETE);
  }

  Ended expected(long seconds) {
    return new Ended(
        workerId,
        kind,
        inputBytes,
        resultBytes,
        fetchSeconds,
        transcodeSeconds,
        returnSeconds,
        pausedSeconds,
        seconds,
        outcome);
  }

  Ended paused(double seconds) {
    return new Ended(
        workerId,
        kind,
        inputBytes,
        resultBytes,
        fetchSeconds,
        transcodeSeconds + seconds,
        returnSeconds,
        seconds,
        expectedSeconds,
        outcome);
  }

  Ended outcome(JobState other) {
    return new Ended(
        workerId,
        kind,
        inputBytes,
        resultBytes,
        fetchSeconds,
        transcodeSeconds,
        returnSeconds,
        pausedSeconds,
        expectedSeconds,
        other);
  }

  double seconds() {
    return fetchSeconds + transcodeSeconds + returnSeconds - pausedSeconds;
  }

  AttemptRecord attempt() {
    return new AttemptRecord(
        "job",
        1,
        workerId,
        "film",
        "",
        "preset",
        kind,
        inputBytes,
        resultBytes,
        0,
        0,
        Math.round(fetchSeconds * 1000),
        Math.round(transcodeSeconds * 1000),
        Math.round(returnSeconds * 1000),
        Math.round(pausedSeconds * 1000),
        expectedSeconds,
        outcome,
        null);
  }
}
