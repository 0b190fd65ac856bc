package reelyard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static reelyard.web.FilmAnswers.EVIL;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reelyard.message.OpenMedia;
import reelyard.model.Container;
import reelyard.model.JobAlerts;
import reelyard.model.JobSpec;

/** The view in which jobs are submitted in a real browser, used as a person would. */
@ExtendWith(PageFarms.class)
class SubmitPageTest {

  private PageFarm farm;

  @BeforeEach
  void enter(PageFarm farm) {
    this.farm = farm;
  }

  @Test
  void submits_what_was_ticked_with_one_click() {
    Visit visit = open();
    visit.click(".entries .folder");
    visit.page.getByLabel("M.mkv").check();
    visit.page.getByLabel("Choose all films in Decalogue").click();
    visit.see(".source").hasCount(3);
    visit.see(".finish .main").hasText("Submit 3 jobs");
    visit.page.getByLabel("Do not take two.mkv").click();
    visit.accessible();
    visit.click(".finish .main");

    visit.see(".done li").hasCount(2);
    visit.see(".source").hasCount(0);
    List<JobSpec> jobs = submitted();
    assertThat(jobs)
        .extracting(JobSpec::input)
        .containsExactly("/films/M.mkv", "/films/Decalogue/one.mkv");
    assertThat(jobs)
        .extracting(JobSpec::output)
        .containsExactly("/films/M.mp4", "/films/Decalogue/one.mp4");
    assertThat(jobs).allMatch(job -> job.options().isEmpty() && job.staging().equals("nas"));
    assertThat(farm.scheduler.submitted().get(0).key()).isNotBlank();
    visit.quiet();
  }

  @Test
  void makes_options_of_what_was_changed_and_picked() {
    Visit visit = open();
    visit.click(".entries .folder");
    visit.page.getByLabel("The disc HEAT").check();
    visit.page.getByText("Titles, tracks…").click();
    visit.see(".titles").containsText("None picked: title 1, the feature");
    visit.page.getByLabel("Title 1:").check();
    visit.page.getByLabel("Title 2:").check();
    Locator second = visit.find(".title >> nth=1");
    second.getByLabel("2. German, AC-3, stereo, Deutsch").check();
    second.getByLabel("1. English, PGS").check();
    second.locator("select >> nth=0").selectOption("2");
    visit.click("text=Change quality");
    visit.page.getByLabel("Quality").fill("20");
    pick(visit, "Size").selectOption("720");
    pick(visit, "Container").selectOption("MKV");
    visit.page.getByLabel("HandBrake's options").fill("--start-at 'seconds: 60'");
    visit.press("Tab");
    visit.see(".effect").containsText("about 1.26 times the size");
    visit.see(".effect").containsText("44 % of the pixels");
    visit.page.getByLabel("Replace the films").check();
    visit.click("text=Priority, pool, not before…");
    visit.page.getByLabel("Priority").fill("7");
    visit.press("Tab");
    visit.click(".finish .main");
    visit.see(".done li").hasCount(2);

    List<JobSpec> jobs = submitted();
    assertThat(jobs).allMatch(job -> job.container() == Container.MKV && job.priority() == 7);
    assertThat(jobs).allMatch(job -> job.replaceSource() && job.output() == null);
    assertThat(String.join(" ", jobs.get(0).options()))
        .isEqualTo("--quality 20 --maxWidth 1280 --maxHeight 720 --title 1 --start-at seconds: 60");
    assertThat(String.join(" ", jobs.get(1).options()))
        .isEqualTo(
            "--quality 20 --maxWidth 1280 --maxHeight 720 --title 2 --chapters 2-3 --audio 2"
                + " --subtitle 1 --start-at seconds: 60");
    visit.quiet();
  }

  @Test
  void brings_a_film_in_parts_and_goes_on_after_the_line_broke() {
    byte[] film = new byte[(8 << 20) + 1];
    List<String> asked = new ArrayList<>();
    List<Integer> taken = new ArrayList<>();
    List<Map<String, String>> begun = new ArrayList<>();
    Visit visit =
        FilmAnswers.in(farm.visit(390, 844, ColorScheme.LIGHT))
            .answering("login", 200, PageFarm.me("sam", "SUBMITTER", true));
    visit.page.route(
        Pattern.compile("/api/v1/uploads"),
        route -> takeUpload(route, begun, asked, taken, film.length));
    visit.open("#/submit");
    visit.see(".entries li").hasCount(1);

    visit.page.setInputFiles(
        ".drop input", new FilePayload("k\u00e4se.mkv", "video/x-matroska", film));

    visit.see(".source h3").hasText("k\u00e4se.mkv");
    visit.see(".source .path").containsText("/films/up/k\u00e4se.mkv");
    assertThat(asked).containsExactly("POST", "PATCH 0", "PATCH 8388608", "HEAD", "PATCH 8388608");
    assertThat(taken).containsExactly(8 << 20, 1);
    assertThat(visit.find(".source .result input").inputValue()).isEqualTo("/films/k\u00e4se.mp4");
    String name = base64("k\u00e4se.mkv");
    assertThat(begun.get(0)).containsEntry("x-csrf-token", "proof");
    assertThat(begun.get(0))
        .containsEntry("upload-metadata", "filename " + name + ",staging " + base64("nas"));
    visit.fitsIntoItsWidth();
  }

  @Test
  void sends_two_films_at_a_time_and_goes_on_while_another_view_is_open() {
    List<Route> begun = new CopyOnWriteArrayList<>();
    Visit visit = FilmAnswers.in(farm.visit(390, 844, ColorScheme.DARK));
    visit.page.route(
        Pattern.compile("/api/v1/uploads"),
        route -> {
          if (route.request().method().equals("POST")) {
            begun.add(route);
          } else if (route.request().method().equals("PATCH")) {
            answer(route, 204, Map.of("Upload-Offset", "4", "Upload-Path", "/films/up/one.mkv"));
          } else {
            route.fallback();
          }
        });
    visit.open("#/submit");
    visit.see(".entries li").hasCount(1);

    visit.page.setInputFiles(".drop input", films("one.mkv", "two.mkv", "three.mkv"));
    visit.see(".uploads li >> nth=2").containsText("waiting for its turn");
    visit.see(".uploads li:has-text('waiting')").hasCount(1);
    visit.page.waitForCondition(() -> begun.size() == 2);
    visit.page.evaluate("location.hash = '#/history'");
    visit.see("h1").hasText("History");
    visit.see(".noted").containsText("uploading 3 films: 0 %");
    visit.fitsIntoItsWidth();
    visit.accessible();
    visit.picture("noted-390-dark");
    answer(begun.get(0), 201, Map.of("Location", "/api/v1/uploads/u1"));
    visit.see(".noted").containsText("uploading 2 films");
    visit.page.waitForCondition(() -> begun.size() == 3);

    visit.click(".noted");
    visit.see(".source h3").hasText("one.mkv");
    assertThat(visit.find(".source .result input").inputValue()).isEqualTo("/films/one.mp4");
    visit.see(".uploads li").hasCount(2);
    begun.subList(1, 3).forEach(route -> route.abort());
  }

  @Test
  void offers_no_place_to_drop_films_where_none_may_be_brought() {
    Visit visit = FilmAnswers.in(farm.visit(1440, 900, ColorScheme.LIGHT));
    visit.page.route(
        "**/api/v1/uploads?staging=nas", route -> answer(route, 204, Map.of("Tus-Max-Size", "0")));
    visit.open("#/submit");

    visit.see("[aria-labelledby=submit-own]").containsText("No films may be brought to nas");
    visit.see(".drop").hasCount(0);
  }

  @Test
  void lets_jobs_run_after_others_with_tags_and_tells_of_their_end() {
    farm.scheduler.holds(Views.queued("q7", "the one before"));
    Visit visit = open();
    visit.see("#link").hasText("live");
    visit.click(".entries .folder");
    visit.page.getByLabel("M.mkv").check();
    visit.click("text=More: after other jobs");
    visit.page.getByLabel("Run after these jobs").fill("q7");
    visit.press("Enter");
    visit.see(".chips li").containsText("the one before");
    visit.page.getByLabel("Tags that the worker").fill("gpu, big-disk");
    visit.page.getByLabel("By mail to").fill("ada@example.org");
    visit.page.getByLabel("when a job is complete").uncheck();
    visit.accessible();
    visit.picture("submit-more-1440-light");
    visit.click(".finish .main");
    visit.see(".done li").hasCount(1);

    JobSpec job = submitted().get(0);
    assertThat(job.after()).containsExactly("q7");
    assertThat(job.tags()).containsExactly("gpu", "big-disk");
    assertThat(job.alerts())
        .isEqualTo(new JobAlerts(true, false, List.of("ada@example.org"), List.of()));
    visit.see(".chips").hasCount(0);
    visit.quiet();
  }

  @Test
  void says_which_folders_lie_too_deep_to_be_looked_into() {
    Visit visit = FilmAnswers.in(farm.visit(1440, 900, ColorScheme.LIGHT));
    visit.page.route(
        "**/api/v1/media?*path=*Decalogue*",
        route ->
            route.fulfill(
                new Route.FulfillOptions()
                    .setContentType("application/json")
                    .setBody(
                        """
                        {"staging": "nas", "next": null, "entries": [{"name": "x", "film": false,
                         "path": "/films/Decalogue/x", "folder": true, "bytes": 0, "millis": 0}]}
                        """)));
    visit.open("#/submit");
    visit.click(".entries .folder");
    visit.page.getByLabel("Choose all films in Decalogue").click();

    visit.see(".news").containsText("0 films chosen; not looked into: 1 folder more than 5 deep");
  }

  @Test
  void waits_for_a_scan_longer_than_for_other_answers_and_says_when_it_was_too_long() {
    Visit visit = FilmAnswers.in(farm.visit(1440, 900, ColorScheme.LIGHT));
    visit.page.addInitScript(
        """
        const timeout = AbortSignal.timeout;
        window.waits = [];
        AbortSignal.timeout = (millis) => {
          window.waits.push(millis);
          return timeout.call(AbortSignal, millis > 60000 ? 1 : millis);
        };
        """);
    visit.page.route("**/api/v1/media/scan*", route -> {});
    visit.open("#/submit");
    visit.click(".entries .folder");
    visit.page.getByLabel("M.mkv").check();
    visit.page.getByText("Titles, tracks…").click();

    visit.see(".source .trouble").containsText("no answer within 5 min 30 s: it may still be");
    assertThat((Integer) visit.page.evaluate("Math.max(...window.waits)"))
        .isGreaterThan((int) OpenMedia.PATIENCE.toMillis());
  }

  private static FilePayload[] films(String... names) {
    return Stream.of(names)
        .map(name -> new FilePayload(name, "video/x-matroska", new byte[4]))
        .toArray(FilePayload[]::new);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void proposes_names_that_no_film_and_no_other_job_has() {
    Visit visit = open();
    assertThat(
            visit.page.evaluate(
                """
                async () => {
                  const { planOf, sourceOf } = await import('/views/submit/plan.js');
                  const { AS_PRESET, wordsOf } = await import('/views/submit/options.js');
                  const choice = { preset: 'a/b', container: 'MP4', adjusted: AS_PRESET,
                    folder: '/done/', pool: '', description: '', after: [], tags: '', mailTo: '',
                    webhooks: '' };
                  const source = (path) => sourceOf({ staging: 'nas', path });
                  const names = (paths, more) =>
                    planOf(paths.map(source), { ...choice, ...more }).map(({ spec }) => spec.output);
                  return [
                    ...names(['/a/x.mkv', '/b/x.avi', '/c/x.ts'], {}),
                    ...names(['/a/x.mp4'], { folder: '' }),
                    ...names(['/a/x.mkv'], { replace: true }),
                    wordsOf(`-a "b \\\\"c" 'd e' --f`).join('|'),
                  ].map(String);
                }
                """))
        .isEqualTo(
            List.of(
                "/done/x.mp4",
                "/done/x - a-b.mp4",
                "/done/x - a-b 2.mp4",
                "/a/x - a-b.mp4",
                "undefined",
                "-a|b \"c|d e|--f"));
  }

  @Test
  void fits_every_screen_with_names_that_are_no_html() {
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      for (int width : new int[] {390, 1440, 2560}) {
        Visit visit = FilmAnswers.in(farm.visit(width, 900, scheme)).open("#/submit");
        visit.click(".entries .folder");
        visit.page.getByLabel(EVIL).check();
        visit.page.getByText("Titles, tracks…").click();
        visit.see(".titles").containsText("Title 2");
        visit.click("text=Change quality");
        visit.click("text=More: after other jobs");
        visit.see(".source h3").hasText(EVIL + ".mkv");
        visit.see("main img").hasCount(0);
        visit.fitsIntoItsWidth();
        visit.picture("submit-" + width + "-" + scheme.name().toLowerCase(Locale.ROOT));
        visit.quiet();
        visit.close();
      }
    }
  }

  private Visit open() {
    Visit visit = FilmAnswers.in(farm.visit(1440, 900, ColorScheme.LIGHT)).open("#/submit");
    visit.see(".entries li").hasCount(1);
    return visit;
  }

  private List<JobSpec> submitted() {
    return farm.scheduler.submitted().get(0).jobs();
  }

  private static Locator pick(Visit visit, String label) {
    return visit.page.getByRole(
        AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName(Pattern.compile("^" + label)));
  }

  /** A tus server over a line that breaks once, in the second part. */
  private static void takeUpload(
      Route route,
      List<Map<String, String>> begun,
      List<String> asked,
      List<Integer> taken,
      int length) {
    Request request = route.request();
    if (request.method().equals("OPTIONS")) {
      route.fallback();
      return;
    }
    String offset = request.headers().get("upload-offset");
    asked.add(offset == null ? request.method() : request.method() + " " + offset);
    int sum = taken.stream().mapToInt(Integer::intValue).sum();
    switch (request.method()) {
      case "POST" -> {
        begun.add(request.headers());
        answer(route, 201, Map.of("Location", "/api/v1/uploads/u1"));
      }
      case "HEAD" ->
          answer(route, 200, Map.of("Upload-Offset", "" + sum, "Upload-Length", "" + length));
      default -> {
        if (asked.size() == 3) {
          route.abort();
          return;
        }
        taken.add(Math.min(8 << 20, length - sum));
        int now = taken.stream().mapToInt(Integer::intValue).sum();
        answer(
            route,
            204,
            Map.of("Upload-Offset", "" + now, "Upload-Path", "/films/up/k%C3%A4se.mkv"));
      }
    }
  }

  private static void answer(Route route, int status, Map<String, String> headers) {
    route.fulfill(new Route.FulfillOptions().setStatus(status).setHeaders(headers));
  }
}
