package reelyard.worker.proof;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where each stream of a film ends, in seconds from the film's begin; -1 unknown. A film lasts as
 * long as its longest stream, so its own duration does not tell whether its picture stops early.
 *
 * @param videos pictures that move; a cover does not count
 */
public record Ends(List<Double> videos, List<Double> audios) {

  /** Of a film that nothing is known of. */
  public static final Ends UNKNOWN = new Ends(List.of(), List.of());

  /** What ffprobe must show of a stream and of its file for {@link #of}. */
  public static final String SHOWN = "format=start_time:stream=codec_type,start_time,duration";

  private static final Pattern TAG = Pattern.compile("(\\d{1,4}):(\\d\\d):(\\d\\d(?:\\.\\d+)?)");

  /** From what ffprobe tells of the streams; Matroska has it in tags, most others in the stream. */
  public static Ends of(JsonNode found) {
    return of(found, Map.of());
  }

  /**
   * The same, after all packets were looked at.
   *
   * @param measured where the last packet of each stream ends, in the file's own time
   */
  public static Ends of(JsonNode found, Map<Integer, Double> measured) {
    List<Double> videos = new ArrayList<>();
    List<Double> audios = new ArrayList<>();
    double begin = found.path("format").path("start_time").asDouble();
    int index = 0;
    for (JsonNode stream : found.path("streams")) {
      Double last = measured.get(index);
      double end = last == null ? told(stream, begin) : last - begin;
      switch (stream.path("codec_type").asText()) {
        case "video" -> {
          if (stream.path("disposition").path("attached_pic").asInt() == 0) {
            videos.add(end);
          }
        }
        case "audio" -> audios.add(end);
        default -> {}
      }
      index++;
    }
    return new Ends(List.copyOf(videos), List.copyOf(audios));
  }

  private static double told(JsonNode stream, double begin) {
    double duration = stream.path("duration").asDouble(-1);
    if (duration > 0) {
      return duration + Math.max(0, stream.path("start_time").asDouble(begin) - begin);
    }
    // "DURATION", or "DURATION-eng".
    for (Map.Entry<String, JsonNode> tag : stream.path("tags").properties()) {
      Matcher words = TAG.matcher(tag.getValue().asText());
      if (tag.getKey().toUpperCase(Locale.ROOT).startsWith("DURATION") && words.lookingAt()) {
        return 3600 * Double.parseDouble(words.group(1))
            + 60 * Double.parseDouble(words.group(2))
            + Double.parseDouble(words.group(3));
      }
    }
    return -1;
  }

  /** Whether the end of each stream is known. */
  public boolean known() {
    return Stream.concat(videos.stream(), audios.stream()).allMatch(end -> end >= 0);
  }

  /** Whether every stream lasts as long as this, or it is not known. */
  public boolean reach(double seconds) {
    Predicate<Double> reaches = end -> end < 0 || end >= seconds;
    return videos.stream().allMatch(reaches) && audios.stream().allMatch(reaches);
  }
}
