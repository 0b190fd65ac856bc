package reelyard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static reelyard.web.GuardedWeb.PASSWORD;
import static reelyard.web.GuardedWeb.name;
import static reelyard.web.Views.queued;

import com.microsoft.playwright.options.ColorScheme;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reelyard.message.ChangeJobs;
import reelyard.model.UserRole;

/** People log in, with nothing made up between browser and manager. */
class LoginPageTest {

  private static Chromium chromium;

  @TempDir Path folder;
  private GuardedWeb web;
  private FakeScheduler scheduler;
  private Visit visit;

  @BeforeAll
  static void open_the_browser() {
    chromium = new Chromium();
  }

  @AfterAll
  static void close_the_browser() {
    chromium.close();
  }

  @BeforeEach
  void open() throws Exception {
    web = new GuardedWeb(folder, new JsonObject());
    scheduler = new FakeScheduler(web.vertx, "first");
    visit =
        chromium
            .visit(web.url.toString(), 1440, 900, ColorScheme.LIGHT)
            .answering("alerts*", 200, "{\"alerts\": []}")
            .answering("throughput", 200, PageFarm.THROUGHPUT);
  }

  @AfterEach
  void close() throws Exception {
    visit.close();
    web.close();
  }

  @Test
  void who_logs_in_does_what_the_role_may_and_logs_out_again() {
    scheduler.holds(queued("a", "one.mkv"));
    visit.open("#/queue");
    visit.see("h1").hasText("Log in");
    visit.see("#menu a").hasCount(0);
    visit.accessible();
    enter(UserRole.OPERATOR, PASSWORD);

    visit.see(".visitor").containsText("the-operator");
    visit.see("#link").hasText("live");
    visit.click("[data-id=a] input");
    visit.click("[data-action=SUSPEND]");
    visit.see(".q-count").isVisible();
    visit.page.waitForCondition(() -> !scheduler.changed().isEmpty());
    ChangeJobs change = scheduler.changed().get(0);
    assertThat(change.jobIds()).containsExactly("a");
    visit.quiet();

    visit.click("[aria-label='Log out']");
    visit.see("h1").hasText("Log in");
    visit.page.reload();
    visit.see("h1").hasText("Log in");
  }

  @Test
  void who_mistypes_is_told_and_may_try_again() {
    visit.open("#/workers");
    enter(UserRole.VIEWER, "wrong");
    visit.see("[role=alert].trouble").hasText("name or password is wrong");

    enter(UserRole.VIEWER, PASSWORD);
    visit.see("h1").hasText("Workers");
    visit.see("#menu").not().containsText("Submit");
    visit.open("#/submit");
    visit.see("#menu [aria-current=page]").hasText("Overview");
  }

  @Test
  void who_is_no_longer_a_user_sees_the_login_again_without_a_reload() {
    visit.open("#/workers");
    enter(UserRole.OPERATOR, PASSWORD);
    visit.see("#link").hasText("live");

    web.users.change(
        all -> all.stream().filter(user -> !user.name().equals("the-operator")).toList());
    visit.see("h1").hasText("Log in");
    visit.see("#banner").isHidden();

    enter(UserRole.VIEWER, PASSWORD);
    visit.see(".visitor").containsText("the-viewer");
    visit.see("h1").hasText("Workers");
    visit.see("#link").hasText("live");
  }

  @Test
  void who_is_logged_in_changes_the_password_and_goes_on() {
    visit.open("#/queue");
    enter(UserRole.OPERATOR, PASSWORD);
    visit.click(".visitor a");
    visit.see("h1").hasText("Change the password");
    visit.accessible();

    change("wrong", "seven correct horses");
    visit.see("[role=alert].trouble").hasText("the old password is wrong");
    change(PASSWORD, "password12345678");
    visit.see("[role=alert].trouble").containsText("easy to guess");
    change(PASSWORD, "seven correct horses");

    visit.see("h1").hasText("Password changed");
    visit.see("#link").hasText("live");
    assertThat(web.users.users())
        .filteredOn(user -> user.password().equals(GuardedWeb.KEPT))
        .hasSize(3);
    visit.click("[aria-label='Log out']");
    visit.see("h1").hasText("Log in");
    enter(UserRole.OPERATOR, "seven correct horses");
    visit.see(".visitor").containsText("the-operator");
  }

  private void change(String old, String password) {
    visit.find("[name=old]").fill(old);
    visit.find("[name=password]").fill(password);
    visit.find("[name=again]").fill(password);
    visit.press("Enter");
  }

  private void enter(UserRole role, String password) {
    visit.find("[name=name]").fill(name(role));
    visit.find("[name=password]").fill(password);
    visit.press("Enter");
  }
}
