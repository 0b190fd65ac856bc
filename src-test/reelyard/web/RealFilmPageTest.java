package reelyard.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reelyard.Clips;
import reelyard.node.FarmConfig;
import reelyard.node.LocalFarm;

/** A person with a film at a whole real farm: nothing that the page hears is made up. */
class RealFilmPageTest {

  private static final String NAME = "Käse & <b>Brot.mkv";
  private static final double ENCODED_MILLIS = 120_000;

  @TempDir private static Path folder;
  private static Chromium chromium;
  private static LocalFarm farm;
  private static Path films;

  @BeforeAll
  static void start() throws Exception {
    films = Files.createDirectory(folder.toRealPath().resolve("films"));
    Path config = folder.resolve("farm.yaml");
    Files.writeString(config, "staging: {roots: ['" + films + "']}\n");
    Map<String, String> places =
        Map.of(
            "REELYARD_WEB_PORT",
            "0",
            "REELYARD_STAGING_FOLDER",
            folder.resolve("state").toString(),
            "REELYARD_WORKER_SCRATCH",
            folder.resolve("scratch").toString(),
            "REELYARD_WORKER_LOGS",
            folder.resolve("logs").toString());
    farm = LocalFarm.start(FarmConfig.load(config, places), 1);
    chromium = new Chromium();
  }

  @AfterAll
  static void stop() {
    chromium.close();
    farm.close();
  }

  @Test
  void brings_a_film_transcodes_it_looks_at_the_result_and_runs_it_again() throws Exception {
    Path film = folder.resolve(NAME);
    Files.copy(Clips.film("page-film.mkv", 2, "-metadata:s:a:0", "language=eng"), film);
    Visit visit = chromium.visit(farm.web().toString(), 1440, 900, ColorScheme.DARK);
    visit.page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));

    submit(visit, film);
    visit.click(".done a");

    complete(visit, 1);
    visit.see("h1").hasText(NAME);
    compares(visit);
    plays(visit);
    givesAwayLogAndCommand(visit);
    visit.click(".job-actions button:text-is('Run again')");
    visit.see(".news").containsText("Run again: done");
    complete(visit, 2);
    visit.click(".job-actions button:text-is('Archive')");
    visit.see(".job-state").containsText("in the archive");
    visit.click(".job-actions button:text-is('Out of the archive')");
    visit.see(".job-state").not().containsText("in the archive");
    visit.picture("real-job-1440-dark");
    visit.quiet();
    assertThat(films.resolve("Käse & <b>Brot.mp4")).isNotEmptyFile();
    visit.close();
  }

  /** The film lands below the only root, whatever the default folder is. */
  private static void submit(Visit visit, Path film) {
    visit.open("#/submit");
    visit.see(".entries li").hasCount(1);
    visit.page.setInputFiles(".drop input", film);
    visit.see(".source h3").hasText(NAME);
    visit.see(".source .path").containsText(films.resolve("reelyard-uploads").toString());
    visit.page.getByText("Titles, tracks…").click();
    visit.see(".source .titles").containsText("English, AAC, mono");
    visit.find("[aria-labelledby=submit-preset] select").first().selectOption("Very Fast 480p30");
    visit.accessible();
    visit.picture("real-submit-1440-dark");
    visit.click(".finish .main");
    visit.see(".done li").hasCount(1);
  }

  private static void complete(Visit visit, int attempts) {
    PlaywrightAssertions.assertThat(visit.find(".attempts tbody tr"))
        .hasCount(attempts, new LocatorAssertions.HasCountOptions().setTimeout(ENCODED_MILLIS));
    visit.see(".attempts tbody tr >> nth=0").containsText("complete");
    visit.see(".job-state").containsText("complete");
  }

  private static void compares(Visit visit) {
    visit.see(".film .streams").hasCount(2);
    visit.see(".film >> nth=0").containsText("matroska");
    visit.see(".film >> nth=1").containsText("h264");
    for (String which : List.of("source", "result")) {
      Locator still = visit.find(".still[data-film=" + which + "]");
      PlaywrightAssertions.assertThat(still).isVisible();
      visit.page.waitForFunction("e => e.naturalWidth > 100", still.elementHandle());
    }
  }

  private static void plays(Visit visit) {
    visit.click("text=Play the result");
    visit.page.waitForFunction("() => document.querySelector('video')?.currentTime > 0");
    visit.see(".player .trouble").hasCount(0);
  }

  private static void givesAwayLogAndCommand(Visit visit) throws Exception {
    visit.click(".job-log summary");
    visit.see(".log").containsText("HandBrake 1.");
    Download log = visit.page.waitForDownload(() -> visit.click(".log-bar a"));
    assertThat(Files.readString(log.path())).contains("HandBrake 1.", "Very Fast 480p30");
    assertThat(log.suggestedFilename()).endsWith(".1.log");
    visit.click("[aria-labelledby=job-command] button");
    visit.see("[aria-labelledby=job-command] button").hasText("Copied");
    Object copied = visit.page.evaluate("() => navigator.clipboard.readText()");
    assertThat(String.valueOf(copied)).contains("HandBrakeCLI", "'Very Fast 480p30'");
  }

  @Test
  void changes_a_preset_of_handbrakes_and_gives_it_away() throws Exception {
    Visit visit = chromium.visit(farm.web().toString(), 390, 844, ColorScheme.DARK);
    visit.open("#/presets");
    visit.page.getByLabel("Change a copy of Very Fast 480p30").click();
    visit.page.getByLabel("Quality (lower is finer)").fill("19.5");
    visit.page.getByText("Save").click();
    visit.see(".preset-form").hasCount(0);
    visit.accessible();

    Download file =
        visit.page.waitForDownload(
            () -> visit.page.getByLabel("Export Very Fast 480p30 (own)").click());

    JsonObject preset =
        new JsonObject(Files.readString(file.path())).getJsonArray("PresetList").getJsonObject(0);
    assertThat(preset.getDouble("VideoQualitySlider")).isEqualTo(19.5);
    visit.fitsIntoItsWidth();
    visit.quiet();
    visit.close();
  }
}
