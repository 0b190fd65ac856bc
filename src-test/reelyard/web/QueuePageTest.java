package reelyard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static reelyard.web.Views.complete;
import static reelyard.web.Views.queued;
import static reelyard.web.Views.running;
import static reelyard.web.Views.suspended;
import static reelyard.web.Views.transcoding;

import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reelyard.message.ChangeJobs;
import reelyard.message.JobAction;
import reelyard.message.JobView;
import reelyard.message.ListJobs;

/** The queue in a real browser, used as a person would. */
@ExtendWith(PageFarms.class)
class QueuePageTest {

  private PageFarm farm;

  @BeforeEach
  void enter(PageFarm farm) {
    this.farm = farm;
  }

  @Test
  void shows_jobs_live_and_is_accessible() {
    farm.scheduler.holds(
        running("r", "now.mkv", "attic", transcoding("r", "attic", 10, 1)),
        queued("a", "one.mkv"),
        complete("c", "done.mkv", "attic"));
    Visit visit = farm.open("#/queue");
    visit.see(".q-row[data-id]").hasCount(3);
    visit.see("[data-id=c]").containsText("1.48 GB → 412 MB (28 %)");

    farm.scheduler.progress(transcoding("r", "attic", 60, 2));
    visit.see("[data-id=r]").containsText("60.0 %");
    farm.scheduler.tell(complete("r", "now.mkv", "attic"));
    visit.see("[data-id=r]").containsText("complete");
    farm.scheduler.tellGone("a");
    visit.see("[data-id=a]").hasCount(0);
    farm.scheduler.tell(queued("new", "<b>new</b>.mkv"));
    visit.see("[data-id=new] .name").hasText("<b>new</b>.mkv");

    visit.click("[data-id=new] input");
    visit.accessible();
    visit.quiet();
  }

  @Test
  void filters_searches_and_sorts() {
    farm.scheduler.holds(
        running("r", "zebra.mkv", "attic", transcoding("r", "attic", 10, 1)),
        suspended(queued("a", "apple.mkv"), 10),
        queued("b", "melon.mkv"));
    Visit visit = farm.open("#/queue?state=QUEUED");
    visit.see(".q-row[data-id]").hasCount(2);

    visit.click(".q-tab[data-key='']");
    visit.see(".q-row[data-id]").hasCount(3);
    visit.click(".q-head .q-name button");
    visit.see(".q-row[data-index='0'] .name").hasText("apple.mkv");
    visit.click(".q-head .q-name button");
    visit.see(".q-row[data-index='0'] .name").hasText("zebra.mkv");

    visit.click(".q-tab[data-key=SUSPENDED]");
    visit.see(".q-row[data-id]").hasCount(1);
    visit.click(".q-tab[data-key='']");
    visit.find("[type=search]").fill("melon");
    visit.see(".q-row[data-id]").hasCount(1);
    assertThat(visit.page.url()).endsWith("#/queue?text=melon");
    visit.find("[type=search]").fill("nothing like it");
    visit.see(".q-none").isVisible();
    visit.quiet();
  }

  @Test
  void changes_many_jobs_at_once_and_takes_it_back() {
    holdsQueued(10);
    Visit visit = farm.open("#/queue");
    visit.click("[data-id=q2] .q-priority");
    visit.find("[data-id=q5] .q-priority").click(shift());
    visit.see(".q-count").hasText("4 jobs selected");

    visit.click("[data-action=SUSPEND]");
    visit.see(".news").containsText("4 jobs suspended");
    assertThat(latest()).isEqualTo(ChangeJobs.of(JobAction.SUSPEND, "q2", "q3", "q4", "q5"));
    visit.click(".news >> text=Undo");
    visit.see(".news >> nth=0").containsText("4 jobs activated");
    assertThat(latest()).isEqualTo(ChangeJobs.of(JobAction.ACTIVATE, "q2", "q3", "q4", "q5"));

    visit.click("[data-action=SET_PRIORITY]");
    visit.find("#ask input").fill("7");
    visit.press("Enter");
    visit.see(".news >> nth=-1").containsText("4 jobs given another priority");
    assertThat(latest().priority()).isEqualTo(7);

    visit.click("[data-action=SET_POOL]");
    visit.find("#ask input").fill("gpu");
    visit.press("Enter");
    visit.see(".news >> nth=-1").containsText("4 jobs given another pool");
    assertThat(latest().pool()).isEqualTo("gpu");
    visit.quiet();
  }

  @Test
  void asks_before_it_destroys() {
    farm.scheduler.holds(
        running("r", "now.mkv", "attic", transcoding("r", "attic", 10, 1)),
        queued("q", "next.mkv"),
        complete("c", "done.mkv", "attic"));
    Visit visit = farm.open("#/queue");

    visit.click("[data-id=r] .q-priority");
    visit.see("[data-action=DELETE]").hasCount(0);
    visit.click("[data-action=STOP]");
    visit.see("#ask").containsText("Stop “now.mkv”?");
    visit.see("#ask .no").isFocused();
    visit.accessible();
    visit.press("Enter");
    visit.see("#ask").isHidden();
    assertThat(farm.scheduler.changed()).isEmpty();

    visit.click("[data-id=q] .q-priority");
    visit.click("[data-action=DELETE]");
    visit.click("#ask .danger");
    visit.see(".news").containsText("“next.mkv” deleted");
    assertThat(latest()).isEqualTo(ChangeJobs.of(JobAction.DELETE, "q"));

    visit.click("[data-id=c] .q-priority");
    visit.see("[data-action=STOP]").hasCount(0);
    visit.click("[data-action=ARCHIVE]");
    visit.see(".news >> nth=-1").containsText("1 job left as before: job c ended already");
    visit.quiet();
  }

  @Test
  void moves_waiting_jobs_by_drag_and_by_keys() {
    holdsQueued(8);
    Visit visit = farm.open("#/queue");
    visit.see("[data-id=q7]").isVisible();

    BoundingBox from = visit.find("[data-id=q6] .grip").boundingBox();
    BoundingBox to = visit.find("[data-id=q1]").boundingBox();
    Mouse mouse = visit.page.mouse();
    mouse.move(from.x + 9, from.y + 9);
    mouse.down();
    mouse.move(from.x + 9, from.y - 30);
    mouse.move(from.x + 9, to.y + 3);
    visit.see("[data-id=q1]").hasAttribute("data-drop", "true");
    mouse.up();
    visit.see("[data-index='1']").hasAttribute("data-id", "q6");
    visit.see("#said").hasText("film 6.mkv moved before film 1.mkv");
    assertThat(latest()).isEqualTo(moved("q6", "q1"));

    visit.click("[data-id=q3] .q-priority");
    visit.find("[data-id=q3]").focus();
    visit.press("Alt+ArrowUp");
    visit.see("#said").hasText("film 3.mkv moved before film 2.mkv");
    visit.see("[data-id=q3]").isFocused();
    visit.press("Alt+ArrowDown");
    visit.see("#said").hasText("film 3.mkv moved before film 4.mkv");
    visit.press("End");
    visit.see("[data-id=q7]").isFocused();
    visit.quiet();
  }

  @Test
  void says_on_demand_why_a_job_waits() {
    holdsQueued(2);
    Visit visit = farm.open("#/queue");

    visit.click("[data-id=q1] >> text=why?");

    visit.see("#ask").containsText("attic: closed until 18:00");
    visit.press("Escape");
    visit.see("#ask").isHidden();
    visit.quiet();
  }

  @Test
  void shows_a_hundred_thousand_jobs_without_holding_them_all_in_the_page() {
    holdsQueued(100_000);
    Visit visit = farm.open("#/queue");
    visit.see(".q-count").hasText("100,000 jobs");
    assertThat(visit.find(".q-row").count()).isLessThan(80);
    assertThat(farm.scheduler.asked(ListJobs.class)).hasSizeLessThan(3);

    visit.page.evaluate("() => { document.querySelector('.q-scroll').scrollTop = 40 * 5000; }");
    visit.see("[data-id=q5003]").isVisible();
    assertThat(visit.find(".q-row").count()).isLessThan(80);

    visit.click("text=Select all");
    visit.see(".q-count").hasText("100,000 jobs selected");
    visit.click("[data-action=SUSPEND]");
    visit.see(".news").containsText("100,000 jobs suspended");
    assertThat(latest().jobIds()).hasSize(100_000);
    visit.quiet();
  }

  @Test
  void lets_people_do_what_their_role_may_do() {
    farm.scheduler.holds(queued("a", "one.mkv"));
    Visit viewer =
        farm.visit(390, 844, ColorScheme.DARK)
            .answering("login", 200, PageFarm.me("vera", "VIEWER", true))
            .open("#/queue");
    viewer.see("[data-id=a]").isVisible();
    viewer.see("[data-id=a] input").hasCount(0);
    viewer.see(".grip").hasCount(0);
    viewer.fitsIntoItsWidth();
    viewer.accessible();

    Visit submitter =
        farm.visit(1440, 900, ColorScheme.DARK)
            .answering("login", 200, PageFarm.me("sam", "SUBMITTER", true))
            .open("#/queue");
    submitter.click("[data-id=a] input");
    submitter.see(".q-count").hasText("1 job selected");
    submitter.see("[data-action]").hasCount(0);
    submitter.accessible();
  }

  private void holdsQueued(int count) {
    farm.scheduler.holds(
        IntStream.range(0, count)
            .mapToObj(i -> queued("q" + i, "film " + i + ".mkv"))
            .toArray(JobView[]::new));
  }

  private ChangeJobs latest() {
    List<ChangeJobs> changes = farm.scheduler.changed();
    return changes.get(changes.size() - 1);
  }

  private static ChangeJobs moved(String id, String before) {
    return new ChangeJobs(List.of(id), JobAction.MOVE_BEFORE, null, null, before);
  }

  private static com.microsoft.playwright.Locator.ClickOptions shift() {
    return new com.microsoft.playwright.Locator.ClickOptions()
        .setModifiers(List.of(com.microsoft.playwright.options.KeyboardModifier.SHIFT));
  }
}
