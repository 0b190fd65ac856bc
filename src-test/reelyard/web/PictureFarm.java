package reelyard.web;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import reelyard.message.JobView;
import reelyard.message.WorkerView;
import reelyard.model.Capabilities;
import reelyard.model.EncoderProof;
import reelyard.model.Failure;
import reelyard.model.FailureReason;
import reelyard.model.JobSpec;
import reelyard.model.JobState;
import reelyard.model.LaneCounts;
import reelyard.model.Phase;
import reelyard.model.Progress;
import reelyard.model.SpeedUnit;
import reelyard.model.Stage;
import reelyard.model.WeekSchedule;
import reelyard.model.WhenClosed;
import reelyard.model.WorkerControl;
import reelyard.model.WorkerInfo;
import reelyard.model.WorkerSettings;
import reelyard.model.WorkerState;

/** A farm as a person with a hundred films and six machines has it, for pictures of the page. */
final class PictureFarm {

  private static final long MINUTE = 60_000;
  private static final List<String> FILMS =
      List.of(
          "The Long Harvest (1998)",
          "Nordlicht S02E07",
          "Harbour Lights – Director's Cut",
          "Holiday 2019 Reel 4",
          "Im Garten der Stille",
          "Concert Live in Lyon",
          "Der alte Hafen",
          "Wedding Anna & Björn",
          "Tokio bei Nacht",
          "The Cartographer's Daughter",
          "Reel 17 (16 mm scan)",
          "Kurzfilm “Brücken”",
          "Snowline",
          "The Quiet Engine",
          "Alpine Passage S01E03",
          "Grandpa's Super 8 – Box 2",
          "Les Oiseaux de Passage",
          "Blue Hour",
          "Meridian",
          "Tidewater");
  private static final List<String> USERS = List.of("anna", "ben", "chiara");
  private static final List<String> PRESETS =
      List.of("Fast 1080p30", "HQ 1080p30 Surround", "H.265 MKV 2160p60 4K", "Archive 576p25");
  private static final String CRASHED =
      "3 jobs in a row failed here: HandBrake crashed (signal 11)";

  private final long now = System.currentTimeMillis();
  private final List<JobView> jobs = new ArrayList<>();

  /** Jobs in their lanes, so many that wait, and some that ended. */
  static void fill(FakeScheduler scheduler, int waiting) {
    PictureFarm farm = new PictureFarm();
    farm.running();
    farm.waiting(waiting);
    farm.ended();
    scheduler.holds(farm.jobs.toArray(JobView[]::new));
    scheduler.holds(farm.workers().toArray(WorkerView[]::new));
  }

  private void running() {
    runs("r1", 0, "attic", Stage.TRANSCODING, 42.1, 68.5, 1_460);
    runs("r2", 1, "attic", Stage.FETCHING, 71.4, 112.4, 21);
    runs("r3", 2, "cellar", Stage.TRANSCODING, 88.9, 121.7, 205);
    runs("r4", 3, "cellar", Stage.RETURNING, 35.0, 96.1, 12);
    runs("r5", 4, "garage", Stage.TRANSCODING, 7.3, 31.2, 8_640);
    runs("r6", 5, "studio-1", Stage.TRANSCODING, 63.8, 204.0, 433);
    runs("r7", 6, "studio-1", Stage.TRANSCODING, 12.0, 198.3, 1_902);
    runs("r8", 8, "studio-1", Stage.FETCHING, 4.9, 88.0, 164);
  }

  private void waiting(int count) {
    for (int i = 0; i < count; i++) {
      int priority = i < 2 ? 10 : i > count - 3 ? 100 : 50;
      JobView job = job("q" + i, 9 + i, JobState.QUEUED, Stage.QUEUED, null, 0, null, null);
      jobs.add(priority == 50 && i % 23 != 7 ? job : Views.put(job, i % 23 == 7, priority));
    }
  }

  private void ended() {
    for (int i = 0; i < 14; i++) {
      JobState state = i == 10 ? JobState.FAILED : i == 6 ? JobState.STOPPED : JobState.COMPLETE;
      Failure failure = i == 10 ? crash() : null;
      String worker = i % 3 == 0 ? "attic" : "cellar";
      long ended = now - (14L - i) * 7 * MINUTE;
      jobs.add(job("e" + i, 11 + i, state, Stage.COMPLETE, worker, ended, null, failure));
    }
  }

  private static Failure crash() {
    return new Failure(
        FailureReason.HANDBRAKE_CRASHED,
        "HandBrake crashed (signal 11) on three workers: try another encoder, or report its log",
        "studio-2",
        List.of("x264 [error]: malloc failed"),
        "/var/log/reelyard/e10-3.log");
  }

  private void runs(
      String id, int film, String worker, Stage stage, double percent, double speed, long left) {
    boolean transcodes = stage == Stage.TRANSCODING;
    Progress progress =
        new Progress(
            id,
            film == 2 ? 2 : 1,
            worker,
            stage,
            transcodes ? Phase.ENCODING : Phase.TRANSFERRING,
            percent,
            left,
            speed,
            transcodes ? SpeedUnit.FRAMES_PER_SECOND : SpeedUnit.MB_PER_SECOND,
            1,
            film == 5 ? 2 : 1,
            now);
    jobs.add(job(id, film, JobState.RUNNING, stage, worker, 0, progress, null));
  }

  private JobView job(
      String id,
      int film,
      JobState state,
      Stage stage,
      String worker,
      long ended,
      Progress progress,
      Failure failure) {
    String name = FILMS.get(film % FILMS.size());
    String file = (film < FILMS.size() ? name : name + " " + film / FILMS.size()) + ".mkv";
    long bytes = 700_000_000L + film * 7_919L % 211 * 130_000_000L;
    long began = (ended == 0 ? now : ended) - (11L + film % 17) * MINUTE;
    return new JobView(
        id,
        file,
        "",
        USERS.get(film % USERS.size()),
        "/films/" + file,
        "/done/" + file,
        PRESETS.get(film % PRESETS.size()),
        50,
        film % 5 == 4 ? "gpu" : "",
        state,
        false,
        false,
        stage,
        progress != null ? progress.attempt() : ended > 0 ? 1 : 0,
        worker,
        bytes,
        state == JobState.COMPLETE ? bytes * (22 + film * 7 % 31) / 100 : 0,
        0,
        began - (90L + film % 600) * MINUTE,
        state == JobState.QUEUED ? 0 : began,
        ended,
        progress,
        failure,
        JobSpec.ONLY_STAGING,
        null,
        0,
        null);
  }

  // ---- workers

  private List<WorkerView> workers() {
    List<WorkerView> all = new ArrayList<>();
    all.add(worker("attic", WorkerState.READY, null, 0, 3, List.of("r1", "r2")));
    all.add(worker("cellar", WorkerState.DRAINING, null, 3, 4, List.of("r3", "r4")));
    all.add(worker("garage", WorkerState.CLOSED, "closed until 18:00", 0, 0, List.of("r5")));
    all.add(worker("studio-1", WorkerState.READY, null, 4, 6, List.of("r6", "r7", "r8")));
    all.add(worker("studio-2", WorkerState.QUARANTINED, CRASHED, 0, 0, List.of()));
    all.add(worker("basement", WorkerState.LOST, "silent", 0, 0, List.of()));
    return all;
  }

  private WorkerView worker(
      String id, WorkerState state, String note, int first, int end, List<String> running) {
    boolean big = id.startsWith("studio");
    Capabilities found =
        new Capabilities(
            "1.9.2",
            57,
            List.of("x264", "x265", "svt_av1", "nvenc_h265"),
            List.of(
                new EncoderProof("nvenc_h265", true, "it works"),
                new EncoderProof("qsv_h264", false, "no device")),
            Collections.nCopies(86, "Fast 1080p30"),
            big ? 32 : 16,
            big ? 128_000_000_000L : 32_000_000_000L,
            now,
            true);
    return new WorkerView(
        new WorkerInfo(
            id,
            "1",
            id + ".studio.lan",
            new LaneCounts(1, big ? 2 : 1, 1),
            found,
            "Europe/Berlin",
            big ? List.of("gpu") : List.of(),
            List.of("big-disk")),
        new WorkerSettings(outsideOfficeHours(), WhenClosed.FINISH, null, 0),
        state,
        state == WorkerState.DRAINING ? WorkerControl.DRAIN : WorkerControl.RUN,
        0,
        note,
        412_000_000_000L,
        IntStream.range(first, end).mapToObj(i -> "q" + i).toList(),
        running,
        now - 40 * MINUTE);
  }

  private static WeekSchedule outsideOfficeHours() {
    int day = 0b111111110000000000111111;
    return new WeekSchedule(List.of(0xFFFFFF, day, day, day, day, day, 0xFFFFFF));
  }
}
