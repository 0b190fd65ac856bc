package reelyard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static reelyard.web.Views.complete;
import static reelyard.web.Views.failed;
import static reelyard.web.Views.queued;
import static reelyard.web.Views.running;
import static reelyard.web.Views.transcoding;
import static reelyard.web.Views.transferring;
import static reelyard.web.Views.worker;

import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reelyard.model.Failure;
import reelyard.model.FailureReason;
import reelyard.model.Stage;
import reelyard.model.WorkerState;

/** The page's frame and its overview, in a real browser. */
@ExtendWith(PageFarms.class)
class PageTest {

  private PageFarm farm;

  @BeforeEach
  void enter(PageFarm farm) {
    this.farm = farm;
  }

  @Test
  void says_what_to_do_when_there_is_nothing_to_show() {
    Visit visit = farm.open("");

    visit.see("#no-jobs").containsText("./reelyard submit film.mkv");
    visit.see("#no-workers").containsText("./reelyard run worker");
    visit.accessible();
    visit.quiet();
  }

  @Test
  void shows_a_bar_that_moves() {
    farm.scheduler.holds(running("a", "film.mkv", "attic", transcoding("a", "attic", 10, 1)));
    farm.scheduler.holds(worker("attic", WorkerState.READY, null, List.of(), List.of("a")));
    Visit visit = farm.open("");
    visit.see("#running .percent").hasText("10.0 %");
    visit.page.evaluate("() => { window.sameRow = document.querySelector('#running .job'); }");

    for (int i = 1; i <= 40; i++) {
      farm.scheduler.progress(transcoding("a", "attic", 10 + 2 * i, 1 + i));
    }

    visit.see("#running .percent").hasText("90.0 %");
    visit.see("#running [role=progressbar]").hasAttribute("aria-valuenow", "90.0");
    visit
        .see("#running [role=progressbar]")
        .hasAttribute("aria-valuetext", "transcoding with Fast 1080p30, 90.0 %");
    visit.see("#running .job").containsText("68.5 fps");
    visit.see("#running .job").containsText("1 min 40 s left");
    visit.see("#workers").containsText("90.0 %");
    visit.page.waitForFunction(
        """
        () => {
          const part = document.querySelector('#running [data-lane=transcode]');
          const filled = part.firstElementChild.getBoundingClientRect().width;
          return Math.abs(filled / part.getBoundingClientRect().width - 0.9) < 0.01;
        }
        """);
    assertThat(
            visit.page.evaluate("() => window.sameRow === document.querySelector('#running .job')"))
        .as("the row is kept, not made anew")
        .isEqualTo(true);
    visit.quiet();
  }

  @Test
  void drops_a_late_report() {
    farm.scheduler.holds(running("a", "film.mkv", "attic", transcoding("a", "attic", 50, 100)));
    Visit visit = farm.open("");
    visit.see("#running .percent").hasText("50.0 %");

    farm.scheduler.progress(transcoding("a", "attic", 20, 99));
    farm.scheduler.progress(transcoding("a", "attic", 60, 101));

    visit.see("#running .percent").hasText("60.0 %");
  }

  @Test
  void follows_a_job_through_its_lanes_to_its_end() {
    farm.scheduler.holds(queued("c", "three.mkv"));
    farm.scheduler.holds(worker("attic", WorkerState.READY, null, List.of("c"), List.of()));
    Visit visit = farm.open("");
    visit.see("#running-none").isVisible();
    visit.see("#workers").containsText("1 job waiting here");

    farm.scheduler.tell(
        running("c", "three.mkv", "attic", transferring("c", "attic", Stage.FETCHING, 30)));
    farm.scheduler.tell(worker("attic", WorkerState.READY, null, List.of(), List.of("c")));
    visit.see("#running .job").containsText("transferring to the worker");
    visit.see("#running .job").containsText("112 MB/s");
    visit.see("#workers [data-lane=fetch]").containsText("30.0 %");
    visit.see("#workers [data-lane=transcode]").containsText("idle");

    farm.scheduler.tell(complete("c", "three.mkv", "attic"));
    visit.see("#ended .job").containsText("1.48 GB → 412 MB (28 %)");
    visit.see("#ended .job").containsText("took 12 min 34 s");
    visit.see("#running .job").hasCount(0);
    visit.see("#said").hasText("three.mkv: complete");
    visit.see("[data-figure=complete] dd").hasText("1");
    visit.quiet();
  }

  @Test
  void says_why_a_job_failed_and_why_a_worker_takes_none() {
    farm.scheduler.holds(
        worker("attic", WorkerState.QUARANTINED, "failed 3 jobs in a row", List.of(), List.of()),
        worker("cellar", WorkerState.CLOSED, "closed until 18:00", List.of(), List.of()));
    Visit visit = farm.open("");

    farm.scheduler.tell(failed("a", "film.mkv", crash()));

    visit.see("#ended .job").containsText("HandBrake crashed on three workers");
    visit.see("[data-figure=failed]").hasAttribute("data-bad", "true");
    visit.see("#workers .worker >> nth=0").containsText("quarantined");
    visit.see("#workers .worker >> nth=0").containsText("failed 3 jobs in a row");
    visit.see("#workers .worker >> nth=1").containsText("closed until 18:00");
  }

  @Test
  void shows_the_throughput_of_the_last_hours() {
    farm.scheduler.holds(running("a", "film.mkv", "attic", transcoding("a", "attic", 10, 1)));
    Visit visit = farm.open("");

    visit.see(".chart >> nth=0").containsText("69 fps");
    visit.see(".chart >> nth=1").containsText("100 MB/s");
    visit.see("[data-figure=saved]").containsText("1.07 GB");
    visit.click("text=24 hours");
    visit.see("text=24 hours").hasAttribute("aria-pressed", "true");
    visit.quiet();
  }

  @Test
  void a_worker_that_left_and_a_job_that_was_deleted_are_gone() {
    farm.scheduler.holds(complete("b", "two.mkv", "attic"));
    farm.scheduler.holds(
        worker("attic", WorkerState.READY, null, List.of(), List.of()),
        worker("cellar", WorkerState.READY, null, List.of(), List.of()));
    Visit visit = farm.open("");
    visit.see("#workers .worker").hasCount(2);
    visit.see("#ended .job").hasCount(1);

    farm.scheduler.tell(worker("attic", WorkerState.LEFT, "stopped", List.of(), List.of()));
    farm.scheduler.tellGone("b");

    visit.see("#workers .worker").hasCount(1);
    visit.see("#workers").containsText("cellar");
    visit.see("#ended .job").hasCount(0);
  }

  @Test
  void keeps_no_more_ended_jobs_than_it_shows() {
    Visit visit = farm.open("");
    assertThat(
            visit.page.evaluate(
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
  void asks_for_the_farm_anew_after_a_burst_of_jobs() {
    Visit visit = farm.open("");
    visit.see("#no-jobs").isVisible();
    for (int i = 0; i < 1_001; i++) {
      farm.scheduler.tell(queued("q" + i, "film " + i));
    }
    visit.see("[data-figure=queued] dd").hasText("1,001");
    farm.scheduler.changeUnheard(
        running("top", "top.mkv", "attic", transcoding("top", "attic", 10, 1)));

    visit.see("#running").containsText("top.mkv");
  }

  @Test
  void asks_again_when_an_event_was_lost() {
    farm.scheduler.holds(queued("a", "one.mkv"), queued("b", "two.mkv"));
    Visit visit = farm.open("");
    visit.see("[data-figure=queued] dd").hasText("2");

    farm.scheduler.changeUnheard(complete("a", "one.mkv", "attic"));
    farm.scheduler.tell(complete("b", "two.mkv", "attic"));

    visit.see("#ended .job").hasCount(2);
  }

  @Test
  void says_when_no_scheduler_answers_and_finds_the_next_one() throws Exception {
    farm.scheduler.leave();
    Visit visit = farm.open("");
    visit.see("#banner").containsText("./reelyard run manager");

    farm.beginAnew();
    farm.scheduler.holds(complete("b", "new.mkv", "attic"));

    visit.see("#ended").containsText("new.mkv");
    visit.see("#banner").isHidden();
  }

  @Test
  void survives_a_restart_of_the_manager() throws Exception {
    farm.scheduler.holds(running("a", "film.mkv", "attic", transcoding("a", "attic", 10, 1)));
    Visit visit = farm.open("");
    visit.see("#running .percent").hasText("10.0 %");
    visit.page.evaluate("() => { window.notReloaded = true; }");

    farm.stopWeb();
    visit.see("#banner").containsText("reconnecting…");
    visit.see("#link").hasText("reconnecting…");

    farm.beginAnew();
    farm.scheduler.holds(running("a", "film.mkv", "attic", transcoding("a", "attic", 20, 2)));
    farm.startWeb();

    visit.see("#running .percent").hasText("20.0 %");
    visit.see("#banner").isHidden();
    farm.scheduler.progress(transcoding("a", "attic", 30, 3));
    visit.see("#running .percent").hasText("30.0 %");
    assertThat(visit.page.evaluate("() => window.notReloaded")).isEqualTo(true);
  }

  @Test
  void shows_hostile_names_harmlessly() {
    String name = "<img src=x onerror=alert(1)>\n../\u202Egnp.exe\"'&amp;";
    farm.scheduler.holds(
        running("r", name, "attic", transcoding("r", "attic", 10, 1)),
        complete("c", name, "attic"),
        failed("f", name, new Failure(FailureReason.BAD_REQUEST, name, null, List.of(name), name)));
    farm.scheduler.holds(worker("attic", WorkerState.LEAVING, name, List.of("q"), List.of("r")));
    Visit visit = farm.visit(390, 844, ColorScheme.LIGHT).open("");

    String shown = "<img src=x onerror=alert(1)>\u240A../\uFFFDgnp.exe\"'&amp;";
    visit.see("#running .name").hasText(shown);
    visit.see("#ended .name >> nth=0").hasText(shown);
    visit.see("#ended").containsText(shown);
    visit.see("#workers .note").containsText(shown);
    visit.see("img").hasCount(0);
    visit.fitsIntoItsWidth();
    visit.quiet();
  }

  @Test
  void stays_within_a_narrow_screen_even_with_long_names() {
    String name = "A".repeat(300) + ".mkv";
    String worker = "w".repeat(60);
    farm.scheduler.holds(
        queued("q", name),
        running("r", name, worker, transcoding("r", worker, 10, 1)),
        failed("f", name, new Failure(FailureReason.BAD_REQUEST, name, null, List.of(name), name)));
    farm.scheduler.holds(worker(worker, WorkerState.READY, name, List.of("q"), List.of("r")));
    Visit visit = farm.visit(390, 844, ColorScheme.DARK).open("");
    for (String view : List.of("", "#/queue", "#/workers", "#/workers/" + worker)) {
      visit.open(view);
      visit.see("main .name >> nth=0").isVisible();
      visit.fitsIntoItsWidth();
    }
    visit.quiet();
  }

  @Test
  void is_accessible_in_light_and_dark() {
    farm.scheduler.holds(
        running("r1", "The Long Harvest.mkv", "attic", transcoding("r1", "attic", 42.13, 1)),
        running("r3", "Reel.m2ts", "attic", transferring("r3", "attic", Stage.RETURNING, 12.5)),
        complete("c1", "Snowline.mkv", "attic"),
        failed("f1", "Meridian.mkv", crash()));
    farm.scheduler.holds(
        worker("attic", WorkerState.READY, null, List.of("q1"), List.of("r1", "r3")),
        worker("cellar", WorkerState.LEAVING, "leaves after what runs", List.of(), List.of()),
        worker("garage", WorkerState.LOST, null, List.of(), List.of()));
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      Visit visit = farm.visit(1440, 900, scheme).open("");
      visit.see("#running .job").hasCount(2);
      visit.see(".chart").hasCount(3);
      visit.accessible();
    }
  }

  @Test
  void rings_for_alerts_until_they_were_seen() {
    Visit visit =
        farm.visit(1440, 900, ColorScheme.LIGHT)
            .answering(
                "alerts*",
                200,
                """
                {"alerts": [{"id": 7, "kind": "JOB_FAILED", "millis": 1795294800000,
                  "subject": "job failed: <b>film</b>.mkv", "text": "no video", "facts": {"jobId": "a"}},
                 {"id": 8, "kind": "JOB_COMPLETE", "millis": 1795294800000,
                  "subject": "job complete: film.mkv", "text": "smaller", "facts": {"jobId": "b"}}]}
                """)
            .open("");
    visit.see(".bell .count").hasText("1");

    visit.click(".bell button");
    visit.see(".alerts").containsText("job failed: <b>film</b>.mkv");
    visit.see(".alerts a").hasCount(2);
    visit.see(".alerts a >> nth=1").hasAttribute("href", "#/jobs/a");
    visit.accessible();
    visit.press("Escape");

    visit.see(".alerts").hasCount(0);
    visit.see(".bell .count").hasCount(0);
    visit.quiet();
  }

  @Test
  void can_be_walked_with_the_keyboard() {
    Visit visit = farm.open("");
    visit.see("h1").hasText("Overview");
    visit.see("#link").hasText("live");

    visit.press("Tab");
    visit.see("#skip").isFocused();
    visit.find("#menu a[href='#/workers']").focus();
    visit.press("Enter");

    visit.see("h1").hasText("Workers");
    visit.see("#view").isFocused();
    visit.see("#menu a[aria-current=page]").hasText("Workers");
    assertThat(visit.page.title()).isEqualTo("Workers – Reelyard");
  }

  private static Failure crash() {
    return new Failure(
        FailureReason.HANDBRAKE_CRASHED,
        "HandBrake crashed on three workers (signal 11): try another encoder, or report its log.",
        "cellar",
        List.of("[14:02:11] encx264: Encoding at constant RF", "x264 [error]: malloc failed"),
        "/var/log/reelyard/a-1.log");
  }
}
