package reelyard.cli;

import java.time.Duration;
import reelyard.message.JobView;
import reelyard.message.LogPart;
import reelyard.message.ReadLog;
import reelyard.model.JobState;
import reelyard.model.Stage;

/** Follows a job's log until the job has ended: through its attempts, and while nobody answers. */
final class LogFollower {

  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final String id;
  private final LookBackClient logs;
  private final ManagerClient jobs;
  private final Reader show;
  private final Pauses pauses;
  private String said = "";
  private int attempt;
  private long from;
  private boolean begun;

  /** Gets what is new; fails when that is of no use any more. */
  interface Reader {
    void show(LogPart part) throws CommandFailure;
  }

  LogFollower(String id, LookBackClient logs, ManagerClient jobs, Reader show, Pauses pauses) {
    this.id = id;
    this.logs = logs;
    this.jobs = jobs;
    this.show = show;
    this.pauses = pauses;
  }

  /**
   * @param lines of the first attempt's log to begin with; null for all
   */
  void run(Integer lines) throws CommandFailure {
    // What is wrong with the question itself ends it at once.
    JobView job = jobs.job(id);
    while (true) {
      boolean more = false;
      if (job.attempt() > attempt) {
        attempt = job.attempt();
        from = begun ? 0 : LogTail.from(lines);
      }
      boolean ended = job.state().ended();
      if (attempt > 0 && isOnItsWay(job)) {
        say("its film is on the way to the worker; the log begins when HandBrake does");
      } else if (attempt > 0) {
        more = read(lines, ended);
      } else if (!ended) {
        say("it waits; `reelyard why %s` tells for what".formatted(id));
      }
      if (!more && ended) {
        return;
      }
      if (!more) {
        pauses.pause(PAUSE);
        job = latest(job);
      }
    }
  }

  private static boolean isOnItsWay(JobView job) {
    return job.state() == JobState.RUNNING && job.stage().number() <= Stage.FETCHING.number();
  }

  /** Whether there is more to read at once. */
  private boolean read(Integer lines, boolean last) throws CommandFailure {
    try {
      LogPart part = logs.log(new ReadLog(id, attempt, from, ReadLog.MOST));
      show.show(begun ? part : LogTail.cut(part, lines));
      begun = true;
      from = part.nextByte();
      said = "";
      return part.nextByte() < part.totalBytes();
    } catch (CommandFailure e) {
      if (last
          || e.exitStatus() == ExitStatus.DENIED
          || e.exitStatus() == ExitStatus.USAGE
          || e.exitStatus() == ExitStatus.UNREAD) {
        throw e;
      }
      say(e.getMessage());
      return false;
    }
  }

  private JobView latest(JobView known) throws CommandFailure {
    try {
      return jobs.job(id);
    } catch (CommandFailure e) {
      if (e.exitStatus() != ExitStatus.UNREACHABLE) {
        throw e;
      }
      say(e.getMessage());
      return known;
    }
  }

  private void say(String words) {
    if (!words.equals(said)) {
      System.err.println("reelyard: " + Words.printable(words));
      said = words;
    }
  }
}
