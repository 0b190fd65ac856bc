package reelyard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static reelyard.web.Views.complete;
import static reelyard.web.Views.put;
import static reelyard.web.Views.queued;
import static reelyard.web.Views.running;
import static reelyard.web.Views.transcoding;

import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reelyard.message.ChangeJobs;
import reelyard.message.JobAction;
import reelyard.message.JobView;
import reelyard.model.FarmSettings;
import reelyard.model.SortPolicy;

/** The queue by keys and selections: what people are at is what they change. */
@ExtendWith(PageFarms.class)
class QueueKeysPageTest {

  private PageFarm farm;

  @BeforeEach
  void enter(PageFarm farm) {
    this.farm = farm;
  }

  @Test
  void keys_act_on_the_job_in_focus_whatever_comes_above_it() {
    farm.scheduler.holds(films(5));
    Visit visit = farm.open("#/queue");
    visit.find("[data-id=q3]").focus();

    farm.scheduler.tell(running("r", "now.mkv", "attic", transcoding("r", "attic", 10, 1)));
    visit.see("[data-index='0']").hasAttribute("data-id", "r");
    visit.press("Delete");
    visit.see("#ask").containsText("Delete “film 3.mkv”?");
    visit.press("Escape");
    visit.see("#ask").isHidden();

    visit.find("[data-id=q3]").focus();
    farm.scheduler.tellGone("q3");
    visit.see("[data-id=q4]").isFocused();
    visit.press("Space");
    visit.see("[data-id=q4]").hasAttribute("aria-selected", "true");
    visit.quiet();
  }

  @Test
  void the_row_in_focus_keeps_it_when_it_is_scrolled_away() {
    farm.scheduler.holds(films(150));
    Visit visit = farm.open("#/queue");
    visit.find("[data-id=q2]").focus();
    visit.page.evaluate("() => { document.querySelector('.q-scroll').scrollTop = 40 * 100; }");
    visit.see("[data-id=q103]").isVisible();
    visit.see("[data-id=q2]").isFocused();

    visit.press("ArrowDown");

    visit.see("[data-id=q3]").isFocused();
    visit.see("[data-id=q3]").isInViewport();
    visit.quiet();
  }

  @Test
  void heads_of_columns_sort_by_keys() {
    farm.scheduler.holds(films(3));
    Visit visit = farm.open("#/queue");
    visit.see("[data-id=q2]").isVisible();
    visit.find(".q-head button[tabindex='0']").focus();

    visit.press("Enter");
    visit.press("Enter");
    visit.see("[data-index='0']").hasAttribute("data-id", "q2");
    visit.press("ArrowRight");
    visit.see(".q-head .q-state button").isFocused();
    visit.press("Space");
    visit.see(".q-head .q-state").hasAttribute("aria-sort", "ascending");
    visit.press("ArrowDown");
    visit.see("[data-index='0']").isFocused();
    visit.accessible();
    visit.quiet();
  }

  @Test
  void a_phone_sorts_and_says_what_is_held() {
    farm.scheduler.holds(
        queued("a", "bee.mkv"), put(queued("b", "ant.mkv"), false, 100), queued("c", "cat.mkv"));
    Visit visit = farm.visit(390, 844, ColorScheme.LIGHT).open("#/queue");
    visit.see("[data-id=b] .q-terms").hasText("held");
    visit.see("[data-id=b] .q-terms").isVisible();

    visit.find(".q-by select").selectOption("name true");

    visit.see("[data-index='0']").hasAttribute("data-id", "c");
    visit.see("[data-index='2']").hasAttribute("data-id", "b");
    visit.fitsIntoItsWidth();
    visit.accessible();
    visit.quiet();
  }

  @Test
  void all_but_one_are_all_but_one() {
    farm.scheduler.holds(films(1_500));
    Visit visit = farm.open("#/queue");
    visit.click("text=Select all");
    visit.see(".q-count").hasText("1,500 jobs selected");
    visit.click("[data-id=q1] input");
    visit.see(".q-count").hasText("1,499 jobs selected");

    visit.click("[data-action=SUSPEND]");

    visit.see(".news").containsText("1,499 jobs suspended");
    assertThat(latest().jobIds()).hasSize(1_499).doesNotContain("q1");
    visit.quiet();
  }

  @Test
  void what_fits_jobs_that_were_not_looked_at_is_offered_and_done_to_them_alone() {
    Stream<JobView> done =
        IntStream.range(0, 300).mapToObj(i -> complete("c" + i, "done " + i, "attic"));
    farm.scheduler.holds(Stream.concat(done, Stream.of(films(2))).toArray(JobView[]::new));
    Visit visit = farm.open("#/queue");
    visit.click("text=Select all");

    visit.click("[data-action=SUSPEND]");

    visit.see(".news").containsText("2 jobs suspended");
    assertThat(latest()).isEqualTo(ChangeJobs.of(JobAction.SUSPEND, "q0", "q1"));
    visit.quiet();
  }

  @Test
  void the_end_of_what_runs_is_before_what_is_held() {
    farm.scheduler.holds(
        queued("a", "one.mkv"), queued("b", "two.mkv"), put(queued("h", "held.mkv"), false, 100));
    Visit visit = farm.open("#/queue");
    visit.find("[data-id=a]").focus();

    visit.press("Alt+ArrowDown");

    visit.see("#said").hasText("one.mkv moved to the end");
    assertThat(latest()).isEqualTo(ChangeJobs.of(JobAction.MOVE_BOTTOM, "a"));
    visit.see("[data-index='1']").hasAttribute("data-id", "a");
    visit.see("[data-index='2']").hasAttribute("data-id", "h");
    visit.quiet();
  }

  @Test
  void nothing_moves_while_the_farm_sorts() {
    FarmSettings usual = FarmSettings.DEFAULT;
    farm.scheduler.set(new FarmSettings(SortPolicy.SMALLEST, usual.control(), 0, 0));
    farm.scheduler.holds(films(3));
    Visit visit = farm.open("#/queue");
    visit.see(".q-sort select").hasValue("SMALLEST");
    visit.click("[data-id=q1] .q-priority");
    visit.see("[data-action=SUSPEND]").isVisible();
    visit.see("[data-action=MOVE_TOP]").hasCount(0);
    visit.see(".grip").hasCount(0);

    visit.find(".q-sort select").selectOption("AGE");

    visit.see(".grip").hasCount(3);
    visit.see("[data-action=MOVE_TOP]").isVisible();
    visit.see(".q-sort select").hasValue("AGE");
    visit.quiet();
  }

  @Test
  void a_sort_that_the_farm_refused_is_not_shown() {
    Visit visit =
        farm.visit(1440, 900, ColorScheme.LIGHT)
            .answering("farm", 409, "{\"detail\": \"not now\"}")
            .open("#/queue");

    visit.find(".q-sort select").selectOption("SHORTEST");

    visit.see(".news").containsText("not now");
    visit.see(".q-sort select").hasValue("AGE");
  }

  private ChangeJobs latest() {
    List<ChangeJobs> changes = farm.scheduler.changed();
    return changes.get(changes.size() - 1);
  }

  private static JobView[] films(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> queued("q" + i, "film " + i + ".mkv"))
        .toArray(JobView[]::new);
  }
}
