package reelyard.web;

import static reelyard.web.Views.worker;

import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import reelyard.message.JobView;
import reelyard.model.Failure;
import reelyard.model.FailureReason;
import reelyard.model.JobSpec;
import reelyard.model.JobState;
import reelyard.model.Phase;
import reelyard.model.Progress;
import reelyard.model.SpeedUnit;
import reelyard.model.Stage;
import reelyard.model.WorkerState;

/** A farm as a person with a hundred films and six machines has it, for pictures of the page. */
final class PictureFarm {

  private static final long MINUTE = 60_000;
  private static final List<String> FILMS =
      List.of(
          "The Long Harvest (1998)", "Nordlicht S02E07", "Harbour Lights – Director's Cut",
          "Holiday 2019 Reel 4", "Im Garten der Stille", "Concert Live in Lyon", "Der alte Hafen",
          "Wedding Anna & Björn", "Tokio bei Nacht", "The Cartographer's Daughter", "Reel 17 (16 mm scan)",
          "Kurzfilm “Brücken”", "Snowline", "The Quiet Engine", "Alpine Passage S01E03",
          "Grandpa's Super 8 – Box 2", "Les Oiseaux de Passage", "Blue Hour", "Meridian", "Tidewater");
  private static final List<String> USERS = List.of("anna", "ben", "chiara");
  private static final List<String> PRESETS =
      List.of("Fast 1080p30", "HQ 1080p30 Surround", "H.265 MKV 2160p60 4K", "Archive 576p25");

  private final long now = System.currentTimeMillis();
  private final List<JobView> jobs = new ArrayList<>();

  private PictureFarm() {}

  /** Fills it, with so many jobs that wait. */
  static void fill(FakeScheduler scheduler, int waiting) {
    new PictureFarm().build(scheduler, waiting);
  }

  private void build(FakeScheduler scheduler, int waiting) {
    running("r1", 0, "attic", Stage.TRANSCODING, 42.1, 68.5, 1460, 1);
    running("r2", 1, "attic", Stage.FETCHING, 71.4, 112.4, 21, 1);
    running("r3", 2, "cellar", Stage.TRANSCODING, 88.9, 121.7, 205, 2);
    running("r4", 3, "cellar", Stage.RETURNING, 35.0, 96.1, 12, 1);
    running("r5", 4, "garage", Stage.TRANSCODING, 7.3, 31.2, 8_640, 1);
    running("r6", 5, "studio-1", Stage.TRANSCODING, 63.8, 204.0, 433, 1);
    running("r7", 6, "studio-1", Stage.TRANSCODING, 12.0, 198.3, 1_902, 1);
    running("r8", 8, "studio-1", Stage.FETCHING, 4.9, 88.0, 164, 1);
    List<String> queue = new ArrayList<>();
    for (int i = 0; i < waiting; i++) {
      String id = "q" + i;
      jobs.add(
          job(id, 9 + i, JobState.QUEUED, Stage.QUEUED, null, 0, null, null)
              .priority(i < 2 ? 10 : i > waiting - 3 ? 100 : 50)
              .suspended(i % 23 == 7)
              .view());
      if (i < 6) {
        queue.add(id);
      }
    }
    Failure crash =
        new Failure(
            FailureReason.HANDBRAKE_CRASHED,
            "HandBrake crashed (signal 11) three times; its log names x264's malloc",
            "garage",
            List.of("x264 [error]: malloc failed"),
            "/var/log/reelyard/e3-3.log");
    for (int i = 0; i < 14; i++) {
      JobState state =
          i == 3 ? JobState.FAILED : i == 8 ? JobState.STOPPED : JobState.COMPLETE;
      jobs.add(
          job("e" + i, 11 + i, state, Stage.COMPLETE, "cellar", 14 - i, null, i == 3 ? crash : null)
              .view());
    }
    scheduler.holds(jobs.toArray(JobView[]::new));
    scheduler.holds(
        worker("attic", WorkerState.READY, null, queue.subList(0, 3), List.of("r1", "r2")),
        worker("cellar", WorkerState.DRAINING, "draining", queue.subList(3, 4), List.of("r3", "r4")),
        worker("garage", WorkerState.CLOSED, "closed until 18:00", List.of(), List.of("r5")),
        worker(
            "studio-1",
            WorkerState.READY,
            null,
            queue.subList(4, 6),
            List.of("r6", "r7", "r8")),
        worker(
            "studio-2",
            WorkerState.QUARANTINED,
            "3 jobs in a row failed here, the last one: HandBrake crashed (signal 11)",
            List.of(),
            List.of()),
        worker("basement", WorkerState.LOST, "silent", List.of(), List.of()));
  }

  private void running(
      String id, int film, String worker, Stage stage, double percent, double speed, long left, int attempt) {
    boolean transcodes = stage == Stage.TRANSCODING;
    Progress progress =
        new Progress(
            id, attempt, worker, stage, transcodes ? Phase.ENCODING : Phase.TRANSFERRING, percent,
            left, speed, transcodes ? SpeedUnit.FRAMES_PER_SECOND : SpeedUnit.MB_PER_SECOND, 1,
            film % 3 == 2 ? 2 : 1, now);
    jobs.add(job(id, film, JobState.RUNNING, stage, worker, 0, progress, null).view());
  }

  private Draft job(
      String id, int film, JobState state, Stage stage, String worker, int minutesAgo, Progress progress, Failure failure) {
    return new Draft(id, film, state, stage, worker, now - minutesAgo * 7 * MINUTE, progress, failure, 50, false);
  }

  private record Draft(
      String id, int film, JobState state, Stage stage, String worker, long ended, Progress progress,
      Failure failure, int priority, boolean suspended) {

    Draft priority(int other) {
      return new Draft(id, film, state, stage, worker, ended, progress, failure, other, suspended);
    }

    Draft suspended(boolean other) {
      return new Draft(id, film, state, stage, worker, ended, progress, failure, priority, other);
    }

    JobView view() {
      String name = FILMS.get(film % FILMS.size()) + (film < FILMS.size() ? ".mkv" : " #" + film + ".mkv");
      long bytes = 700_000_000L + (film * 7_919L % 211) * 130_000_000L;
      boolean over = state.ended();
      return new JobView(
          id, name, "", USERS.get(film % USERS.size()), "/films/" + name, "/done/" + name,
          PRESETS.get(film % PRESETS.size()), priority, film % 5 == 4 ? "gpu" : "", state, suspended,
          false, stage, progress != null ? progress.attempt() : over ? 1 : 0, worker, bytes,
          state == JobState.COMPLETE ? bytes * (22 + film * 7 % 31) / 100 : 0, 0,
          ended - (90 + film % 600) * MINUTE,
          state == JobState.QUEUED ? 0 : ended - (11 + film % 17) * MINUTE, over ? ended : 0,
          progress, failure, JobSpec.ONLY_STAGING, null, 0, null);
    }
  }

  /** Serves it until it is interrupted: for people who work on the page. */
  public static void main(String[] args) throws Exception {
    Vertx vertx = Vertx.vertx();
    FakeScheduler scheduler = new FakeScheduler(vertx, "pictures");
    fill(scheduler, args.length > 1 ? Integer.parseInt(args[1]) : 40);
    FakeScheduler.await(
        vertx.deployVerticle(
            new WebVerticle(),
            new io.vertx.core.DeploymentOptions()
                .setConfig(
                    new io.vertx.core.json.JsonObject()
                        .put(
                            "web",
                            new io.vertx.core.json.JsonObject()
                                .put("host", "127.0.0.1")
                                .put("port", Integer.parseInt(args[0]))))));
  }
}
