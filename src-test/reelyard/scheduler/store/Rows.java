package reelyard.scheduler.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import reelyard.model.AttemptRecord;
import reelyard.model.Failure;
import reelyard.model.FailureReason;
import reelyard.model.Job;
import reelyard.model.JobSpec;
import reelyard.model.JobState;
import reelyard.model.Needs;
import reelyard.model.Stage;

/** Things to keep, for the store's tests and benches. */
final class Rows {

  private Rows() {}

  /** A job of many wishes; what tests vary is said of it, the rest stands. */
  static final class Draft {
    private final String id;
    private String name;
    private String description = "";
    private String user = "";
    private String pool = "";
    private String worker;
    private String presetJson;
    private JobState state = JobState.QUEUED;
    private boolean archived;
    private boolean suspended;
    private int priority = 50;
    private long rank;
    private long ended;

    private Draft(String id) {
      this.id = id;
      this.name = "Film " + id;
    }

    Draft state(JobState now) {
      state = now;
      ended = now.ended() && ended == 0 ? 1 : ended;
      return this;
    }

    Draft named(String itsName, String itsDescription) {
      name = itsName;
      description = itsDescription;
      return this;
    }

    Draft of(String itsUser, String itsPool, String itsWorker) {
      user = itsUser;
      pool = itsPool;
      worker = itsWorker;
      return this;
    }

    Draft at(int itsPriority, long itsRank) {
      priority = itsPriority;
      rank = itsRank;
      return this;
    }

    Draft ended(JobState how, long millis) {
      state = how;
      ended = millis;
      return this;
    }

    Draft archived(boolean yes) {
      archived = yes;
      return this;
    }

    Draft suspended(boolean yes) {
      suspended = yes;
      return this;
    }

    Draft preset(String text) {
      presetJson = text;
      return this;
    }

    Job job() {
      JobSpec spec =
          new JobSpec(
              name,
              "/films/" + id + ".mkv",
              "/done/" + id + ".mp4",
              "Fast 1080p30",
              presetJson,
              null,
              List.of("--quality", "22"),
              true,
              3,
              null,
              description,
              user,
              priority,
              pool,
              List.of("fast"),
              List.of(),
              List.of(),
              0,
              suspended,
              false,
              false,
              false,
              null,
              null,
              null,
              false);
      Failure failure =
          state == JobState.FAILED
              ? new Failure(FailureReason.HANDBRAKE_CRASHED, "it fell", "attic", List.of("a"), null)
              : null;
      return new Job(
          id,
          spec,
          new Needs("x264", null, 0),
          "/done/" + id + ".mp4",
          1_000_000,
          priority,
          rank,
          pool,
          suspended,
          archived,
          state,
          Stage.QUEUED,
          1,
          worker,
          null,
          0,
          "m1",
          null,
          0,
          0,
          List.of(),
          0,
          1_000,
          0,
          ended,
          state == JobState.COMPLETE ? 500_000 : 0,
          -1,
          failure,
          null,
          null,
          0,
          null);
    }
  }

  static Draft draft(String id) {
    return new Draft(id);
  }

  static Job job(String id) {
    return draft(id).job();
  }

  static Job job(String id, UnaryOperator<Draft> how) {
    return how.apply(draft(id)).job();
  }

  static List<Change> keep(Job... jobs) {
    return keep(Arrays.asList(jobs));
  }

  static List<Change> keep(List<Job> jobs) {
    List<Change> changes = new ArrayList<>();
    jobs.forEach(job -> changes.add(new Change.KeepJob(job)));
    return changes;
  }

  static AttemptRecord attempt(
      String job, int number, String worker, long started, long ended, JobState outcome) {
    return new AttemptRecord(
        job,
        number,
        worker,
        "Film " + job,
        "ann",
        "Fast 1080p30",
        "Fast 1080p30 hd",
        100,
        outcome == JobState.COMPLETE ? 40 : 0,
        started,
        ended,
        1,
        2,
        3,
        0,
        -1,
        outcome,
        outcome == JobState.FAILED ? FailureReason.HANDBRAKE_FAILED : null);
  }

  /** Waits for it, not for ever. */
  static <T> T await(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
  }
}
