package reelyard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static reelyard.web.FakeScheduler.await;
import static reelyard.web.Views.complete;
import static reelyard.web.Views.failed;
import static reelyard.web.Views.queued;
import static reelyard.web.Views.running;
import static reelyard.web.Views.suspended;
import static reelyard.web.Views.transcoding;
import static reelyard.web.Views.transferring;
import static reelyard.web.Views.worker;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reelyard.address.Addresses;
import reelyard.bus.Bus;
import reelyard.message.GetWebAddress;
import reelyard.model.Failure;
import reelyard.model.FailureReason;
import reelyard.model.Stage;
import reelyard.model.WorkerState;

/** The page in a real browser. */
class PageTest {

  private static final Path PICTURES = Path.of("target/pictures");

  private static Playwright playwright;
  private static Browser browser;

  private final List<String> complaints = new ArrayList<>();
  private final List<String> requests = new ArrayList<>();
  private Vertx vertx;
  private FakeScheduler scheduler;
  private String web;
  private String url;
  private Page page;

  @BeforeAll
  static void open_a_browser() {
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(Path.of("/usr/bin/chromium"))
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-quic",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync")));
  }

  @AfterAll
  static void close_the_browser() {
    playwright.close();
  }

  @BeforeEach
  void start_a_farm() throws Exception {
    vertx = Vertx.vertx();
    scheduler = new FakeScheduler(vertx, "first");
    web = deploy(0);
    url = await(new Bus(vertx).ask(Addresses.WEB_ADDRESS, new GetWebAddress())).url();
  }

  @AfterEach
  void stop_the_farm() throws Exception {
    if (page != null) {
      page.context().close();
    }
    await(vertx.close());
  }

  @Test
  void says_what_to_type_when_there_is_nothing_to_show() {
    open(1440, 900, ColorScheme.LIGHT);

    see("#no-jobs").containsText("./reelyard submit film.mkv");
    see("#no-workers").containsText("./reelyard run worker");
    quiet();
    picture("empty-1440-light");
  }

  @Test
  void shows_a_bar_that_moves() {
    scheduler.holds(running("a", "film.mkv", "attic", transcoding("a", "attic", 10, 1)));
    scheduler.holds(worker("attic", WorkerState.READY, null, List.of(), List.of("a")));
    open(1440, 900, ColorScheme.LIGHT);

    see("#running .percent").hasText("10.0 %");
    double before = fillWidth();
    page.evaluate("() => { window.sameRow = document.querySelector('#running .job'); }");

    for (int i = 1; i <= 40; i++) {
      scheduler.progress(transcoding("a", "attic", 10 + 2 * i, 1 + i));
    }
    see("#running .percent").hasText("90.0 %");
    see("#running [role=progressbar]").hasAttribute("aria-valuenow", "90.0");
    see("#running .job").containsText("68.5 fps");
    see("#running .job").containsText("1 min 40 s left");
    see("#running .job").containsText("attempt 1");
    see("#workers").containsText("90.0 %");
    page.waitForFunction(
        "before => document.querySelector('#running .fill').getBoundingClientRect().width > 8 *"
            + " before",
        before);
    assertThat(page.evaluate("() => window.sameRow === document.querySelector('#running .job')"))
        .as("the row is kept, not made anew")
        .isEqualTo(true);
    quiet();
  }

  @Test
  void drops_a_late_report() {
    scheduler.holds(running("a", "film.mkv", "attic", transcoding("a", "attic", 50, 100)));
    open(1440, 900, ColorScheme.LIGHT);
    see("#running .percent").hasText("50.0 %");

    scheduler.progress(transcoding("a", "attic", 20, 99));
    scheduler.progress(transcoding("a", "attic", 60, 101));

    see("#running .percent").hasText("60.0 %");
  }

  @Test
  void moves_a_job_from_waiting_over_running_to_ended() {
    scheduler.holds(queued("a", "one.mkv"), queued("b", "two.mkv"), queued("c", "three.mkv"));
    scheduler.holds(worker("attic", WorkerState.READY, null, List.of("c", "b"), List.of()));
    open(1440, 900, ColorScheme.LIGHT);
    see("#waiting .group >> nth=0").containsText("On attic");
    see("#waiting .group >> nth=0 >> .name >> nth=0").hasText("three.mkv");
    see("#waiting .group >> nth=0 >> .name >> nth=1").hasText("two.mkv");
    see("#waiting .group >> nth=1").containsText("Not yet on a worker");
    see("#waiting .group >> nth=1").containsText("one.mkv");

    scheduler.tell(
        running("c", "three.mkv", "attic", transferring("c", "attic", Stage.FETCHING, 30)));
    scheduler.tell(worker("attic", WorkerState.READY, null, List.of("b"), List.of("c")));
    see("#running .job").containsText("transferring to the worker");
    see("#running .job").containsText("112 MB/s");
    see("#running [aria-current=step]").hasText("fetch");

    scheduler.tell(complete("c", "three.mkv", "attic"));
    see("#ended .job").containsText("1.48 GB → 412 MB (28 %)");
    see("#ended .job").containsText("took 12 min 34 s");
    see("#running .job").hasCount(0);
    see("#said").hasText("three.mkv: complete");
    see("#summary [data-slot=complete]").hasText("1");
    quiet();
  }

  @Test
  void says_why_a_job_failed_and_where_its_log_lies() {
    open(1440, 900, ColorScheme.LIGHT);
    see("#no-jobs").isVisible();

    scheduler.tell(failed("a", "film.mkv", crash()));

    see("#ended .failure").containsText("HandBrake crashed");
    see("#ended .failure").containsText("/var/log/reelyard/a-1.log");
    see("#ended .failure").containsText("on cellar");
    page.click("#ended summary");
    see("#ended pre").containsText("x264 [error]: malloc failed");
    quiet();
  }

  @Test
  void a_worker_that_left_is_gone() {
    scheduler.holds(
        worker("attic", WorkerState.READY, null, List.of(), List.of()),
        worker("cellar", WorkerState.READY, null, List.of(), List.of()));
    open(1440, 900, ColorScheme.LIGHT);
    see("#workers .worker").hasCount(2);

    scheduler.tell(worker("attic", WorkerState.LEFT, "stopped", List.of(), List.of()));

    see("#workers .worker").hasCount(1);
    see("#workers").containsText("cellar");
  }

  @Test
  void forgets_the_jobs_that_ended_long_ago() {
    for (int i = 0; i < 80; i++) {
      scheduler.holds(complete("held" + i, "film.mkv", "attic"));
    }
    open(1440, 900, ColorScheme.LIGHT);
    see("#ended .job").hasCount(80);
    for (int i = 0; i < 80; i++) {
      scheduler.tell(complete("told" + i, "film.mkv", "attic"));
    }

    see("#ended .job").hasCount(100);
    see("#ended-more").containsText("and 60 more");
    assertThat(
            page.evaluate(
                """
                async () => {
                  const { newFarm, takeEvent, takeSnapshot } = await import('./farm.js');
                  const farm = newFarm();
                  const job = (n, state) => ({ id: `j${n}`, state, endedMillis: n });
                  const running = { id: 'r', state: 'RUNNING', endedMillis: 0 };
                  const jobs = [running];
                  for (let n = 150; n >= 1; n--) jobs.push(job(n, 'COMPLETE'));
                  takeSnapshot(farm, { epoch: 'e', sequence: 0, jobs, workers: [], summary: null });
                  for (let n = 151; n <= 300; n++) {
                    takeEvent(farm, { epoch: 'e', sequence: n - 150, job: job(n, 'FAILED') });
                  }
                  return [farm.jobs.size, farm.jobs.has('j200'), farm.jobs.has('j201')].join();
                }
                """))
        .isEqualTo("101,false,true");
  }

  @Test
  void counts_the_waiting_jobs_that_no_view_names() {
    for (int i = 0; i < 60; i++) {
      scheduler.holds(queued("q" + i, "film " + i));
    }
    scheduler.holdsBeyondTheView(9_940);
    open(1440, 900, ColorScheme.LIGHT);

    see("#summary [data-slot=queued]").hasText("10000");
    see("#waiting .name").hasCount(50);
    see("#waiting-more").containsText("and 9950 more");
  }

  @Test
  void asks_for_the_farm_anew_after_a_burst_of_jobs() {
    open(1440, 900, ColorScheme.LIGHT);
    see("#no-jobs").isVisible();
    for (int i = 0; i < 1_001; i++) {
      scheduler.tell(queued("q" + i, "film " + i));
    }
    see("#waiting .name").hasCount(50);
    scheduler.changeUnheard(running("top", "top.mkv", "attic", transcoding("top", "attic", 10, 1)));

    see("#running").containsText("top.mkv");
  }

  @Test
  void a_job_that_was_deleted_is_gone() {
    scheduler.holds(queued("a", "one.mkv"), complete("b", "two.mkv", "attic"));
    open(1440, 900, ColorScheme.LIGHT);
    see("#waiting .name").hasCount(1);
    see("#ended .job").hasCount(1);

    scheduler.tellGone("a");
    scheduler.tellGone("b");

    see("#waiting .name").hasCount(0);
    see("#ended .job").hasCount(0);
    quiet();
  }

  @Test
  void says_on_demand_why_a_job_waits() {
    scheduler.holds(suspended(queued("a", "one.mkv"), 10), queued("b", "two.mkv"));
    open(1440, 900, ColorScheme.LIGHT);
    see("#waiting li >> nth=0").containsText("suspended, priority 10");

    page.click("#waiting li >> nth=1 >> button");
    see("#waiting .why >> nth=1").hasText("attic: closed until 18:00");
    picture("why-1440-light");
    page.click("#waiting li >> nth=1 >> button");
    see("#waiting .why >> nth=1").isHidden();
    quiet();
  }

  @Test
  void says_why_a_worker_takes_no_jobs() {
    scheduler.holds(
        worker("attic", WorkerState.QUARANTINED, "failed 3 jobs in a row", List.of(), List.of()),
        worker("cellar", WorkerState.CLOSED, "closed until 18:00", List.of(), List.of()));
    open(1440, 900, ColorScheme.LIGHT);

    see("#workers .worker >> nth=0").containsText("quarantined");
    see("#workers .worker >> nth=0").containsText("failed 3 jobs in a row");
    see("#workers .worker >> nth=1").containsText("closed until 18:00");
  }

  @Test
  void asks_again_when_an_event_was_lost() {
    scheduler.holds(queued("a", "one.mkv"), queued("b", "two.mkv"));
    open(1440, 900, ColorScheme.LIGHT);
    see("#waiting .name").hasCount(2);

    scheduler.changeUnheard(complete("a", "one.mkv", "attic"));
    scheduler.tell(complete("b", "two.mkv", "attic"));

    see("#ended .job").hasCount(2);
  }

  @Test
  void begins_anew_with_a_scheduler_that_began_anew() throws Exception {
    scheduler.holds(queued("a", "old.mkv"));
    open(1440, 900, ColorScheme.LIGHT);
    see("#waiting").containsText("old.mkv");

    scheduler.leave();
    scheduler = new FakeScheduler(vertx, "second");
    scheduler.tell(queued("b", "new.mkv"));

    see("#waiting").containsText("new.mkv");
    see("#waiting .name").hasCount(1);
  }

  @Test
  void says_when_no_scheduler_answers_and_finds_the_next_one() throws Exception {
    scheduler.leave();
    open(1440, 900, ColorScheme.LIGHT);
    see("#banner").containsText("./reelyard run manager");

    scheduler = new FakeScheduler(vertx, "second");
    scheduler.holds(queued("b", "new.mkv"));

    see("#waiting").containsText("new.mkv");
    see("#banner").isHidden();
  }

  @Test
  void survives_a_restart_of_the_manager() throws Exception {
    scheduler.holds(running("a", "film.mkv", "attic", transcoding("a", "attic", 10, 1)));
    open(1440, 900, ColorScheme.LIGHT);
    see("#running .percent").hasText("10.0 %");
    page.evaluate("() => { window.notReloaded = true; }");

    await(vertx.undeploy(web));
    scheduler.leave();
    see("#banner").containsText("reconnecting…");
    see("#link").hasText("reconnecting…");
    picture("lost-1440-light");

    scheduler = new FakeScheduler(vertx, "second");
    scheduler.holds(running("a", "film.mkv", "attic", transcoding("a", "attic", 20, 2)));
    web = deploy(URI.create(url).getPort());

    see("#running .percent").hasText("20.0 %");
    see("#banner").isHidden();
    scheduler.progress(transcoding("a", "attic", 30, 3));
    see("#running .percent").hasText("30.0 %");
    assertThat(page.evaluate("() => window.notReloaded")).isEqualTo(true);
  }

  @Test
  void shows_hostile_names_harmlessly() {
    String name = "<img src=x onerror=alert(1)>\n../\u202Egnp.exe\"'&amp;";
    scheduler.holds(
        queued("q", name),
        running("r", name, "attic", transcoding("r", "attic", 10, 1)),
        complete("c", name, "attic"),
        failed("f", name, new Failure(FailureReason.BAD_REQUEST, name, null, List.of(name), name)));
    scheduler.holds(worker("attic", WorkerState.LEAVING, name, List.of("q"), List.of("r")));
    open(390, 844, ColorScheme.LIGHT);

    String shown = "<img src=x onerror=alert(1)>\u240A../\uFFFDgnp.exe\"'&amp;";
    see("#running h3").hasText(shown);
    see("#waiting .name").hasText(shown);
    see("#ended h3 >> nth=0").hasText(shown);
    see("img").hasCount(0);
    assertThat(beyondTheEdge()).isEqualTo(List.of());
    quiet();
  }

  @Test
  void stays_within_a_narrow_screen_even_with_long_names() {
    String name = "A".repeat(300) + ".mkv";
    scheduler.holds(
        queued("q", name),
        running("r", name, "w".repeat(60), transcoding("r", "w".repeat(60), 10, 1)),
        failed("f", name, new Failure(FailureReason.BAD_REQUEST, name, null, List.of(name), name)));
    scheduler.holds(worker("w".repeat(60), WorkerState.READY, name, List.of("q"), List.of("r")));
    open(390, 844, ColorScheme.DARK);
    see("#running h3").isVisible();

    page.click("#ended summary");

    assertThat(beyondTheEdge()).isEqualTo(List.of());
    quiet();
    picture("long-390-dark");
  }

  @Test
  void looks_good_in_light_and_dark_wide_and_narrow() {
    busyFarm();
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      for (int width : new int[] {1440, 390}) {
        open(width, width == 390 ? 844 : 900, scheme);
        see("#running .job").hasCount(3);
        assertThat(beyondTheEdge()).isEqualTo(List.of());
        picture("busy-" + width + "-" + scheme.name().toLowerCase(java.util.Locale.ROOT));
        page.context().close();
      }
    }
    quiet();
  }

  private void busyFarm() {
    scheduler.holds(
        running("r1", "The Third Man (1949).mkv", "attic", transcoding("r1", "attic", 42.13, 1)),
        running(
            "r2",
            "Stalker (1979) disc 1",
            "attic",
            transferring("r2", "attic", Stage.FETCHING, 71.4)),
        running(
            "r3", "Playtime.m2ts", "cellar", transferring("r3", "cellar", Stage.RETURNING, 12.5)));
    for (int i = 1; i <= 6; i++) {
      scheduler.holds(queued("q" + i, "Dekalog " + i + ".mkv"));
    }
    scheduler.holds(
        complete("c1", "M (1931).mkv", "attic"),
        failed("f1", "La Jetée (1962).mkv", crash()),
        complete("c2", "Ikiru (1952).mkv", "cellar"));
    scheduler.holds(
        worker("attic", WorkerState.READY, null, List.of("q1", "q2"), List.of("r1", "r2")),
        worker("cellar", WorkerState.LEAVING, "leaves after what runs", List.of(), List.of("r3")),
        worker("garage", WorkerState.LOST, null, List.of(), List.of()));
  }

  private static Failure crash() {
    return new Failure(
        FailureReason.HANDBRAKE_CRASHED,
        "HandBrake crashed on three workers (signal 11): try another encoder, or report its log.",
        "cellar",
        List.of("[14:02:11] encx264: Encoding at constant RF", "x264 [error]: malloc failed"),
        "/var/log/reelyard/a-1.log");
  }

  private String deploy(int port) throws Exception {
    JsonObject section = new JsonObject().put("host", "127.0.0.1").put("port", port);
    return await(
        vertx.deployVerticle(
            new WebVerticle(),
            new DeploymentOptions().setConfig(new JsonObject().put("web", section))));
  }

  private void open(int width, int height, ColorScheme scheme) {
    page =
        browser
            .newContext(
                new Browser.NewContextOptions()
                    .setViewportSize(width, height)
                    .setColorScheme(scheme)
                    .setLocale("en-GB"))
            .newPage();
    page.onConsoleMessage(
        message -> {
          if (!message.type().equals("log")) {
            complaints.add(message.type() + ": " + message.text());
          }
        });
    page.onPageError(complaints::add);
    page.onRequest(request -> requests.add(request.url()));
    page.onDialog(dialog -> complaints.add("dialog: " + dialog.message()));
    page.navigate(url);
  }

  private LocatorAssertions see(String selector) {
    return PlaywrightAssertions.assertThat(page.locator(selector));
  }

  private double fillWidth() {
    return ((Number)
            page.evaluate(
                "() => document.querySelector('#running .fill').getBoundingClientRect().width"))
        .doubleValue();
  }

  /** Empty unless one can scroll sideways; then what reaches beyond the right edge. */
  private Object beyondTheEdge() {
    return page.evaluate(
        """
        () => {
          const edge = document.documentElement.clientWidth;
          if (document.documentElement.scrollWidth <= edge) return [];
          return [...document.querySelectorAll('html, body *')]
            .filter((e) => e.getBoundingClientRect().right > edge || e.scrollWidth > edge)
            .map((e) => `${e.tagName} ${e.id} ${e.className} ${e.dataset.slot ?? ''}`);
        }
        """);
  }

  private void quiet() {
    assertThat(complaints).as("what the browser complains of").isEmpty();
    assertThat(requests).as("requests").isNotEmpty().allMatch(asked -> asked.startsWith(url));
  }

  private void picture(String name) {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")).setFullPage(true));
  }
}
