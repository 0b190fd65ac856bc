package reelyard.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import reelyard.worker.proof.Ends;

/**
 * What ffprobe found in a file.
 *
 * @param problem why it could not be opened, or null
 * @param videos pictures that move; a cover does not count
 * @param ends where its streams end; the film itself lasts as long as the longest of them
 */
record ResultProbe(
    String problem, int videos, int audios, int subtitles, double seconds, Ends ends) {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Starts ffprobe. */
  static ShortRun start(Path ffprobe, Path file, Path folder) {
    return ShortRun.start(
        List.of(
            ffprobe.toString(),
            "-v",
            "error",
            "-of",
            "json",
            "-show_entries",
            Ends.SHOWN + ":format=duration:stream_tags:stream_disposition=attached_pic",
            "-i",
            "file:" + file.toAbsolutePath()),
        folder,
        LIMIT);
  }

  /** Understands its answer. */
  static ResultProbe of(ShortRun.Answer answer) {
    if (answer.late()) {
      return problem("ffprobe did not answer within " + LIMIT.toSeconds() + " s");
    }
    if (answer.exit().code() != 0) {
      String said = answer.stderr().strip();
      return problem(said.isEmpty() ? "ffprobe ended with " + answer.exit() : said);
    }
    JsonNode found;
    try {
      found = JSON.readTree(answer.stdout());
    } catch (IOException e) {
      return problem("ffprobe's answer is not JSON");
    }
    int videos = 0;
    int audios = 0;
    int subtitles = 0;
    double longest = 0;
    for (JsonNode stream : found.path("streams")) {
      switch (stream.path("codec_type").asText()) {
        case "video" ->
            videos += stream.path("disposition").path("attached_pic").asInt() == 1 ? 0 : 1;
        case "audio" -> audios++;
        case "subtitle" -> subtitles++;
        default -> {}
      }
      longest = Math.max(longest, stream.path("duration").asDouble());
    }
    double seconds = found.path("format").path("duration").asDouble(longest);
    return new ResultProbe(null, videos, audios, subtitles, seconds, Ends.of(found));
  }

  private static ResultProbe problem(String words) {
    return new ResultProbe(words, 0, 0, 0, 0, Ends.UNKNOWN);
  }
}
