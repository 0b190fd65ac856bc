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

  /** A job of many wishes; what tests vary is given. */
  record Draft(
      String id,
      String name,
      String description,
      String user,
      String pool,
      String worker,
      String presetJson,
      JobState state,
      boolean archived,
      boolean suspended,
      int priority,
      long rank,
      long ended) {

    Draft state(JobState other) {
      return new Draft(
          id,
          name,
          description,
          user,
          pool,
          worker,
          presetJson,
          other,
          archived,
          suspended,
          priority,
          rank,
          other.ended() && ended == 0 ? 1 : ended);
    }

    Draft named(String otherName, String otherDescription) {
      return new Draft(
          id,
          otherName,
          otherDescription,
          user,
          pool,
          worker,
          presetJson,
          state,
          archived,
          suspended,
          priority,
          rank,
          ended);
    }

    Draft of(String otherUser, String otherPool, String otherWorker) {
      return new Draft(
          id,
          name,
          description,
          otherUser,
          otherPool,
          otherWorker,
          presetJson,
          state,
          archived,
          suspended,
          priority,
          rank,
          ended);
    }

    Draft at(int otherPriority, long otherRank) {
      return new Draft(
          id,
          name,
          description,
          user,
          pool,
          worker,
          presetJson,
          state,
          archived,
          suspended,
          otherPriority,
          otherRank,
          ended);
    }

    Draft ended(JobState other, long millis) {
      return new Draft(
          id,
          name,
          description,
          user,
          pool,
          worker,
          presetJson,
          other,
          archived,
          suspended,
          priority,
          rank,
          millis);
    }

    Draft archived(boolean other) {
      return new Draft(
          id,
          name,
          description,
          user,
          pool,
          worker,
          presetJson,
          state,
          other,
          suspended,
          priority,
          rank,
          ended);
    }

    Draft suspended(boolean other) {
      return new Draft(
          id,
          name,
          description,
          user,
          pool,
          worker,
          presetJson,
          state,
          archived,
          other,
          priority,
          rank,
          ended);
    }

    Draft preset(String text) {
      return new Draft(
          id,
          name,
          description,
          user,
          pool,
          worker,
          text,
          state,
          archived,
          suspended,
          priority,
          rank,
          ended);
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
              null);
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
          failure);
    }
  }

  static Draft draft(String id) {
    return new Draft(
        id, "Film " + id, "", "", "", null, null, JobState.QUEUED, false, false, 50, 0, 0);
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
