package reelyard.web;

import java.util.List;
import reelyard.message.JobView;
import reelyard.message.WorkerView;
import reelyard.model.Capabilities;
import reelyard.model.Failure;
import reelyard.model.JobSpec;
import reelyard.model.JobState;
import reelyard.model.LaneCounts;
import reelyard.model.Phase;
import reelyard.model.Progress;
import reelyard.model.Receipt;
import reelyard.model.SpeedUnit;
import reelyard.model.Stage;
import reelyard.model.WorkerControl;
import reelyard.model.WorkerInfo;
import reelyard.model.WorkerSettings;
import reelyard.model.WorkerState;

/** Jobs and workers as watchers see them. */
final class Views {

  private static final long SUBMITTED = System.currentTimeMillis() - 3_600_000;

  private Views() {}

  static JobView queued(String id, String name) {
    return job(id, name, JobState.QUEUED, Stage.QUEUED, null, null, null, 0);
  }

  static JobView suspended(JobView job, int priority) {
    return put(job, true, priority);
  }

  static JobView put(JobView job, boolean suspended, int priority) {
    return new JobView(
        job.id(),
        job.name(),
        job.description(),
        job.user(),
        job.input(),
        job.output(),
        job.preset(),
        priority,
        job.pool(),
        job.state(),
        suspended,
        job.archived(),
        job.stage(),
        job.attempt(),
        job.workerId(),
        job.inputBytes(),
        job.resultBytes(),
        job.notBeforeMillis(),
        job.submittedMillis(),
        job.startedMillis(),
        job.endedMillis(),
        job.progress(),
        job.failure(),
        JobSpec.ONLY_STAGING,
        null,
        0,
        null);
  }

  static JobView running(String id, String name, String worker, Progress progress) {
    return job(id, name, JobState.RUNNING, progress.stage(), worker, progress, null, 0);
  }

  static JobView complete(String id, String name, String worker) {
    return job(id, name, JobState.COMPLETE, Stage.COMPLETE, worker, null, null, 412_000_000);
  }

  /** Complete, in its source's place; of what was compared there is one line, about this. */
  static JobView replaced(String id, String name, String what) {
    Receipt receipt =
        new Receipt(
            true,
            List.of(new Receipt.Line(what, "eng", "eng", true)),
            1_480_000_000,
            412_000_000,
            100,
            100,
            100,
            "9f0c",
            "attic",
            SUBMITTED);
    JobView done = complete(id, name, "attic");
    return new JobView(
        done.id(),
        done.name(),
        done.description(),
        done.user(),
        done.input(),
        done.output(),
        done.preset(),
        done.priority(),
        done.pool(),
        done.state(),
        false,
        false,
        done.stage(),
        done.attempt(),
        done.workerId(),
        done.inputBytes(),
        done.resultBytes(),
        0,
        done.submittedMillis(),
        done.startedMillis(),
        done.endedMillis(),
        null,
        null,
        done.staging(),
        receipt,
        0,
        null);
  }

  static JobView failed(String id, String name, Failure failure) {
    return job(id, name, JobState.FAILED, Stage.TRANSCODING, failure.workerId(), null, failure, 0);
  }

  static Progress transcoding(String id, String worker, double percent, long sentMillis) {
    return new Progress(
        id,
        1,
        worker,
        Stage.TRANSCODING,
        Phase.ENCODING,
        percent,
        (long) (10 * (100 - percent)),
        68.5,
        SpeedUnit.FRAMES_PER_SECOND,
        1,
        1,
        sentMillis);
  }

  static Progress transferring(String id, String worker, Stage stage, double percent) {
    return new Progress(
        id,
        1,
        worker,
        stage,
        Phase.TRANSFERRING,
        percent,
        42,
        112.4,
        SpeedUnit.MB_PER_SECOND,
        1,
        1,
        1);
  }

  static WorkerView worker(
      String id, WorkerState state, String note, List<String> queue, List<String> running) {
    return new WorkerView(
        new WorkerInfo(
            id,
            "1",
            id + ".studio.lan",
            new LaneCounts(1, 1, 1),
            new Capabilities(
                "1.6.1", 48, List.of("x264"), null, null, 16, 32_000_000_000L, 0, false),
            null,
            null,
            null),
        WorkerSettings.DEFAULT,
        state,
        WorkerControl.RUN,
        0,
        note,
        -1,
        queue,
        running,
        SUBMITTED);
  }

  /** It was examined anew. */
  static WorkerView examined(WorkerView view, long foundMillis) {
    WorkerInfo worker = view.worker();
    Capabilities old = worker.capabilities();
    Capabilities found =
        new Capabilities(
            old.handBrakeVersion(),
            old.presetVersion(),
            old.encoders(),
            null,
            null,
            old.cores(),
            old.memoryBytes(),
            foundMillis,
            old.ffmpeg());
    return new WorkerView(
        worker.with(found),
        view.settings(),
        view.state(),
        view.control(),
        view.untilMillis(),
        view.note(),
        view.freeBytes(),
        view.queue(),
        view.running(),
        view.lastSeenMillis());
  }

  private static JobView job(
      String id,
      String name,
      JobState state,
      Stage stage,
      String worker,
      Progress progress,
      Failure failure,
      long resultBytes) {
    long started = state == JobState.QUEUED ? 0 : SUBMITTED + 60_000;
    return new JobView(
        id,
        name,
        "",
        "",
        "/films/" + name,
        "/out/" + name,
        "Fast 1080p30",
        50,
        "",
        state,
        false,
        false,
        stage,
        state == JobState.QUEUED ? 0 : 1,
        worker,
        1_480_000_000,
        resultBytes,
        0,
        SUBMITTED,
        started,
        state.ended() ? started + 754_000 : 0,
        progress,
        failure,
        JobSpec.ONLY_STAGING,
        null,
        0,
        null);
  }
}
