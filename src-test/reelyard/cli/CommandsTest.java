package reelyard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpServerRequest;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reelyard.bus.Json;
import reelyard.cli.FakeManager.Answer;
import reelyard.message.Ack;
import reelyard.message.BackedUp;
import reelyard.message.ChangeOutcome;
import reelyard.message.ChangedJobs;
import reelyard.message.DropBoxView;
import reelyard.message.DroppedFilm;
import reelyard.message.Eta;
import reelyard.message.Explanation;
import reelyard.message.History;
import reelyard.message.JobPage;
import reelyard.message.JobView;
import reelyard.message.Refusal;
import reelyard.message.StagingList;
import reelyard.message.StagingStatus;
import reelyard.message.StagingView;
import reelyard.message.SubmitJobs;
import reelyard.message.SubmitOutcome;
import reelyard.message.Submitted;
import reelyard.message.Undone;
import reelyard.message.WatchedFolder;
import reelyard.message.WorkerReason;
import reelyard.message.WorkerTotals;
import reelyard.model.AttemptRecord;
import reelyard.model.FailureReason;
import reelyard.model.FarmSettings;
import reelyard.model.JobSpec;
import reelyard.model.JobState;
import reelyard.model.SortPolicy;
import reelyard.model.WeekSchedule;
import reelyard.model.WhenClosed;
import reelyard.model.WhenDone;
import reelyard.model.WorkerControl;
import reelyard.model.WorkerSettings;

/** Every command that speaks to a manager: what it asks, what it prints, how it exits. */
class CommandsTest {

  private static final WorkerSettings SHARED =
      new WorkerSettings(WeekSchedule.ALWAYS, WhenClosed.PAUSE, null, 3);

  @TempDir private Path folder;

  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final ByteArrayOutputStream complained = new ByteArrayOutputStream();
  private FakeManager manager;
  private Object answer = new Ack();

  @BeforeEach
  void start() throws Exception {
    manager = new FakeManager(this::answer);
    System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void stop() {
    System.setOut(out);
    System.setErr(err);
    manager.close();
  }

  private Answer answer(HttpServerRequest request) {
    Object body =
        request.path().equals("/api/v1/workers")
            ? new ManagerClient.Workers(
                List.of(Workers.ready("attic", SHARED), Workers.ready("nas", null)),
                new FarmSettings(SortPolicy.SMALLEST, WorkerControl.DRAIN, 0, 0))
            : answer;
    return body instanceof Answer ready ? ready : new Answer(200, Json.write(body));
  }

  private int run(String... words) {
    List<String> args = new ArrayList<>(List.of(words));
    args.add("--manager");
    args.add(manager.url());
    return Cli.run(args.toArray(String[]::new));
  }

  private String said() {
    return said.toString(StandardCharsets.UTF_8);
  }

  private String complained() {
    return complained.toString(StandardCharsets.UTF_8);
  }

  private void assertUsage(String words, String... args) {
    assertThat(run(args)).as(said()).isEqualTo(ExitStatus.USAGE);
    assertThat(complained()).contains(words);
    assertThat(manager.asked).isEmpty();
  }

  // ---- jobs

  @Test
  void submit_asks_for_all_films_at_once_with_every_term() throws Exception {
    answer = new Submitted(List.of(new SubmitOutcome("j1", null), new SubmitOutcome("j2", null)));

    int status =
        run(
            ("submit a.mkv b.mkv --description d --user ada --priority 7 --pool p --tag t --tag u"
                    + " --worker attic --after x --after y --not-before 2026-12-24T22:00Z"
                    + " --attempts 2 --suspended --alone --non-stoppable --ignore-share"
                    + " --when-done archive --alert-mail ada@example.org --alert-webhook chat"
                    + " --alert-on failure --staging nas --key once -o "
                    + folder)
                .split(" ", -1));

    assertThat(status).as(complained()).isEqualTo(ExitStatus.COMPLETE);
    assertThat(said()).isEqualTo("j1\nj2\n");
    String asked = manager.asked.get(0);
    assertThat(asked).startsWith("POST /api/v1/jobs {");
    SubmitJobs submitted = Json.readStrictly(asked.substring(asked.indexOf('{')), SubmitJobs.class);
    assertThat(submitted.key()).isEqualTo("once");
    assertThat(submitted.jobs()).extracting(JobSpec::name).containsExactly("a.mkv", "b.mkv");
    JobSpec job = submitted.jobs().get(0);
    assertThat(job.staging()).isEqualTo("nas");
    assertThat(job.description()).isEqualTo("d");
    assertThat(job.user()).isEqualTo("ada");
    assertThat(job.priority()).isEqualTo(7);
    assertThat(job.pool()).isEqualTo("p");
    assertThat(job.tags()).containsExactly("t", "u");
    assertThat(job.workers()).containsExactly("attic");
    assertThat(job.after()).containsExactly("x", "y");
    assertThat(job.notBeforeMillis()).isEqualTo(1_798_149_600_000L);
    assertThat(job.attempts()).isEqualTo(2);
    assertThat(job.suspended()).isTrue();
    assertThat(job.nonConcurrent()).isTrue();
    assertThat(job.nonStoppable()).isTrue();
    assertThat(job.ignoreShare()).isTrue();
    assertThat(job.whenDone()).isEqualTo(WhenDone.ARCHIVE);
    assertThat(job.alerts().onFailure()).isTrue();
    assertThat(job.alerts().onCompletion()).isFalse();
    assertThat(job.alerts().mailTo()).containsExactly("ada@example.org");
    assertThat(job.alerts().webhooks()).containsExactly("chat");
  }

  @Test
  void a_submission_that_failed_tells_how_to_repeat_it_without_second_jobs() throws Exception {
    answer = null;

    int status = run("submit", "a.mkv", "-o", folder.toString());

    assertThat(status).isEqualTo(ExitStatus.FAILED);
    String asked = manager.asked.get(0);
    String key = Json.readStrictly(asked.substring(asked.indexOf('{')), SubmitJobs.class).key();
    assertThat(key).isNotNull();
    assertThat(complained()).contains("0 of 1 jobs are in", "--key " + key);
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 409})
  void a_submission_that_was_refused_is_not_to_be_repeated(int status) {
    answer = new Answer(status, "{\"detail\":\"so it is not done\"}");

    run("submit", "a.mkv", "-o", folder.toString());

    assertThat(complained()).isEqualTo("reelyard: so it is not done\n");
  }

  @Test
  void a_submission_that_was_broken_off_tells_how_to_go_on() throws Exception {
    Submission submission = new Submission(ManagerClient.of(manager.url()), "k1");
    answer = new Submitted(List.of(new SubmitOutcome("j1", null)));
    assertThat(submission.interrupted().orElseThrow())
        .contains("0 jobs are in", "may still be taken", "--key k1");

    submission.submit(
        List.of(JobSpec.of("/in/a", "/out/a", null, 0)),
        (spec, outcome) ->
            assertThat(submission.interrupted().orElseThrow()).contains("1 jobs are in"));

    assertThat(submission.interrupted()).isEmpty();
  }

  @Test
  void what_is_another_users_is_denied() {
    answer =
        new ChangedJobs(
            List.of(
                new ChangeOutcome("a", null),
                new ChangeOutcome("b", Refusal.forbidden("job b is another user's"))));
    assertThat(run("stop", "a", "b")).isEqualTo(ExitStatus.DENIED);

    answer = new ChangedJobs(List.of(new ChangeOutcome("b", Refusal.conflict("it ended"))));
    assertThat(run("stop", "b")).isEqualTo(ExitStatus.FAILED);
  }

  @Test
  void stagings_lists_who_is_there_with_what_room() {
    answer =
        new StagingList(
            List.of(
                new StagingView(
                    new StagingStatus(
                        "nas", List.of("/media", "/more films"), 5_000_000_000L, null),
                    true,
                    1),
                new StagingView(
                    new StagingStatus("tv", List.of("/tv"), 7, "no space left"), true, 1),
                new StagingView(new StagingStatus("usb", List.of(), -1, null), false, 0)));
    assertThat(run("stagings")).isEqualTo(ExitStatus.COMPLETE);
    assertThat(manager.asked).containsExactly("GET /api/v1/stagings");
    assertThat(said().lines())
        .containsExactly(
            "NAME  STATE                          FREE    ROOTS",
            "nas   ready                          5.0 GB  /media, /more films",
            "tv    short of space: no space left  7 B     /tv",
            "usb   never heard of");
  }

  @Test
  void submit_says_who_asks() throws Exception {
    answer = new Submitted(List.of(new SubmitOutcome("j1", null)));
    run("submit", "a.mkv", "--name", "A", "-o", folder.toString());
    assertThat(manager.asked.get(0))
        .contains("\"user\":\"" + System.getProperty("user.name") + "\"", "\"name\":\"A\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "submit a --priority 101 | --priority must be 0 to 100",
        "submit a --attempts 0 | --attempts must be 1 or more",
        "submit a --not-before soon | --not-before must be like",
        "submit a --when-done burn | --when-done",
        "submit a b --name x | --name names one job",
        "jobs --state waiting | --state",
        "jobs --limit 0 | --limit must be 1 or more",
        "priority 101 a | N must be 0 to 100",
        "priority 5 | Missing required parameter",
        "move a | Missing required argument",
        "move a --top --bottom | mutually exclusive",
        "sort random | random",
        "history --days 0 | --days must be",
        "worker | name a worker",
        "worker attic dance | dance is no order",
        "worker attic pause now | the order must come last",
        "worker attic share many | share needs one number",
        "worker attic share 65 | share must be 0",
        "worker --all | the order is missing",
        "worker attic --all pause | not both",
        "worker attic resume --for 5m | --minutes and --for go with pause and drain only",
        "worker attic pause --for 5m --minutes 5 | exclude each other",
        "worker attic pause --minutes 0 | --minutes must be 1 minute to 31 days",
        "worker attic pause --hours never | go with schedule only",
        "worker attic schedule --hours never --masks 0 | exclude each other",
        "worker attic schedule --masks 1,2 | seven masks",
        "worker attic schedule --zone Mars | zone must be a name such as",
        "worker attic schedule --when-closed sleep | --when-closed must be finish, pause",
        "backup | Missing required parameter",
      })
  void says_what_is_wrong_before_it_asks_anything(String command, String words) {
    assertUsage(words, command.split(" ", -1));
  }

  @Test
  void names_the_hours_that_are_wrong() {
    assertUsage("\"0-25\"", "worker", "attic", "schedule", "--hours", "mon 0-25");
  }

  @Test
  void jobs_hands_its_filters_over_and_says_how_to_see_more() {
    answer = new JobPage(List.of(Jobs.queued("a", "evil\u001b[2J")), "c 2");

    int status =
        run(
            ("jobs --state queued,running --text a&b --user u --pool p --worker w --archived"
                    + " --suspended --order newest --limit 1 --cursor c")
                .split(" ", -1));

    assertThat(status).isEqualTo(ExitStatus.COMPLETE);
    assertThat(manager.asked)
        .containsExactly(
            "GET /api/v1/jobs?state=QUEUED%2CRUNNING&text=a%26b&user=u&pool=p&worker=w"
                + "&archived=true&suspended=true&order=NEWEST&cursor=c&limit=1");
    assertThat(said()).contains("evil\\x1b[2J");
    assertThat(complained()).contains("--cursor c 2");
  }

  @Test
  void jobs_asks_for_page_after_page() {
    answer = new JobPage(Collections.nCopies(1000, Jobs.queued("a", "film")), "c2");

    run("jobs", "--limit", "1500");

    assertThat(manager.asked)
        .containsExactly(
            "GET /api/v1/jobs?archived=false&order=QUEUE&limit=1000",
            "GET /api/v1/jobs?archived=false&order=QUEUE&cursor=c2&limit=500");
  }

  @Test
  void job_tells_all_that_is_known_of_it() {
    answer = Jobs.complete("a", "film\n");
    run("job", "a");
    assertThat(manager.asked).containsExactly("GET /api/v1/jobs/a");
    assertThat(said())
        .contains("job a: film\\n", "state: complete", "output: /results/film\\n.mp4 (12.3 MB)");
  }

  @Test
  void job_prints_json_for_programs() {
    answer = Jobs.complete("a", "film");
    run("job", "a", "--json");
    assertThat(Json.read(said(), JobView.class)).isEqualTo(answer);
  }

  @Test
  void why_tells_each_workers_reason() {
    answer =
        new Explanation(
            "a",
            "",
            List.of(
                new WorkerReason("attic", "closed until 18:00"),
                new WorkerReason("nas", "no nvenc")));
    assertThat(run("why", "a")).isEqualTo(ExitStatus.COMPLETE);
    assertThat(manager.asked).containsExactly("GET /api/v1/jobs/a/why");
    assertThat(said()).isEqualTo("attic: closed until 18:00\nnas: no nvenc\n");
  }

  @Test
  void eta_tells_the_range_and_what_it_rests_on() {
    answer = new Eta("a", 4_102_444_800_000L, 4_102_444_700_000L, 4_102_444_900_000L, "last 50");
    run("eta", "a");
    run("eta");
    assertThat(manager.asked).containsExactly("GET /api/v1/jobs/a/eta", "GET /api/v1/eta");
    assertThat(said())
        .containsPattern("in [0-9:]+, at [0-9-]{10} [0-9:]{8} \\(four times out of five between")
        .contains("last 50");
  }

  @Test
  void eta_says_when_nothing_can_be_said() {
    answer = new Eta(null, 0, 0, 0, "");
    run("eta");
    assertThat(said()).isEqualTo("nothing can be said yet\n");
  }

  @ParameterizedTest
  @CsvSource({
    "suspend, SUSPEND, suspended",
    "activate, ACTIVATE, activated",
    "stop, STOP, stopped",
    "retry, RETRY, queued",
    "archive, ARCHIVE, archived",
    "restore, RESTORE, restored",
    "delete, DELETE, deleted"
  })
  void changes_a_selection_of_jobs(String command, String action, String done) {
    answer =
        new ChangedJobs(
            List.of(
                new ChangeOutcome("a", null),
                new ChangeOutcome("b", Refusal.notFound("there is no job b"))));

    assertThat(run(command, "a", "b")).isEqualTo(ExitStatus.FAILED);

    assertThat(manager.asked).hasSize(1);
    assertThat(manager.asked.get(0))
        .startsWith("POST /api/v1/jobs/change {\"jobIds\":[\"a\",\"b\"],\"action\":\"" + action);
    assertThat(said()).isEqualTo(done + " a\n");
    assertThat(complained()).isEqualTo("reelyard: b: there is no job b\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "move a b --top | [\"b\",\"a\"],\"action\":\"MOVE_TOP\"",
        "move a b --bottom | [\"a\",\"b\"],\"action\":\"MOVE_BOTTOM\"",
        "move a b --before c | \"MOVE_BEFORE\",\"priority\":null,\"pool\":null,\"before\":\"c\"",
        "priority 0 a b | \"action\":\"SET_PRIORITY\",\"priority\":0",
        "pool fast a b | \"action\":\"SET_POOL\",\"priority\":null,\"pool\":\"fast\"",
      })
  void changes_the_order_of_what_waits(String command, String body) {
    answer = new ChangedJobs(List.of(new ChangeOutcome("a", null), new ChangeOutcome("b", null)));
    assertThat(run(command.split(" ", -1))).isEqualTo(ExitStatus.COMPLETE);
    assertThat(manager.asked.get(0)).startsWith("POST /api/v1/jobs/change").contains(body);
  }

  // ---- workers and the farm

  @Test
  void sort_sets_the_policy_or_shows_it() {
    run("sort", "shortest");
    run("sort");
    assertThat(manager.asked)
        .containsExactly("PUT /api/v1/farm {\"sort\":\"SHORTEST\"}", "GET /api/v1/workers");
    assertThat(said()).isEqualTo("sorted by shortest\nsorted by smallest\n");
  }

  @Test
  void workers_lists_them_and_what_holds_for_all() {
    run("workers");
    assertThat(said()).contains("the whole farm: drain", "attic", "nas", "ready", "2.0 GB");
  }

  @Test
  void worker_shows_one_with_its_capabilities() {
    run("worker", "attic");
    assertThat(said())
        .contains(
            "may work: always (Europe/Berlin); jobs that run when an hour closes pause",
            "share: 3 jobs of one user",
            "x264, x265",
            "not nvenc_h264: no such device",
            "tags: fast");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "attic nas pause --for 1h30m | {\"workerIds\":[\"attic\",\"nas\"],\"control\":\"PAUSE\","
            + "\"minutes\":90}",
        "attic drain --minutes 30 | {\"workerIds\":[\"attic\"],\"control\":\"DRAIN\","
            + "\"minutes\":30}",
        "attic resume | {\"workerIds\":[\"attic\"],\"control\":\"RUN\",\"minutes\":0}",
        "attic retire | {\"workerIds\":[\"attic\"],\"control\":\"RETIRE\",\"minutes\":0}",
        "--all pause | {\"workerIds\":[],\"control\":\"PAUSE\",\"minutes\":0}",
        "--all retire | {\"workerIds\":[\"attic\",\"nas\"],\"control\":\"RETIRE\",\"minutes\":0}",
      })
  void orders_workers_about(String words, String body) {
    assertThat(run(("worker " + words).split(" ", -1))).isEqualTo(ExitStatus.COMPLETE);
    assertThat(manager.asked).contains("POST /api/v1/workers/control " + body);
  }

  @Test
  void a_worker_may_be_called_like_an_order() {
    run("worker", "drain", "pause");
    assertThat(manager.asked.get(0)).contains("[\"drain\"],\"control\":\"PAUSE\"");
  }

  @Test
  void test_asks_each_worker_to_prove_itself() {
    run("worker", "--all", "test");
    assertThat(manager.asked)
        .containsExactly(
            "GET /api/v1/workers",
            "POST /api/v1/workers/attic/test {}",
            "POST /api/v1/workers/nas/test {}");
  }

  @Test
  void schedule_and_share_change_nothing_else() {
    run("worker", "attic", "schedule", "--hours", "mon 0-1", "--zone", "UTC");
    run("worker", "attic", "share", "0");
    run("worker", "attic", "schedule", "--masks", "0,0,0,0,0,0,1", "--when-closed", "give-back");
    assertThat(manager.asked)
        .contains(
            "PUT /api/v1/workers/attic {\"schedule\":{\"masks\":[0,8388608,0,0,0,0,0]},"
                + "\"whenClosed\":\"PAUSE\",\"zone\":\"UTC\",\"share\":3}",
            "PUT /api/v1/workers/attic {\"schedule\":{\"masks\":[16777215,16777215,16777215,"
                + "16777215,16777215,16777215,16777215]},\"whenClosed\":\"PAUSE\",\"zone\":null,"
                + "\"share\":0}",
            "PUT /api/v1/workers/attic {\"schedule\":{\"masks\":[0,0,0,0,0,0,1]},"
                + "\"whenClosed\":\"GIVE_BACK\",\"zone\":null,\"share\":3}");
    assertThat(said()).contains("attic: mon 0-1 (UTC)");
  }

  @Test
  void schedule_without_options_shows_it() {
    run("worker", "--all", "schedule");
    assertThat(manager.asked).containsExactly("GET /api/v1/workers");
    assertThat(said()).contains("attic: always (Europe/Berlin)", "nas: always");
  }

  @Test
  void an_unknown_worker_is_named_before_any_is_changed() {
    assertThat(run("worker", "attic", "cellar", "share", "1")).isEqualTo(ExitStatus.FAILED);
    assertThat(manager.asked).containsExactly("GET /api/v1/workers");
    assertThat(complained()).contains("there is no worker cellar: `reelyard workers` lists");
  }

  @Test
  void history_tells_hours_and_sizes() {
    answer =
        new History(
            List.of(
                new AttemptRecord(
                    "a",
                    2,
                    "attic",
                    "film",
                    "ada",
                    "Fast 1080p30",
                    "k",
                    1000,
                    0,
                    1_000,
                    61_000,
                    0,
                    0,
                    0,
                    0,
                    50,
                    JobState.QUEUED,
                    FailureReason.WORKER_LOST)),
            List.of(new WorkerTotals("attic", 4, 1, 0, 2, 3_600_000, 60_000, 2000, 1000)),
            "c2");

    run("history", "--worker", "attic", "--job", "a", "--days", "1", "--limit", "5");

    assertThat(manager.asked.get(0))
        .matches("GET /api/v1/history\\?worker=attic&job=a&from=[0-9]{13}&limit=5");
    assertThat(said()).contains("1:00:00", "2.0 kB", "a.2", "given back (WORKER_LOST)", "0:50");
    assertThat(complained()).contains("--cursor c2");
  }

  @Test
  void undo_names_the_job_and_what_stands_again() throws Exception {
    answer = new Undone("/films/film.mkv");
    run("undo", "a");
    assertThat(manager.asked).containsExactly("POST /api/v1/jobs/a/undo {}");
    assertThat(said()).isEqualTo("/films/film.mkv stands again\n");
  }

  @Test
  void dropbox_shows_folders_and_what_became_of_films() {
    answer =
        new DropBoxView(
            List.of(
                new WatchedFolder("films", "/in", "/out", "Fast", "anna", 1, 2, "cannot be read")),
            List.of(new DroppedFilm("films", "/in/a\n.mkv", 5, "DOUBLE", "job1", "as b", 1)),
            "the scheduler does not answer",
            "ftp://nas:2121/",
            "AB:CD");

    assertThat(run("dropbox", "--limit", "3")).isZero();

    assertThat(manager.asked).containsExactly("GET /api/v1/dropbox?limit=3");
    assertThat(said())
        .contains("films   1        2     Fast    /in: cannot be read")
        .contains("By FTP: ftp://nas:2121/", "fingerprint: AB:CD")
        .contains("Nothing is taken now: the scheduler does not answer")
        .contains("double  job1  /in/a\\n.mkv: as b");
    assertThat(run("dropbox", "--json")).isZero();
    assertThat(said()).contains("\"verdict\":\"DOUBLE\"");
    manager.asked.clear();
    assertUsage("--limit must be 1 to 1000", "dropbox", "--limit", "0");
  }

  @Test
  void backup_names_an_absolute_file() throws Exception {
    Path copy = Files.createDirectories(folder.toRealPath()).resolve("copy.db");
    answer = new BackedUp(copy.toString(), 1_500);
    run("backup", folder.toRealPath() + "/x/../copy.db");
    assertThat(manager.asked).containsExactly("POST /api/v1/backup {\"file\":\"" + copy + "\"}");
    assertThat(said()).isEqualTo(copy + ": 1.5 kB\n");
  }
}
