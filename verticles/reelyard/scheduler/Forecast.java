package reelyard.scheduler;

import java.util.Collection;
import reelyard.model.Progress;
import reelyard.model.Stage;

/** Expects when work ends, from the speed that each worker showed so far. */
final class Forecast {

  /** Before any job ended: a slow machine's source bytes a second at 1080p. */
  private static final double FIRST_GUESS_BYTES_PER_SECOND = 1_000_000;

  private final Speed farm = new Speed();

  /** A transcode of so many source bytes took so long. */
  void learn(WorkerEntry worker, long bytes, long millis) {
    worker.speed.learn(bytes, millis);
    farm.learn(bytes, millis);
  }

  /** Seconds that the worker needs to transcode the job. */
  double seconds(WorkerEntry worker, JobEntry job) {
    long bytes = job.job().inputBytes();
    if (worker.speed.known()) {
      return worker.speed.seconds(bytes);
    }
    return farm.known() ? farm.seconds(bytes) : bytes / FIRST_GUESS_BYTES_PER_SECOND;
  }

  /** Seconds of transcoding that a live attempt still needs. */
  double secondsLeft(WorkerEntry worker, JobEntry job) {
    Progress progress = job.progress;
    Stage stage = job.job().stage();
    if (stage == Stage.RETURNING) {
      return 0;
    }
    if (stage == Stage.TRANSCODING && progress != null) {
      return progress.etaSeconds() >= 0
          ? progress.etaSeconds()
          : seconds(worker, job) * (1 - progress.percent() / 100);
    }
    return seconds(worker, job);
  }

  /** Seconds until one of the worker's transcode lanes is free for a job not yet claimed. */
  double secondsUntilFree(WorkerEntry worker, JobBook jobs) {
    double work = 0;
    for (String id : worker.running) {
      work += secondsLeft(worker, jobs.get(id));
    }
    return work / worker.info.lanes().transcode();
  }

  /** Whole seconds until everything is done; -1 while nobody works or nothing was learned. */
  long secondsUntilAllDone(Collection<WorkerEntry> ready, JobBook jobs, long waitingBytes) {
    double work = 0;
    double longest = 0;
    int lanes = 0;
    boolean guessing = false;
    for (WorkerEntry worker : ready) {
      lanes += worker.info.lanes().transcode();
      for (String id : worker.running) {
        JobEntry job = jobs.get(id);
        double left = secondsLeft(worker, job);
        work += left;
        longest = Math.max(longest, left);
        guessing |= !farm.known() && (job.progress == null || job.progress.etaSeconds() < 0);
      }
    }
    guessing |= !farm.known() && waitingBytes > 0;
    if (lanes == 0 || guessing) {
      return -1;
    }
    double waiting = waitingBytes == 0 ? 0 : farm.seconds(waitingBytes);
    return Math.round(Math.max(longest, (work + waiting) / lanes));
  }
}
