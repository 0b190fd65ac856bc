package reelyard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static reelyard.web.FilmAnswers.EVIL;
import static reelyard.web.Views.complete;

import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reelyard.message.ListJobs;
import reelyard.model.JobState;

/** The views of presets and of what the farm did in a real browser, used as a person would. */
@ExtendWith(PageFarms.class)
class PastPageTest {

  private PageFarm farm;

  @BeforeEach
  void enter(PageFarm farm) {
    this.farm = farm;
  }

  @Test
  void keeps_of_a_preset_what_nobody_changed() {
    Visit visit = open("#/presets");
    visit.page.getByLabel("Change a copy of Fast 1080p30").click();
    visit.see(".preset-form input >> nth=0").hasValue("Fast 1080p30 (own)");
    visit.page.getByLabel("Quality (lower is finer)").fill("19.5");
    visit.see(".preset-form .effect").containsText("quality 19.5");
    visit.accessible();

    Request asked =
        visit.page.waitForRequest(
            request -> request.method().equals("PUT"), () -> visit.page.getByText("Save").click());

    assertThat(asked.url()).endsWith("/api/v1/presets/Fast%201080p30%20(own)");
    JsonObject file = new JsonObject(new JsonObject(asked.postData()).getString("json"));
    JsonObject preset = file.getJsonArray("PresetList").getJsonObject(0);
    assertThat(file.getInteger("VersionMajor")).isEqualTo(50);
    assertThat(preset.getString("PresetName")).isEqualTo("Fast 1080p30 (own)");
    assertThat(preset.getDouble("VideoQualitySlider")).isEqualTo(19.5);
    assertThat(preset.getString("Mystery")).isEqualTo("kept");
    assertThat(preset.getJsonArray("AudioList").getJsonObject(0).getString("AudioEncoder"))
        .isEqualTo("copy:dts");
    visit.see(".preset-form").hasCount(0);
    visit.quiet();
  }

  @Test
  void takes_presets_that_handbrake_exported_and_says_what_is_none() {
    Visit visit = open("#/presets");
    visit.answering(
        "presets/import",
        200,
        "{\"imported\": [\"Mine\"], \"refused\": [{\"name\": \"%s\", \"reason\": \"broken\"}]}"
            .formatted(EVIL));
    visit.see(".preset-list >> nth=0 >> p >> nth=0").hasText(EVIL);

    visit.page.setInputFiles(".drop input", file("mine.json", "{\"PresetList\": []}"));
    visit.see(".news >> nth=0").containsText("mine.json: 1 preset: Mine");
    visit.see(".news >> nth=1").containsText(EVIL + ": broken");
    visit.page.setInputFiles(".drop input", file("film.mkv", "no preset"));
    visit.see(".news >> nth=2").containsText("film.mkv: this is no file that HandBrake exported");
    visit.quiet();
  }

  @Test
  void finds_ended_jobs_and_adds_up_what_was_done() {
    farm.scheduler.holds(complete("a", "one " + EVIL, "attic"), complete("b", "two", "attic"));
    Visit visit = open("#/history");
    visit.see(".archive tbody tr").hasCount(2);
    visit.see(".totals").containsText("2.00 GB (40 %)");
    visit.see(".bars rect").hasCount(2);
    visit.page.getByLabel("By").selectOption("WORKER");
    visit.see(".statistics tbody th >> nth=1").hasText(EVIL);
    visit.page.getByText("Hours of transcoding").click();
    visit.accessible();

    visit.page.getByLabel("Where").selectOption("true");
    visit.page.getByLabel("How they ended").selectOption("COMPLETE");
    visit.page.getByLabel("Search ended jobs").fill("one");
    visit.see(".archive tbody tr").hasCount(0);
    visit.page.getByLabel("Where").selectOption("");
    visit.see(".archive tbody tr").hasCount(1);
    visit.see(".archive a").hasText("one " + EVIL);
    List<ListJobs> asked = farm.scheduler.asked(ListJobs.class);
    ListJobs last = asked.get(asked.size() - 1);
    assertThat(last.text()).isEqualTo("one");
    assertThat(last.states()).containsExactly(JobState.COMPLETE);
    visit.click(".archive a");
    visit.see("h1").hasText("one " + EVIL);
    visit.quiet();
  }

  @Test
  void fits_every_screen() {
    farm.scheduler.holds(complete("a", EVIL + "A".repeat(200), "w".repeat(60)));
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      for (int width : new int[] {390, 1440, 2560}) {
        Visit visit = FilmAnswers.in(farm.visit(width, 900, scheme)).open("#/history");
        visit.see(".archive tbody tr").hasCount(1);
        visit.see(".bars rect").hasCount(2);
        visit.fitsIntoItsWidth();
        String name = "-" + width + "-" + scheme.name().toLowerCase(Locale.ROOT);
        visit.picture("history" + name);
        visit.open("#/presets");
        visit.see(".preset-list").hasCount(2);
        visit.fitsIntoItsWidth();
        visit.picture("presets" + name);
        visit.quiet();
        visit.close();
      }
    }
  }

  private Visit open(String hash) {
    return FilmAnswers.in(farm.visit(1440, 900, ColorScheme.LIGHT)).open(hash);
  }

  private static FilePayload file(String name, String text) {
    return new FilePayload(name, "application/json", text.getBytes(StandardCharsets.UTF_8));
  }
}
