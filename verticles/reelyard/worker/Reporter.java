package reelyard.worker;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import reelyard.address.Addresses;
import reelyard.message.AttemptId;
import reelyard.message.LogLines;
import reelyard.model.Phase;
import reelyard.model.Progress;
import reelyard.model.SpeedUnit;
import reelyard.model.Stage;

/**
 * Tells how one attempt goes: watchers at once, at most ten times a second; the scheduler at each
 * change of stage and at most once a second between.
 */
final class Reporter {

  private static final Duration WATCHERS_GAP = Duration.ofMillis(100);
  private static final Duration SCHEDULER_GAP = Duration.ofSeconds(1);

  private final AttemptId attempt;
  private final String workerId;
  private final Farm farm;
  private final InstantSource clock;
  private final ProgressLimiter<Progress> watchers;
  private final ProgressLimiter<Progress> scheduler;
  private Progress latest;
  private boolean paused;

  Reporter(AttemptId attempt, String workerId, Farm farm, Timers timers, InstantSource clock) {
    this.attempt = attempt;
    this.workerId = workerId;
    this.farm = farm;
    this.clock = clock;
    this.watchers =
        new ProgressLimiter<>(
            WATCHERS_GAP, timers, p -> farm.say(Addresses.progress(attempt.jobId()), p));
    this.scheduler =
        new ProgressLimiter<>(SCHEDULER_GAP, timers, p -> farm.say(Addresses.REPORT, p));
  }

  /** Nothing moves: what is there waits for its next step. */
  void waits(Stage stage, double percent) {
    tell(stage, paused ? Phase.PAUSED : Phase.WAITING, percent, -1, 0, 1, 1);
  }

  /** What waits is paused from now on, or no longer. */
  void pause(boolean nowPaused) {
    paused = nowPaused;
    Phase before = nowPaused ? Phase.WAITING : Phase.PAUSED;
    if (latest != null && latest.phase() == before) {
      waits(latest.stage(), latest.percent());
    }
  }

  void transfer(Stage stage, TransferMeter.Reading reading) {
    tell(
        stage,
        Phase.TRANSFERRING,
        reading.percent(),
        reading.etaSeconds(),
        reading.megabytesPerSecond(),
        1,
        1);
  }

  void transcode(Phase phase, double percent, long eta, double fps, int pass, int passes) {
    tell(Stage.TRANSCODING, phase, percent, eta, fps, pass, passes);
  }

  /** The result is uploaded; staging puts it in place. */
  void commits() {
    tell(Stage.RETURNING, Phase.CHECKING, 100, -1, 0, 1, 1);
  }

  void log(long firstLine, List<String> lines) {
    farm.say(
        Addresses.log(attempt.jobId()),
        new LogLines(attempt.jobId(), attempt.attempt(), firstLine, lines));
  }

  /** The attempt as it stands. */
  Progress latest() {
    return latest;
  }

  /** Says what is still unsaid, then nothing any more. */
  void finish() {
    watchers.finish();
    scheduler.drop();
  }

  /** Says nothing any more. */
  void drop() {
    watchers.drop();
    scheduler.drop();
  }

  private void tell(
      Stage stage, Phase phase, double percent, long eta, double speed, int pass, int passes) {
    SpeedUnit unit =
        stage == Stage.TRANSCODING ? SpeedUnit.FRAMES_PER_SECOND : SpeedUnit.MB_PER_SECOND;
    Progress now =
        new Progress(
            attempt.jobId(),
            attempt.attempt(),
            workerId,
            stage,
            phase,
            percent,
            eta,
            speed,
            unit,
            pass,
            passes,
            clock.millis());
    boolean turn = latest == null || latest.stage() != stage;
    latest = now;
    if (turn) {
      watchers.urge(now);
      scheduler.urge(now);
    } else {
      watchers.offer(now);
      scheduler.offer(now);
    }
  }
}
