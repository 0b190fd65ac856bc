package reelyard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static reelyard.web.FilmAnswers.EVIL;
import static reelyard.web.Views.complete;
import static reelyard.web.Views.failed;
import static reelyard.web.Views.queued;
import static reelyard.web.Views.running;
import static reelyard.web.Views.transcoding;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reelyard.message.ChangeJobs;
import reelyard.message.GetEta;
import reelyard.message.JobAction;
import reelyard.model.Failure;
import reelyard.model.FailureReason;
import reelyard.model.Stage;
import reelyard.model.StageTimes;

/** The view of one job in a real browser, used as a person would. */
@ExtendWith(PageFarms.class)
class JobPageTest {

  private static final String TRIED =
      """
      {"attempts": [{"jobId": "a", "attempt": 1, "workerId": "attic", "name": "film.mkv",
       "user": "ada", "preset": "Fast 1080p30", "kind": "k", "inputBytes": 1480000000,
       "resultBytes": 412000000, "startedMillis": 1795294800000, "endedMillis": 1795295554000,
       "fetchMillis": 7000, "transcodeMillis": 700000, "returnMillis": 2000, "pausedMillis": 0,
       "expectedSeconds": 690, "outcome": "COMPLETE", "reason": null},
       {"jobId": "a", "attempt": 0, "workerId": "cellar", "name": "film.mkv",
       "user": "ada", "preset": "Fast 1080p30", "kind": "k", "inputBytes": 1480000000,
       "resultBytes": 0, "startedMillis": 1795294700000, "endedMillis": 1795294790000,
       "fetchMillis": 7000, "transcodeMillis": 0, "returnMillis": 0, "pausedMillis": 0,
       "expectedSeconds": -1, "outcome": "FAILED", "reason": "WORKER_LOST"}],
       "totals": [], "next": null}
      """;

  private static final String REFUSED =
      """
      {"outcomes": [{"jobId": "a",
       "refusal": {"code": 400, "message": "there is no such pool"}}]}
      """;

  private PageFarm farm;

  @BeforeEach
  void enter(PageFarm farm) {
    this.farm = farm;
  }

  @Test
  void shows_where_a_job_stands_until_it_ends() {
    farm.scheduler.holds(running("a", "film.mkv", "attic", transcoding("a", "attic", 10, 1)));
    Visit visit = open("a");
    visit.see(".stages [aria-current=step]").containsText("transcode");
    visit.see(".stages [aria-current=step]").containsText("10.0 %");

    farm.scheduler.progress(transcoding("a", "attic", 60, 2));
    visit.see(".stages [aria-current=step]").containsText("60.0 %");
    visit.see(".job-state").containsText("68.5 fps");
    farm.scheduler.tell(complete("a", "film.mkv", "attic"));

    visit.see(".job-state").containsText("complete");
    visit.see(".stages [data-stage=TRANSCODING]").containsText("11 min 40 s");
    visit.see(".saved").containsText("1.48 GB → 412 MB: saved 1.07 GB (72 %)");
    visit.see(".attempts tbody tr").hasCount(2);
    visit.see(".attempts").containsText("failed worker lost");
    visit.see("pre.command").hasText("HandBrakeCLI -i '" + EVIL + "'");
    visit.accessible();
    visit.quiet();
  }

  @Test
  void compares_the_same_second_of_source_and_result() {
    farm.scheduler.holds(complete("a", "film.mkv", "attic"));
    Visit visit = open("a");
    visit.see(".film >> nth=0 >> .streams li >> nth=1").containsText("dts, 5.1, eng, " + EVIL);
    visit.see(".still[data-film=source]").hasAttribute("src", still("source", 25));
    visit.see(".still[data-film=result]").hasAttribute("src", still("result", 25));

    Locator time = visit.find(".still-bars input").first();
    time.press("End");
    visit.see(".still[data-film=source]").hasAttribute("src", still("source", 100));
    visit.see(".still[data-film=result]").hasAttribute("src", still("result", 100));

    visit.find(".cut").press("ArrowLeft");
    assertThat(cut(visit)).isEqualTo("49%");
    visit.find(".still-box").scrollIntoViewIfNeeded();
    BoundingBox box = visit.find(".still-box").boundingBox();
    Mouse mouse = visit.page.mouse();
    mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    mouse.down();
    mouse.move(box.x + box.width / 4, box.y + box.height / 2, new Mouse.MoveOptions().setSteps(4));
    mouse.up();
    assertThat(cut(visit)).isEqualTo("25%");
    visit.see(".cut").hasValue("25");
    visit.accessible();
    visit.quiet();
  }

  @Test
  void reads_the_log_from_its_end_and_follows_it() {
    StringBuilder log = new StringBuilder();
    for (int i = 0; i < 9_000; i++) {
      log.append("line ").append(i).append(i == 8_990 ? " x264 <b>bold</b>\n" : " quiet\n");
    }
    farm.scheduler.holds(running("a", "film.mkv", "attic", transcoding("a", "attic", 10, 1)));
    Visit visit = FilmAnswers.in(farm.visit(1440, 900, ColorScheme.DARK));
    visit.page.route("**/api/v1/jobs/a/log?*", route -> tellLog(route, log));
    visit.open("#/jobs/a");
    visit.click(".job-log summary");
    visit.see(".log").containsText("line 8999 quiet");

    synchronized (log) {
      log.append("line 9000 new\n");
    }
    farm.scheduler.log("a", 9_000, "line 9000 new");
    visit.see(".log").containsText("line 9000 new");
    assertThat(
            visit.page.evaluate(
                "() => { const b = document.querySelector('.log');"
                    + " return b.scrollTop + b.clientHeight >= b.scrollHeight - 24; }"))
        .isEqualTo(true);

    visit.see(".log").not().containsText("line 10 quiet");
    visit.find(".log-bar [type=search]").fill("line 10 quiet");
    visit.see(".log-bar [role=status]").hasText("1 of 1");
    visit.find(".log-bar [type=search]").fill("<B>BOLD");
    visit.see(".log-bar [role=status]").hasText("1 of 1");
    visit.see(".log mark").hasText("<b>bold");
    visit.see(".log-bar a").hasAttribute("href", "/api/v1/jobs/a/log.txt?attempt=1");
    visit.accessible();
    visit.quiet();
  }

  @Test
  void asks_for_no_log_before_handbrake_begins() {
    farm.scheduler.holds(
        running("a", "film.mkv", "attic", Views.transferring("a", "attic", Stage.FETCHING, 10)));
    Visit visit = FilmAnswers.in(farm.visit(1440, 900, ColorScheme.DARK));
    StringBuilder log = new StringBuilder("HandBrake 1.6.1\n");
    List<String> asked = new CopyOnWriteArrayList<>();
    visit.page.route(
        "**/api/v1/jobs/a/log?*",
        route -> {
          asked.add(route.request().url());
          tellLog(route, log);
        });
    visit.open("#/jobs/a");
    visit.see("#link").hasText("live");
    visit.click(".job-log summary");
    visit.see(".job-log").containsText("HandBrake has not begun yet");
    assertThat(asked).isEmpty();

    farm.scheduler.tell(running("a", "film.mkv", "attic", transcoding("a", "attic", 0, 1)));
    farm.scheduler.log("a", 0, "HandBrake 1.6.1");

    visit.see(".log").containsText("HandBrake 1.6.1");
  }

  @Test
  void searches_the_whole_log_and_shows_lines_that_come_without_a_pause() {
    StringBuilder log = new StringBuilder("the very first words\n");
    for (int i = 0; i < 16_000; i++) {
      log.append("line ").append(i).append(" quiet\n");
    }
    farm.scheduler.holds(running("a", "film.mkv", "attic", transcoding("a", "attic", 10, 1)));
    Visit visit = FilmAnswers.in(farm.visit(1440, 900, ColorScheme.DARK));
    visit.page.route("**/api/v1/jobs/a/log?*", route -> tellLog(route, log));
    visit.open("#/jobs/a");
    visit.click(".job-log summary");
    visit.see(".log").containsText("line 15999 quiet");

    visit.find(".log-bar [type=search]").fill("very first");
    visit.see(".log-bar [role=status]").hasText("1 of 1");
    visit.find(".log-bar [type=search]").fill("");
    synchronized (log) {
      log.append("line 16000 new\n");
    }
    // Said ten times a second, as a worker at work does: never still for long.
    ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor();
    try {
      Runnable line = () -> farm.scheduler.log("a", 16_000, "line 16000 new");
      Future<?> saying = worker.scheduleAtFixedRate(line, 0, 100, TimeUnit.MILLISECONDS);
      visit.see(".log").containsText("line 16000 new");
      assertThat(saying).isNotDone();
    } finally {
      worker.shutdownNow();
    }
    visit.quiet();
  }

  @Test
  void shows_how_long_each_stage_of_a_running_attempt_took() {
    farm.scheduler.worked("a", new StageTimes(192_000, 61_000, 0, 0, System.currentTimeMillis()));
    farm.scheduler.holds(running("a", "film.mkv", "attic", transcoding("a", "attic", 10, 1)));
    Visit visit =
        FilmAnswers.in(farm.visit(1440, 900, ColorScheme.LIGHT))
            .answering("history*", 200, "{\"attempts\": [], \"totals\": [], \"next\": null}")
            .open("#/jobs/a");

    visit.see(".stages [data-stage=FETCHING]").containsText("3 min 12 s");
    visit.see(".strip rect[data-stage=FETCHING]").hasCount(1);
    visit.see(".strip rect[data-stage=TRANSCODING]").hasCount(1);
    visit.see(".strip rect[data-stage=RETURNING]").hasCount(0);
    visit.accessible();
    visit.picture("job-running-1440-light");
  }

  @Test
  void a_view_that_was_closed_takes_nothing_from_the_next() {
    farm.scheduler.holds(
        running("a", "film.mkv", "attic", transcoding("a", "attic", 10, 1)),
        running("b", "other.mkv", "cellar", transcoding("b", "cellar", 20, 1)));
    Visit visit = FilmAnswers.in(farm.visit(1440, 900, ColorScheme.LIGHT));
    List<Route> late = new CopyOnWriteArrayList<>();
    visit.page.route("**/api/v1/jobs/b/details", late::add);
    visit.open("#/queue");
    visit.see(".view-queue .name >> nth=1").isVisible();
    visit.page.evaluate("location.hash = '#/jobs/b'");
    visit.page.waitForCondition(() -> !late.isEmpty());
    visit.page.evaluate("location.hash = '#/jobs/a'");
    visit.see("h1").hasText("film.mkv");
    visit.see(".stages [aria-current=step]").containsText("10.0 %");
    farm.scheduler.changeUnheard(
        running("b", "other.mkv", "cellar", Views.transferring("b", "cellar", Stage.RETURNING, 1)));
    visit.page.waitForResponse("**/api/v1/jobs/b/details", () -> late.get(0).resume());
    // What the closed view does with its answer, it does at once.
    visit.page.evaluate("() => new Promise((done) => setTimeout(done, 300))");

    farm.scheduler.progress(transcoding("a", "attic", 60, 2));

    visit.see(".stages [aria-current=step]").containsText("60.0 %");
  }

  @Test
  void asks_for_the_forecast_and_for_reasons_again_while_they_are_looked_at() {
    farm.scheduler.holds(queued("a", "film.mkv"));
    Visit visit = FilmAnswers.in(farm.visit(1440, 900, ColorScheme.LIGHT));
    visit.page.clock().install();
    visit.open("#/jobs/a");
    visit.see(".job-why li").hasText("attic: closed until 18:00");
    int asked = farm.scheduler.asked(GetEta.class).size();

    visit.page.clock().fastForward(31_000);

    visit.page.waitForCondition(() -> farm.scheduler.asked(GetEta.class).size() > asked);
  }

  @Test
  void a_job_that_somebody_deleted_is_no_longer_to_be_worked_with() {
    farm.scheduler.holds(queued("a", "film.mkv"));
    Visit visit = open("a");
    visit.see(".job-actions").isVisible();
    visit.page.waitForLoadState(LoadState.NETWORKIDLE);

    farm.scheduler.tellGone("a");

    visit.see(".gone").containsText("This job was deleted");
    visit.see(".job-state").containsText("deleted");
    visit.see(".job-actions").hasCount(0);
    visit.accessible();
    visit.quiet();
  }

  @Test
  void a_refused_pool_does_not_stay_in_its_field() {
    farm.scheduler.holds(queued("a", "film.mkv"));
    Visit visit = open("a").answering("jobs/change", 200, REFUSED);
    visit.see(".job-actions").isVisible();

    visit.page.getByLabel("Pool").fill("moon");
    visit.press("Enter");

    visit.see(".news").containsText("Pool: there is no such pool");
    visit.see(".job-actions .pool").hasValue("");
    visit.page.getByLabel("Priority").fill("7");
    visit.press("Enter");
    visit.see(".job-actions [type=number]").hasValue("50");
  }

  @Test
  void says_what_cannot_be_had() {
    farm.scheduler.holds(complete("a", "film.mkv", "attic"));
    Visit visit = open("a").answering("history*", 503, "{\"detail\": \"the store is away\"}");
    visit.page.reload();

    visit.see(".job-view .trouble").containsText("Attempts: the store is away");
    visit.see(".job-actions").containsText("Run again");
  }

  @Test
  void says_why_a_job_waits_and_changes_it() {
    farm.scheduler.holds(queued("a", "film.mkv"));
    Visit visit = open("a");
    visit.see(".job-why li").hasText("attic: closed until 18:00");

    visit.page.getByLabel("Priority").fill("10");
    visit.press("Enter");
    visit.see(".news").containsText("Priority: done");
    ChangeJobs asked = latestChange();
    assertThat(asked.action()).isEqualTo(JobAction.SET_PRIORITY);
    assertThat(asked.priority()).isEqualTo(10);

    visit.page.getByText("Stop", exact()).click();
    visit.see("#ask").containsText("Stop this job?");
    visit.click("#ask .yes");
    visit.see(".news >> nth=-1").containsText("Stop: done");
    assertThat(latestChange().action()).isEqualTo(JobAction.STOP);
    visit.quiet();
  }

  @Test
  void asks_before_it_brings_an_original_back() {
    farm.scheduler.holds(Views.replaced("a", "film.mkv", EVIL));
    Visit visit =
        FilmAnswers.in(farm.visit(1440, 900, ColorScheme.LIGHT))
            .answering("login", 200, PageFarm.me("ada", "OPERATOR", true))
            .answering("history*", 200, TRIED)
            .answering("jobs/a/undo", 200, "{\"path\": \"/films/film.mkv\"}")
            .open("#/jobs/a");
    visit.see("[aria-labelledby=job-receipt] tbody th").hasText(EVIL);

    visit.see(".film >> nth=0").containsText("this is the original, which is kept for a while");
    visit.see(".still").hasCount(2);
    visit.see(".job-actions button >> text=Run again").hasCount(0);

    visit.page.getByText("Undo: the original back").click();
    Request asked = visit.page.waitForRequest("**/jobs/a/undo", () -> visit.click("#ask .yes"));

    assertThat(asked.method()).isEqualTo("POST");
    assertThat(asked.headerValue("x-csrf-token")).isEqualTo("proof");
    visit.see(".news").containsText("Undo: done");
    visit.accessible();
  }

  @Test
  void lets_people_change_what_is_theirs_only() {
    farm.scheduler.holds(queued("a", "film.mkv"));
    Visit visit =
        FilmAnswers.in(farm.visit(1440, 900, ColorScheme.LIGHT))
            .answering("login", 200, PageFarm.me("sam", "SUBMITTER", true))
            .open("#/jobs/a");

    visit.see(".job-why li").isVisible();
    visit.see(".job-actions").hasCount(0);
  }

  @Test
  void shows_hostile_names_as_text_on_every_screen() {
    String name = EVIL + "\n\u202Egnp.exe\"'&amp;" + "A".repeat(200);
    Failure crash =
        new Failure(FailureReason.HANDBRAKE_CRASHED, name, "cellar", List.of(name), name);
    farm.scheduler.holds(failed("a", name, crash), complete("b", "M (1931).mkv", "attic"));
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      for (int width : new int[] {390, 1440, 2560}) {
        Visit visit = FilmAnswers.in(farm.visit(width, 900, scheme)).open("#/jobs/a");
        visit.see("h1").containsText(EVIL + "\u240A\uFFFDgnp.exe");
        visit.see(".failure p").containsText(EVIL);
        visit.see("main img").hasCount(1);
        visit.fitsIntoItsWidth();
        visit.answering("history*", 200, TRIED).open("#/jobs/b");
        visit.see(".film .streams").hasCount(2);
        visit.fitsIntoItsWidth();
        visit.picture("job-" + width + "-" + scheme.name().toLowerCase(Locale.ROOT));
        visit.quiet();
        visit.close();
      }
    }
  }

  private Visit open(String id) {
    return FilmAnswers.in(farm.visit(1440, 900, ColorScheme.LIGHT))
        .answering("history*", 200, TRIED)
        .open("#/jobs/" + id);
  }

  private static com.microsoft.playwright.Page.GetByTextOptions exact() {
    return new com.microsoft.playwright.Page.GetByTextOptions().setExact(true);
  }

  private ChangeJobs latestChange() {
    List<ChangeJobs> all = farm.scheduler.asked(ChangeJobs.class);
    return all.get(all.size() - 1);
  }

  private static String still(String film, int second) {
    return "/api/v1/jobs/a/" + film + "/still?second=" + second + "&width=1280";
  }

  private static Object cut(Visit visit) {
    return visit.page.evaluate(
        "() => document.querySelector('.still-box').style.getPropertyValue('--cut')");
  }

  /** As a worker would: a part of the log, from its end for a negative beginning. */
  private static void tellLog(Route route, StringBuilder log) {
    Matcher asked = Pattern.compile("from=(-?\\d+)&most=(\\d+)").matcher(route.request().url());
    assertThat(asked.find()).isTrue();
    int from = Integer.parseInt(asked.group(1));
    int most = Integer.parseInt(asked.group(2));
    String part;
    int begin;
    int total;
    synchronized (log) {
      total = log.length();
      begin = from < 0 ? Math.max(0, total + from) : Math.min(from, total);
      part = log.substring(begin, Math.min(total, begin + most));
    }
    route.fulfill(
        new Route.FulfillOptions()
            .setContentType("application/json")
            .setBody(
                new JsonObject()
                    .put("text", part)
                    .put("fromByte", begin)
                    .put("nextByte", begin + part.length())
                    .put("totalBytes", total)
                    .put("live", true)
                    .encode()));
  }
}
