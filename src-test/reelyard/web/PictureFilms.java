package reelyard.web;

import com.microsoft.playwright.Route;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * Films, presets and figures as a person with a hundred films has them, for pictures of the page.
 */
final class PictureFilms {

  private static final String FACTS =
      """
      {"name": "film", "container": "%s", "type": "video/mp4", "playable": true, "bytes": %d,
       "seconds": 6420.0, "bitrate": %d, "chapters": 24, "streams": [
        {"kind": "video", "codec": "%s", "width": 1920, "height": 1080, "fps": 23.976, "bitrate": 0},
        {"kind": "audio", "codec": "%s", "language": "eng", "channels": 6, "bitrate": %d},
        {"kind": "audio", "codec": "%s", "language": "deu", "channels": 2, "bitrate": 160000},
        {"kind": "subtitle", "codec": "%s", "language": "eng"}]}
      """;
  private static final String SCAN =
      """
      {"by": "HandBrake", "mainTitle": 1, "titles": [{"number": 1, "seconds": 6420.0, "width": 1920,
       "height": 1080, "fps": 23.976, "codec": "h264",
       "chapters": [{"number": 1, "name": "The field", "seconds": 610.0},
        {"number": 2, "name": "Rain", "seconds": 720.0}],
       "audio": [{"track": 1, "language": "eng", "codec": "DTS", "channels": 6, "name": ""},
        {"track": 2, "language": "deu", "codec": "AC3", "channels": 2, "name": "Kommentar"}],
       "subtitles": [{"track": 1, "language": "eng", "codec": "PGS", "name": ""}]}]}
      """;
  private static final String PRESETS =
      """
      {"handBrakeVersion": "1.9.2", "builtIn": [{"name": "General", "presets": [
        {"name": "Fast 1080p30", "description": "H.264 video (up to 1080p30) and AAC stereo audio"},
        {"name": "HQ 1080p30 Surround", "description": "High quality H.264, AAC and Dolby Digital"},
        {"name": "HQ 2160p60 4K AV1 Surround", "description": "High quality AV1, in an MP4 file"},
        {"name": "Super HQ 1080p30 Surround", "description": "Super high quality H.264"}]},
        {"name": "Matroska", "presets": [{"name": "H.265 MKV 2160p60 4K", "description": ""}]}],
       "own": [{"name": "Archive 576p25", "description": "Old tapes: grain kept, both channels",
         "version": 3, "changedMillis": %d, "user": "anna"},
        {"name": "Festival screener", "description": "Small, with burned-in subtitles",
         "version": 1, "changedMillis": %d, "user": "ben"}]}
      """;
  private static final List<String> FILMS =
      List.of(
          "Blue Hour", "Harbour Lights", "Meridian", "Snowline", "The Quiet Engine", "Tidewater");

  private PictureFilms() {}

  /** Has the page hear of them. */
  static void in(Visit visit, long now) throws IOException {
    FilmAnswers.in(visit)
        .answering("jobs/*/source/facts", 200, facts(false))
        .answering("jobs/*/result/facts", 200, facts(true))
        .answering("jobs/*/command", 200, command())
        .answering("presets", 200, PRESETS.formatted(now - 86_400_000L, now - 5_000_000L))
        .answering("statistics*", 200, statistics())
        .answering("media/scan*", 200, SCAN)
        .answering("media?*", 200, folder(now))
        .answering("history?job=*", 200, attempts(now));
    still(visit, "source", picture(false));
    still(visit, "result", picture(true));
  }

  private static String facts(boolean result) {
    return result
        ? FACTS.formatted(
            "mov,mp4", 2_390_000_000L, 2_900_000, "hevc", "ac3", 640_000, "aac", "tx3g")
        : FACTS.formatted(
            "matroska,webm", 8_110_000_000L, 10_100_000, "h264", "dts", 1_509_000, "ac3", "pgs");
  }

  private static String command() {
    return new JsonObject()
        .put(
            "command",
            "HandBrakeCLI --json -i '/scratch/attic/e7.1/input/Harbour Lights.mkv' -o"
                + " '/scratch/attic/e7.1/output/Harbour Lights.mp4' --preset 'HQ 1080p30 Surround'"
                + " --format av_mp4 --encoder x265")
        .encode();
  }

  private static String statistics() {
    JsonArray rows = new JsonArray();
    for (int month = 1; month <= 11; month++) {
      long jobs = 14 + month * 37L % 60;
      rows.add(
          new JsonObject()
              .put("key", "2026-%02d".formatted(month))
              .put("complete", jobs)
              .put("failed", month % 4)
              .put("stopped", month % 3)
              .put("givenBack", 0)
              .put("busyMillis", jobs * 4_100_000)
              .put("transcodeMillis", jobs * 3_900_000)
              .put("inputBytes", jobs * 7_400_000_000L)
              .put("resultBytes", jobs * 2_100_000_000L));
    }
    return new JsonObject().put("rows", rows).encode();
  }

  private static String folder(long now) {
    JsonArray entries = new JsonArray().add(entry("Series", true, 0, now));
    for (int i = 0; i < FILMS.size(); i++) {
      entries.add(entry(FILMS.get(i) + ".mkv", false, 4_100_000_000L + i * 1_730_000_000L, now));
    }
    return new JsonObject()
        .put("staging", "nas")
        .put("path", "/films")
        .put("entries", entries)
        .encode();
  }

  private static JsonObject entry(String name, boolean folder, long bytes, long now) {
    return new JsonObject()
        .put("name", name)
        .put("path", "/films/" + name)
        .put("folder", folder)
        .put("film", !folder)
        .put("bytes", bytes)
        .put("millis", now - 90_000_000L - bytes / 90);
  }

  private static String attempts(long now) {
    JsonArray all = new JsonArray();
    for (int i = 1; i <= 2; i++) {
      all.add(
          new JsonObject()
              .put("attempt", i)
              .put("workerId", i == 1 ? "basement" : "cellar")
              .put("outcome", i == 1 ? "FAILED" : "COMPLETE")
              .put("reason", i == 1 ? "WORKER_LOST" : null)
              .put("startedMillis", now - (5 - i) * 2_900_000L)
              .put("endedMillis", now - (4 - i) * 2_900_000L)
              .put("fetchMillis", 81_000)
              .put("transcodeMillis", i == 1 ? 911_000 : 2_700_000)
              .put("returnMillis", i == 1 ? 0 : 24_000)
              .put("expectedSeconds", 2_650));
    }
    return new JsonObject().put("attempts", all).put("totals", new JsonArray()).encode();
  }

  private static void still(Visit visit, String film, byte[] picture) {
    visit.page.route(
        "**/api/v1/jobs/*/" + film + "/still*",
        route ->
            route.fulfill(
                new Route.FulfillOptions().setContentType("image/png").setBodyBytes(picture)));
  }

  /** An evening at the sea; what comes out of an encoder is coarser. */
  private static byte[] picture(boolean coarser) throws IOException {
    BufferedImage image = new BufferedImage(1280, 720, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setPaint(new GradientPaint(0, 0, new Color(24, 34, 74), 0, 460, new Color(242, 150, 90)));
    g.fillRect(0, 0, 1280, 460);
    g.setPaint(new GradientPaint(0, 460, new Color(150, 92, 84), 0, 720, new Color(14, 24, 48)));
    g.fillRect(0, 460, 1280, 260);
    g.setColor(new Color(255, 226, 168));
    g.fillOval(560, 380, 150, 150);
    g.setColor(new Color(18, 22, 38));
    g.fillPolygon(new int[] {0, 210, 420, 640, 0}, new int[] {420, 330, 420, 470, 470}, 5);
    g.fillRect(960, 300, 26, 170);
    g.dispose();
    for (int y = 0; coarser && y < 720; y++) {
      for (int x = 0; x < 1280; x++) {
        int rgb = image.getRGB(x / 4 * 4, y / 4 * 4);
        image.setRGB(x, y, rgb & 0xF8F8F8);
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "png", out);
    return out.toByteArray();
  }
}
