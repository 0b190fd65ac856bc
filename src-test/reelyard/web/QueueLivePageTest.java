package reelyard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static reelyard.web.Views.complete;
import static reelyard.web.Views.queued;
import static reelyard.web.Views.running;
import static reelyard.web.Views.suspended;
import static reelyard.web.Views.transcoding;

import com.microsoft.playwright.options.ColorScheme;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reelyard.message.GetFarm;
import reelyard.message.JobView;
import reelyard.message.ListJobs;

/** The queue's rows stay true, however slowly pages come and whatever happens meanwhile. */
@ExtendWith(PageFarms.class)
class QueueLivePageTest {

  private static final int LOOKS_AGAIN_WITHIN_MILLIS = 2_000;

  private PageFarm farm;

  @BeforeEach
  void enter(PageFarm farm) {
    this.farm = farm;
  }

  @Test
  void sorts_all_jobs_though_some_change_while_they_are_loaded() {
    farm.scheduler.holds(films(2_500));
    farm.scheduler.holds(queued("last", "a film that sorts first.mkv"));
    Visit visit = opened();
    visit.see("[data-id=q1]").isVisible();
    farm.scheduler.keepLists();
    visit.click(".q-head .q-name button");
    asks(visit, 2);

    farm.scheduler.tell(suspended(queued("q0", "film 0.mkv"), 50));
    visit.see("[data-id=q0]").containsText("suspended");
    visit.page.clock().fastForward(LOOKS_AGAIN_WITHIN_MILLIS);
    farm.scheduler.giveLists();

    visit.see("[data-index='0']").hasAttribute("data-id", "last");
    visit.quiet();
  }

  @Test
  void looks_again_at_many_rows_when_events_were_missed_also_in_the_background() {
    farm.scheduler.holds(films(4_500));
    Visit visit = opened();
    visit.click(".q-head .q-name button");
    visit.see(".q-scroll").hasAttribute("aria-rowcount", "4501");
    asks(visit, 6);
    visit.page.evaluate(
        "() => Object.defineProperty(document, 'hidden', { value: true, configurable: true })");
    farm.scheduler.changeUnheard(suspended(queued("q0", "film 0.mkv"), 50));

    farm.scheduler.tell(suspended(queued("q1", "film 1.mkv"), 50));
    visit.page.waitForCondition(() -> farm.scheduler.asked(GetFarm.class).size() >= 2);
    visit.page.clock().fastForward(LOOKS_AGAIN_WITHIN_MILLIS);
    visit.page.evaluate(
        """
        () => {
          delete document.hidden;
          document.dispatchEvent(new Event('visibilitychange'));
        }
        """);

    visit.see("[data-id=q0]").containsText("suspended");
    visit.quiet();
  }

  @Test
  void what_happened_while_pages_were_on_their_way_is_not_undone_by_them() {
    farm.scheduler.holds(films(3));
    Visit visit = farm.open("#/queue");
    visit.see("[data-id=q1]").containsText("waiting");
    farm.scheduler.keepLists();
    visit.find(".q-filters select >> nth=3").selectOption("OLDEST");
    asks(visit, 2);

    farm.scheduler.tell(complete("q1", "film 1.mkv", "attic"));
    farm.scheduler.tellGone("q2");
    visit.see("[data-id=q1]").containsText("complete");
    farm.scheduler.giveLists();

    visit.see("#said").hasText("2 jobs");
    visit.see("[data-id=q1]").containsText("complete");
    visit.see("[data-id=q2]").hasCount(0);
    visit.quiet();
  }

  @Test
  void another_filter_begins_at_its_own_first_page() {
    farm.scheduler.holds(films(3_000));
    Visit visit = farm.open("#/queue");
    visit.see("[data-id=q1]").isVisible();
    farm.scheduler.keepLists();
    visit.find("[type=search]").fill("film 29");
    visit.page.waitForCondition(
        () -> farm.scheduler.asked(ListJobs.class).stream().anyMatch(each -> each.text() != null));

    visit.page.evaluate("() => { document.querySelector('.q-scroll').scrollTop = 1e6; }");
    visit.see(".q-ghost >> nth=0").isVisible();
    farm.scheduler.giveLists();

    visit.see(".q-count").hasText("111 jobs");
    visit.see("[data-index='0']").hasAttribute("data-id", "q29");
    assertThat(farm.scheduler.asked(ListJobs.class))
        .filteredOn(asked -> asked.text() != null)
        .allSatisfy(asked -> assertThat(asked.cursor()).isNull());
    visit.quiet();
  }

  @Test
  void takes_events_in_the_order_in_which_they_happened() {
    farm.scheduler.holds(queued("a", "film.mkv"));
    Visit visit = farm.open("#/queue");
    visit.see("[data-id=a]").containsText("waiting");

    farm.scheduler.tellBackwards(
        running("a", "film.mkv", "attic", transcoding("a", "attic", 10, 1)),
        complete("a", "film.mkv", "attic"));
    farm.scheduler.tell(queued("b", "next.mkv"));

    visit.see("[data-id=b]").isVisible();
    visit.see("[data-id=a]").containsText("complete");
    visit.quiet();
  }

  /** With a clock that can be put forward. */
  private Visit opened() {
    Visit visit = farm.visit(1440, 900, ColorScheme.LIGHT);
    visit.page.clock().install();
    return visit.open("#/queue");
  }

  /** Waits until pages of jobs were asked for so often. */
  private void asks(Visit visit, int times) {
    visit.page.waitForCondition(() -> farm.scheduler.asked(ListJobs.class).size() >= times);
  }

  private static JobView[] films(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> queued("q" + i, "film " + i + ".mkv"))
        .toArray(JobView[]::new);
  }
}
