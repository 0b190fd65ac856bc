package reelyard.scheduler;

import java.util.List;
import reelyard.model.Job;
import reelyard.model.JobSpec;
import reelyard.model.JobState;
import reelyard.model.Needs;
import reelyard.model.Stage;

/** Jobs by the million for benchmarks: as farms hold them, and always the same. */
public final class QueueJobs {

  /** What waits. */
  public enum Mix {
    /** Every job can run at every worker. */
    ALIKE,
    /** All but the last thousandth, 500 at least, are for a pool that nobody serves. */
    BLOCKED,
    /** As BLOCKED, with ten thousand different demands among those that nobody can meet. */
    BLOCKED_EACH_ELSE
  }

  private static final long BEGIN = 1_760_000_000_000L;
  private static final long ODD = 0x9E3779B97F4A7C15L;
  private static final long GAP = 1L << 20;
  private static final int LEAST_RUNNABLE = 500;
  private static final int DEMANDS = 10_000;

  private QueueJobs() {}

  /** The wish for the number-th film. */
  public static JobSpec spec(long number) {
    return spec(number, "", List.of());
  }

  private static JobSpec spec(long number, String pool, List<String> tags) {
    return new JobSpec(
        null,
        "/films/Series %d/Season %d/Episode %d.mkv"
            .formatted(number / 200, number / 20 % 10, number % 20),
        output(number),
        "Fast 1080p30",
        null,
        null,
        null,
        false,
        3,
        null,
        null,
        "user" + number % 50,
        null,
        pool,
        tags,
        null,
        null,
        0,
        false,
        false,
        false,
        false,
        null,
        null,
        null,
        false);
  }

  private static String output(long number) {
    return "/results/series-%d/episode-%d.mp4".formatted(number / 200, number);
  }

  /** The number-th of so many waiting jobs. */
  public static Job waiting(long number, long count, Mix mix) {
    boolean blocked = mix != Mix.ALIKE && number < count - Math.max(LEAST_RUNNABLE, count / 1000);
    boolean elsewhere = blocked && mix == Mix.BLOCKED_EACH_ELSE;
    List<String> tags = elsewhere ? List.of("tag" + number % DEMANDS) : List.of();
    return job(number, spec(number, blocked ? "nowhere" : "", tags), JobState.QUEUED);
  }

  /** An archived job that was completed. */
  public static Job archived(long number) {
    return job(number, spec(number), JobState.COMPLETE);
  }

  /** When the number-th job ended, if it did: one each second. */
  public static long endedMillis(long number) {
    return BEGIN + number * 1000;
  }

  private static Job job(long number, JobSpec spec, JobState state) {
    boolean ended = state.ended();
    return new Job(
        id(number),
        spec,
        new Needs("x264", spec.preset(), 0),
        spec.output(),
        700_000_000 + number % 1000 * 1_000_000,
        spec.priority(),
        (number + 1) * GAP,
        spec.pool(),
        false,
        ended,
        state,
        ended ? Stage.COMPLETE : Stage.QUEUED,
        ended ? 1 : 0,
        ended ? worker(number) : null,
        ended ? "1" : null,
        ended ? 1 : 0,
        null,
        null,
        0,
        0,
        List.of(),
        0,
        BEGIN + number,
        ended ? endedMillis(number) - 600_000 : 0,
        ended ? endedMillis(number) : 0,
        ended ? 300_000_000 : 0,
        ended ? 590 : -1,
        null,
        null,
        null,
        0,
        null);
  }

  /** Who ran the number-th job, if it ran. */
  public static String worker(long number) {
    return "attic" + number % 20;
  }

  /** As the scheduler gives them: twelve letters in no order, none twice. */
  public static String id(long number) {
    String digits = Long.toString(number * ODD & ((1L << 60) - 1), 32);
    return "0".repeat(12 - digits.length()) + digits;
  }
}
