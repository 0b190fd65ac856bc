package reelyard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static reelyard.web.Views.running;
import static reelyard.web.Views.transcoding;

import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What holds the views together, where something is missing, slow or forbidden. */
@ExtendWith(PageFarms.class)
class ShellPageTest {

  private PageFarm farm;

  @BeforeEach
  void enter(PageFarm farm) {
    this.farm = farm;
  }

  @Test
  void a_view_that_cannot_be_loaded_comes_when_the_manager_is_back() throws Exception {
    farm.scheduler.holds(running("r", "now.mkv", "attic", transcoding("r", "attic", 10, 1)));
    Visit visit = farm.open("");
    visit.see("#running .percent").hasText("10.0 %");
    farm.stopWeb();
    visit.see("#link").hasText("reconnecting…");

    visit.click("#menu a[href='#/queue']");
    visit.see("h1").hasText("This part of the page could not be loaded");
    farm.startWeb();

    visit.see("[data-id=r]").containsText("now.mkv");
  }

  @Test
  void what_a_closed_view_still_waits_for_takes_nothing_from_the_one_that_is_open() {
    farm.scheduler.holds(running("r", "now.mkv", "attic", transcoding("r", "attic", 10, 1)));
    List<Route> kept = new ArrayList<>();
    Visit visit = farm.visit(1440, 900, ColorScheme.LIGHT);
    visit.page.route("**/api/v1/jobs/gone/details", kept::add);
    visit.open("#/jobs/gone");
    visit.page.waitForCondition(() -> !kept.isEmpty());
    visit.open("#/queue");
    visit.see("[data-id=r]").containsText("10.0 %");

    visit.page.waitForResponse(
        "**/api/v1/jobs/gone/details",
        () ->
            kept.forEach(
                route ->
                    route.fulfill(
                        new Route.FulfillOptions()
                            .setContentType("application/json")
                            .setBody(
                                "{\"job\": {\"id\": \"gone\", \"state\": \"COMPLETE\","
                                    + " \"name\": \"x\"}}"))));
    farm.scheduler.progress(transcoding("r", "attic", 60, 2));

    visit.see("[data-id=r]").containsText("60.0 %");
  }

  @Test
  void a_line_that_was_refused_something_is_opened_anew_and_hears_all_again() {
    Visit visit = farm.open("");
    // Else the page's own line might still be opened, and take the first of the made-up sockets.
    visit.see("#link").hasText("live");

    Object told =
        visit.page.evaluate(
            """
            async () => {
              const sockets = [];
              window.SockJS = class {
                sent = [];
                constructor() { sockets.push(this); }
                send(text) { this.sent.push(JSON.parse(text)); }
                close() {}
                hears(frame) { this.onmessage({ data: JSON.stringify(frame) }); }
                get registered() {
                  return this.sent.filter((f) => f.type === 'register').map((f) => f.address);
                }
              };
              const { Bridge } = await import('/bridge.js');
              const bridge = new Bridge('/eventbus', { opened() {}, closed() {} });
              bridge.hear('a', () => {});
              bridge.start();
              sockets[0].onopen();
              sockets[0].hears({ type: 'err', body: 'access_denied' });
              const denied = bridge.isOpen;
              sockets[0].hears({ type: 'err', body: 'registration_failure' });
              const failed = bridge.isOpen;
              bridge.hurry();
              sockets[1].onopen();
              const again = sockets[1].registered;
              bridge.stop();
              return `${denied} ${failed} ${again}`;
            }
            """);

    assertThat(told).isEqualTo("true false a");
  }

  @Test
  void a_browser_that_keeps_nothing_for_pages_shows_them() {
    Visit visit = farm.visit(1440, 900, ColorScheme.LIGHT);
    visit.page.addInitScript(
        """
        Object.defineProperty(window, 'localStorage', {
          get() { throw new DOMException('forbidden', 'SecurityError'); },
        });
        """);
    visit.open("");

    visit.see("#link").hasText("live");
    visit.click(".bell button");
    visit.press("Escape");
    visit.see(".alerts").hasCount(0);
    visit.quiet();
  }

  @Test
  void a_mistake_of_the_page_is_not_called_a_silent_scheduler() {
    farm.scheduler.holds(running("r", "now.mkv", "attic", transcoding("r", "attic", 10, 1)));
    Visit visit = farm.visit(1440, 900, ColorScheme.LIGHT);
    List<String> errors = new ArrayList<>();
    visit.page.onPageError(errors::add);
    visit.page.addInitScript(
        """
        const sort = Array.prototype.sort;
        Array.prototype.sort = function (...by) {
          if (this[0]?.submittedMillis) throw new TypeError('a mistake');
          return sort.apply(this, by);
        };
        """);
    visit.open("");

    visit.page.waitForCondition(() -> !errors.isEmpty());

    assertThat(errors.get(0)).contains("a mistake");
    visit.see("#link").not().hasText("no scheduler");
  }
}
