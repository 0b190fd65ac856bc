package reelyard.web;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Takes a picture of each view, at each width, in light and dark, for people to look at. */
public final class PagePictures {

  private static final int MINUTES_OF_A_DAY = 1_440;
  private static final Map<String, String> VIEWS =
      Map.of(
          "overview", "#/",
          "queue", "#/queue",
          "workers", "#/workers",
          "worker", "#/workers/attic",
          "quarantine", "#/workers/studio-2",
          "job", "#/jobs/e7",
          "submit", "#/submit",
          "presets", "#/presets",
          "history", "#/history");

  /** What is to be seen once a view is whole, where it is no name. */
  private static final Map<String, String> SHOWN =
      Map.of(
          "job", ".film .streams",
          "submit", ".entries li",
          "presets", ".preset-list li",
          "history", ".figures, .statistics, table tbody tr");

  private static final Map<Integer, Integer> SIZES = Map.of(390, 844, 1440, 900, 2560, 1300);

  private PagePictures() {}

  /** Into the folder that is named, else target/pictures. */
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args.length > 0 ? args[0] : "target/pictures");
    try (Chromium chromium = new Chromium();
        PageFarm farm = new PageFarm(chromium)) {
      PictureFarm.fill(farm.scheduler, 92);
      for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
        for (Map.Entry<Integer, Integer> size : SIZES.entrySet()) {
          Visit visit = farm.visit(size.getKey(), size.getValue(), scheme);
          answer(visit);
          PictureFilms.in(visit, System.currentTimeMillis());
          String end = "-" + size.getKey() + "-" + scheme.name().toLowerCase(Locale.ROOT) + ".png";
          for (Map.Entry<String, String> view : VIEWS.entrySet()) {
            visit.page.navigate("about:blank");
            visit.open(view.getValue());
            visit.see("#link").hasText("live");
            visit.see(SHOWN.getOrDefault(view.getKey(), "main .name") + " >> nth=0").isVisible();
            if (view.getKey().equals("submit")) {
              choose(visit);
            }
            visit.page.waitForLoadState(LoadState.NETWORKIDLE);
            visit.page.screenshot(
                new Page.ScreenshotOptions().setPath(folder.resolve(view.getKey() + end)));
          }
        }
      }
    }
    System.out.println("the pictures are in " + folder.toAbsolutePath());
  }

  /** Films are ticked, and one's tracks are shown. */
  private static void choose(Visit visit) {
    visit.find(".entries input").nth(1).check();
    visit.find(".entries input").nth(4).check();
    visit.find(".sources button").first().click();
    visit.see(".sources fieldset >> nth=0").isVisible();
  }

  private static void answer(Visit visit) {
    long now = System.currentTimeMillis();
    visit
        .answering("throughput", 200, throughput(now))
        .answering("alerts*", 200, alerts(now))
        .answering("history*", 200, history(now))
        .answering(
            "eta",
            200,
            new JsonObject()
                .put("expectedMillis", now + 7_500_000)
                .put("earliestMillis", now + 6_900_000)
                .put("latestMillis", now + 9_300_000)
                .put("basis", "the last 412 attempts")
                .encode());
  }

  private static String throughput(long now) {
    return new JsonObject()
        .put("stepSeconds", 60)
        .put("endMillis", now)
        .put("fps", day(i -> wave(i, 640, 90)))
        .put("fetchBytesPerSecond", day(i -> wave(i, 9e7, 40)))
        .put("returnBytesPerSecond", day(i -> wave(i, 3e7, 50)))
        .put("completed", day(i -> i % 7 == 3 && wave(i, 1, 60) > 0.4 ? 1 : 0))
        .put("savedBytes", 1_830_000_000_000L)
        .encode();
  }

  private static JsonArray day(IntToDoubleFunction figure) {
    return new JsonArray(
        IntStream.range(0, MINUTES_OF_A_DAY).mapToObj(figure::applyAsDouble).toList());
  }

  /** Nothing at night, then busy, never quite the same. */
  private static double wave(int minute, double most, int period) {
    double hum = 0.12 * Math.sin(minute / 3.1) + 0.1 * Math.sin(minute / 7.7);
    return minute < 200
        ? 0
        : Math.max(0, most * (0.6 + 0.3 * Math.sin(minute / (double) period) + hum));
  }

  private static String alerts(long now) {
    return new JsonObject()
        .put(
            "alerts",
            new JsonArray()
                .add(alert(2, "JOB_FAILED", now - 1_700_000, "job failed: Kurzfilm “Brücken”.mkv"))
                .add(alert(1, "WORKER_QUARANTINED", now - 1_900_000, "studio-2 is quarantined")))
        .encode();
  }

  private static JsonObject alert(int id, String kind, long millis, String subject) {
    return new JsonObject()
        .put("id", id)
        .put("kind", kind)
        .put("millis", millis)
        .put("subject", subject)
        .put("text", "HandBrake crashed (signal 11) three times.")
        .put("facts", new JsonObject().put("workerId", "studio-2"));
  }

  private static String history(long now) {
    JsonArray attempts = new JsonArray();
    for (int i = 0; i < 12; i++) {
      attempts.add(
          new JsonObject()
              .put("jobId", "e" + i)
              .put("attempt", 1)
              .put("name", List.of("Blue Hour", "Meridian", "Snowline").get(i % 3) + ".mkv")
              .put("outcome", i == 4 ? "FAILED" : "COMPLETE")
              .put("reason", i == 4 ? "HANDBRAKE_CRASHED" : null)
              .put("startedMillis", now - (i * 55L + 60) * 60_000)
              .put("endedMillis", now - i * 55L * 60_000 - 1_800_000)
              .put("inputBytes", 8_400_000_000L + i * 700_000_000L)
              .put("resultBytes", i == 4 ? 0 : 2_300_000_000L + i * 90_000_000L));
    }
    JsonObject totals =
        new JsonObject()
            .put("complete", 214)
            .put("failed", 3)
            .put("stopped", 1)
            .put("givenBack", 5)
            .put("busyMillis", 912_000_000L)
            .put("inputBytes", 2_140_000_000_000L)
            .put("resultBytes", 610_000_000_000L);
    return new JsonObject()
        .put("attempts", attempts)
        .put("totals", new JsonArray().add(totals))
        .encode();
  }
}
