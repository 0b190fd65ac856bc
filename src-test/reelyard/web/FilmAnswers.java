package reelyard.web;

import com.microsoft.playwright.Route;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import javax.imageio.ImageIO;

/** What a farm says of its films, presets and past, to a page that asks over HTTP. */
final class FilmAnswers {

  /** Text that would do harm as HTML. */
  static final String EVIL = "<img src=x onerror=alert(1)>";

  private static final String FACTS =
      """
      {"name": "film.mkv", "container": "matroska,webm", "type": "video/x-matroska",
       "playable": false, "bytes": 1480000000, "seconds": 100.0, "bitrate": 40200000, "chapters": 12,
       "streams": [
        {"index": 0, "kind": "video", "codec": "h264", "profile": "High", "language": null,
         "title": null, "width": 1920, "height": 1080, "fps": 23.976, "pixels": "yuv420p",
         "hdr": null, "channels": 0, "sampleRate": 0, "bitrate": 0, "standard": true,
         "forced": false},
        {"index": 1, "kind": "audio", "codec": "dts", "profile": null, "language": "eng",
         "title": "%s", "width": 0, "height": 0, "fps": 0, "pixels": null, "hdr": null,
         "channels": 6, "sampleRate": 48000, "bitrate": 1500000, "standard": true,
         "forced": false}]}
      """
          .formatted(EVIL);

  private static final String ROOTS =
      """
      {"staging": "nas", "path": "", "next": null, "entries": [
       {"name": "/films", "path": "/films", "folder": true, "bytes": 0, "millis": 0,
        "film": false}]}
      """;

  private static final String FOLDER =
      """
      {"staging": "nas", "path": "/films", "next": null, "entries": [
       {"name": "HEAT", "path": "/films/HEAT", "folder": true, "bytes": 0, "millis": 1795294800000,
        "film": true},
       {"name": "Decalogue", "path": "/films/Decalogue", "folder": true, "bytes": 0,
        "millis": 1795294800000, "film": false},
       {"name": "M.mkv", "path": "/films/M.mkv", "folder": false, "bytes": 4000000000,
        "millis": 1795294800000, "film": true},
       {"name": "%s.mkv", "path": "/films/%s.mkv", "folder": false, "bytes": 5,
        "millis": 1795294800000, "film": true}]}
      """
          .formatted(EVIL, EVIL);

  private static final String INNER =
      """
      {"staging": "nas", "path": "/films/Decalogue", "next": null, "entries": [
       {"name": "one.mkv", "path": "/films/Decalogue/one.mkv", "folder": false, "bytes": 5,
        "millis": 1795294800000, "film": true},
       {"name": "two.mkv", "path": "/films/Decalogue/two.mkv", "folder": false, "bytes": 5,
        "millis": 1795294800000, "film": true}]}
      """;

  private static final String SCAN =
      """
      {"by": "HandBrake", "mainTitle": 1, "titles": [%s, %s]}
      """
          .formatted(title(1), title(2));

  private static final String STAGINGS =
      """
      {"stagings": [{"here": true, "heardMillis": 1795294801000, "status": {"id": "nas",
       "roots": ["/films"], "freeBytes": 812000000000, "shortage": null, "disks": []}}]}
      """;

  private static final String PRESETS =
      """
      {"handBrakeVersion": "1.6.1",
       "builtIn": [{"name": "General", "presets": [
        {"name": "Fast 1080p30", "description": "H.264 video (up to 1080p30)"}]}],
       "own": [{"name": "Attic", "description": "%s", "version": 2,
        "changedMillis": 1795294800000, "user": "ada"}]}
      """
          .formatted(EVIL);

  private static final String PRESET_FILE =
      """
      {"PresetList": [{"PresetName": "Fast 1080p30", "PresetDescription": "fast", "Folder": false,
       "ChildrenArray": [], "FileFormat": "av_mp4", "VideoEncoder": "x264", "VideoQualityType": 2,
       "VideoQualitySlider": 22.0, "VideoPreset": "fast", "PictureWidth": 1920,
       "PictureHeight": 1080, "AudioTrackSelectionBehavior": "first", "AudioLanguageList": [],
       "AudioList": [{"AudioEncoder": "copy:dts", "AudioBitrate": 160, "AudioMixdown": "stereo"}],
       "SubtitleTrackSelectionBehavior": "none", "SubtitleBurnBehavior": "foreign",
       "Mystery": "kept"}], "VersionMajor": 50, "VersionMinor": 0, "VersionMicro": 0}
      """;

  private static final String STATISTICS =
      """
      {"rows": [
       {"key": "2026-10", "complete": 20, "failed": 1, "stopped": 0, "givenBack": 0,
        "busyMillis": 7200000, "transcodeMillis": 3600000, "inputBytes": 4000000000,
        "resultBytes": 1000000000},
       {"key": "%s", "complete": 2, "failed": 0, "stopped": 0, "givenBack": 0,
        "busyMillis": 7200000, "transcodeMillis": 3600000, "inputBytes": 1000000000,
        "resultBytes": 2000000000}]}
      """
          .formatted(EVIL);

  private static final byte[] PICTURE = picture();

  private FilmAnswers() {}

  /** Has the page hear of films from here on. */
  static Visit in(Visit visit) {
    visit
        .answering("jobs/*/source/facts", 200, FACTS)
        .answering("jobs/*/result/facts", 200, FACTS.replace("matroska,webm", "mov,mp4"))
        .answering("jobs/*/command", 200, "{\"command\": \"HandBrakeCLI -i '%s'\"}".formatted(EVIL))
        .answering("stagings", 200, STAGINGS)
        .answering("presets", 200, PRESETS)
        .answering("presets/*", 200, presetText())
        .answering("statistics*", 200, STATISTICS)
        .answering("media/scan*", 200, SCAN);
    visit.page.route(
        "**/api/v1/uploads?*",
        route ->
            route.fulfill(
                new Route.FulfillOptions()
                    .setStatus(204)
                    .setHeaders(Map.of("Tus-Max-Size", "100000000000"))));
    visit.page.route("**/api/v1/media?*", FilmAnswers::browse);
    visit.page.route(
        "**/api/v1/jobs/*/*/still*",
        route ->
            route.fulfill(
                new Route.FulfillOptions()
                    .setStatus(200)
                    .setContentType("image/png")
                    .setBodyBytes(PICTURE)));
    return visit;
  }

  private static void browse(Route route) {
    String asked = route.request().url();
    String answer =
        asked.contains("Decalogue") ? INNER : asked.contains("path=%2Ffilms") ? FOLDER : ROOTS;
    route.fulfill(
        new Route.FulfillOptions()
            .setStatus(200)
            .setContentType("application/json")
            .setBody(answer));
  }

  private static String presetText() {
    return new io.vertx.core.json.JsonObject()
        .put("name", "Fast 1080p30")
        .put("builtIn", true)
        .put("json", PRESET_FILE)
        .encode();
  }

  private static String title(int number) {
    return """
    {"number": %d, "seconds": 5400.0, "width": 1920, "height": 1080, "fps": 23.976,
     "codec": "h264", "chapters": [{"number": 1, "name": "%s", "seconds": 60.0},
      {"number": 2, "name": "", "seconds": 60.0}, {"number": 3, "name": "", "seconds": 60.0}],
     "audio": [{"track": 1, "language": "eng", "codec": "DTS", "channels": 6, "name": "English"},
      {"track": 2, "language": "deu", "codec": "AC3", "channels": 2, "name": "Deutsch"}],
     "subtitles": [{"track": 1, "language": "eng", "codec": "PGS", "name": "English"}]}
    """
        .formatted(number, EVIL);
  }

  private static byte[] picture() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(new BufferedImage(16, 9, BufferedImage.TYPE_INT_RGB), "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
