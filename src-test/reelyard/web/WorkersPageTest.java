package reelyard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static reelyard.web.Views.queued;
import static reelyard.web.Views.running;
import static reelyard.web.Views.transcoding;
import static reelyard.web.Views.worker;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reelyard.message.ControlWorkers;
import reelyard.message.SetWorker;
import reelyard.message.TestWorker;
import reelyard.message.WorkerView;
import reelyard.model.WhenClosed;
import reelyard.model.WorkerControl;
import reelyard.model.WorkerState;

/** The workers in a real browser, ordered about as a person would. */
@ExtendWith(PageFarms.class)
class WorkersPageTest {

  private static final int WHOLE_DAY = 0xFFFFFF;

  private PageFarm farm;

  @BeforeEach
  void enter(PageFarm farm) {
    this.farm = farm;
    farm.scheduler.holds(
        queued("q", "next.mkv"),
        running("r", "now.mkv", "attic", transcoding("r", "attic", 42, 1)));
    farm.scheduler.holds(
        worker("attic", WorkerState.READY, null, List.of("q"), List.of("r")),
        worker("cellar", WorkerState.QUARANTINED, "3 jobs in a row failed", List.of(), List.of()));
  }

  @Test
  void pauses_drains_and_tests_workers() {
    Visit visit = farm.open("#/workers");
    visit.see(".worker").hasCount(2);
    visit.see(".worker >> nth=1").containsText("3 jobs in a row failed");
    visit.accessible();

    visit.click(".worker >> nth=0 >> [data-order=PAUSE]");
    visit.find("#ask select").selectOption("240");
    visit.click("#ask .yes");
    visit.see(".news").containsText("attic pauses");
    assertThat(control()).isEqualTo(new ControlWorkers(List.of("attic"), WorkerControl.PAUSE, 240));

    visit.click(".worker >> nth=0 >> [data-order=DRAIN]");
    visit.see(".news >> nth=-1").containsText("attic finishes what runs");
    assertThat(control()).isEqualTo(new ControlWorkers(List.of("attic"), WorkerControl.DRAIN, 0));

    visit.click("text=Pause the farm");
    visit.find("#ask select").selectOption("0");
    visit.click("#ask .yes");
    visit.see(".news >> nth=-1").containsText("the farm pauses");
    assertThat(control()).isEqualTo(new ControlWorkers(List.of(), WorkerControl.PAUSE, 0));

    visit.click(".worker >> nth=1 >> [data-order=TEST]");
    visit.see(".news >> nth=-1").containsText("cellar tests itself");
    assertThat(farm.scheduler.latest()).isEqualTo(new TestWorker("cellar"));
    visit.quiet();
  }

  @Test
  void shows_one_machine_with_what_it_does_and_can() {
    Visit visit = farm.open("#/workers/attic");
    visit.see("h1").hasText("attic");
    visit.see("[data-lane=transcode]").containsText("now.mkv");
    visit.see(".next").containsText("next.mkv");
    visit.see(".facts").containsText("16 cores");
    visit.accessible();

    farm.scheduler.progress(transcoding("r", "attic", 77, 2));
    visit.see("[data-lane=transcode]").containsText("77.0 %");

    visit.open("#/workers/cellar");
    visit.see(".quarantine").containsText("3 jobs in a row failed");
    visit.see(".quarantine").containsText("until a self-test passes");
    visit.accessible();
    visit.open("#/workers/nobody");
    visit.see("main").containsText("No worker of this name");
    visit.quiet();
  }

  @Test
  void paints_a_week_with_the_mouse() {
    Visit visit = farm.open("#/workers/attic");
    BoundingBox from = visit.find(hour(0, 8)).boundingBox();
    BoundingBox to = visit.find(hour(0, 17)).boundingBox();
    Mouse mouse = visit.page.mouse();
    mouse.move(from.x + 5, from.y + 5);
    mouse.down();
    mouse.move(to.x + 5, to.y + 5, new Mouse.MoveOptions().setSteps(2));
    mouse.up();
    visit.see(hour(0, 8)).hasAttribute("aria-selected", "false");
    visit.see(hour(0, 11)).hasAttribute("aria-selected", "false");
    visit.see(hour(0, 17)).hasAttribute("aria-selected", "false");
    visit.see(hour(0, 18)).hasAttribute("aria-selected", "true");
    visit.see(hour(1, 8)).hasAttribute("aria-selected", "true");
    visit.find("select >> nth=0").selectOption("GIVE_BACK");
    assertThat(farm.scheduler.asked(SetWorker.class)).isEmpty();

    visit.click(".saving .main");

    visit.see(".news").containsText("The settings of attic are saved");
    visit.see("text=Not saved yet").hasCount(0);
    SetWorker set = farm.scheduler.asked(SetWorker.class).get(0);
    assertThat(set.workerId()).isEqualTo("attic");
    assertThat(set.settings().whenClosed()).isEqualTo(WhenClosed.GIVE_BACK);
    int monday = WHOLE_DAY & ~(((1 << 10) - 1) << (23 - 17));
    assertThat(set.settings().schedule().masks())
        .isEqualTo(
            List.of(WHOLE_DAY, monday, WHOLE_DAY, WHOLE_DAY, WHOLE_DAY, WHOLE_DAY, WHOLE_DAY));
    visit.quiet();
  }

  @Test
  void paints_a_week_with_the_keyboard() {
    Visit visit = farm.open("#/workers/attic");
    visit.click("text=Never");
    visit.see(".section-head >> nth=0").containsText("open 0 of 168 hours");
    visit.find(hour(0, 0)).focus();
    visit.press("ArrowDown");
    visit.see(hour(1, 0)).isFocused();
    visit.press("Space");
    visit.press("Shift+ArrowRight");
    visit.see(hour(1, 1)).isFocused();
    visit.see(hour(1, 1)).hasAttribute("aria-label", "Tuesday 01:00, open");
    visit.click(".saving .main");
    visit.see(".news").containsText("saved");

    assertThat(farm.scheduler.asked(SetWorker.class).get(0).settings().schedule().masks())
        .isEqualTo(List.of(0, 0, 0b11 << 22, 0, 0, 0, 0));
    visit.quiet();
  }

  @Test
  void leaves_viewers_nothing_to_press() {
    Visit visit =
        farm.visit(390, 844, ColorScheme.DARK)
            .answering("login", 200, PageFarm.me("vera", "VIEWER", true))
            .open("#/workers/attic");

    visit.see(hour(0, 8)).isVisible();
    visit.see("[data-order]").hasCount(0);
    visit.find(hour(0, 8)).click(new Locator.ClickOptions().setForce(true));
    visit.see(hour(0, 8)).hasAttribute("aria-selected", "true");
    visit.fitsIntoItsWidth();
    visit.accessible();
    visit.see("main select:enabled").hasCount(0);
  }

  @Test
  void tells_how_a_self_test_ended() {
    Visit visit = farm.open("#/workers");
    visit.click(".worker >> nth=1 >> [data-order=TEST]");
    visit.see(".news >> nth=-1").containsText("cellar tests itself");
    WorkerView failed =
        worker(
            "cellar",
            WorkerState.QUARANTINED,
            "its self-test failed: no HandBrakeCLI",
            List.of(),
            List.of());
    farm.scheduler.tell(Views.examined(failed, 1));
    visit.see(".news >> nth=-1").hasText("cellar: its self-test failed: no HandBrakeCLI");

    visit.click(".worker >> nth=1 >> [data-order=TEST]");
    visit.see(".news >> nth=-1").containsText("cellar tests itself");
    WorkerView well = worker("cellar", WorkerState.READY, "", List.of(), List.of());
    farm.scheduler.tell(Views.examined(well, 2));
    visit.see(".news >> nth=-1").containsText("cellar passed its self-test");
    visit.quiet();
  }

  @Test
  void shows_what_is_set_again_when_changes_are_discarded() {
    Visit visit = farm.open("#/workers/attic");
    visit.find("select >> nth=0").selectOption("PAUSE");
    visit.find("select >> nth=0").selectOption("GIVE_BACK");
    visit.find("select >> nth=1").selectOption("UTC");
    visit.find("input[type=number]").fill("3");

    visit.click("text=Discard");

    visit.see("select >> nth=0").hasValue("FINISH");
    visit.see("select >> nth=1").hasValue("");
    visit.see("input[type=number]").hasValue("0");
    visit.quiet();
  }

  @Test
  void a_finger_paints_down_the_week() {
    Visit visit = farm.visit(390, 500, ColorScheme.LIGHT).open("#/workers/attic");
    visit.find(hour(0, 8)).scrollIntoViewIfNeeded();
    BoundingBox from = visit.find(hour(0, 8)).boundingBox();
    BoundingBox to = visit.find(hour(5, 8)).boundingBox();
    CDPSession finger = visit.page.context().newCDPSession(visit.page);
    touch(finger, "touchStart", from.x + 3, from.y + 3);
    for (int i = 1; i <= 10; i++) {
      touch(finger, "touchMove", from.x + 3, from.y + 3 + (to.y - from.y) * i / 10);
    }
    touch(finger, "touchEnd", 0, 0);

    visit.see(hour(0, 8)).hasAttribute("aria-selected", "false");
    visit.see(hour(3, 8)).hasAttribute("aria-selected", "false");
    visit.see(hour(5, 8)).hasAttribute("aria-selected", "false");
    visit.quiet();
  }

  private static void touch(CDPSession finger, String type, double x, double y) {
    JsonArray points = new JsonArray();
    if (!type.equals("touchEnd")) {
      JsonObject point = new JsonObject();
      point.addProperty("x", x);
      point.addProperty("y", y);
      points.add(point);
    }
    JsonObject event = new JsonObject();
    event.addProperty("type", type);
    event.add("touchPoints", points);
    finger.send("Input.dispatchTouchEvent", event);
  }

  private ControlWorkers control() {
    List<ControlWorkers> orders = farm.scheduler.asked(ControlWorkers.class);
    return orders.get(orders.size() - 1);
  }

  private static String hour(int row, int hour) {
    return ".hour[data-row='%d'][data-hour='%d']".formatted(row, hour);
  }
}
