package reelyard.worker.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a film holds, as ffprobe tells it.
 *
 * @param seconds how long it plays; -1 unknown
 * @param ends where its streams end; one of them may stop long before the film does
 * @param videos pictures that move; a cover does not count
 * @param hdr of the first of them
 */
public record Inventory(
    double seconds,
    Ends ends,
    List<Video> videos,
    List<Track> audios,
    List<Track> subtitles,
    int chapters,
    Hdr hdr) {

  /** A video stream. */
  public record Video(String codec, int width, int height) {}

  /**
   * A sound track or a subtitle.
   *
   * @param language as the file has it; null for none
   */
  public record Track(String codec, String language) {}

  /**
   * What lets bright screens show a picture as it was meant.
   *
   * @param transfer such as smpte2084 (HDR10) or arib-std-b67 (HLG)
   * @param primaries such as bt2020
   * @param bits of a sample
   * @param mastering the display that it was made for: its colours and its light; empty for none
   * @param light brightest point and brightest picture, in candela a square metre; null for none
   * @param dolbyVision its profile; null for none
   * @param dynamic whether it has HDR10+ data
   */
  public record Hdr(
      String transfer,
      String primaries,
      int bits,
      Map<String, Double> mastering,
      String light,
      Integer dolbyVision,
      boolean dynamic) {}

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern BITS = Pattern.compile("p0?(9|10|12|14|16)(?:le|be)?$");
  private static final int USUAL_BITS = 8;

  /** ffprobe's options for {@link #of}'s first text. */
  public static final List<String> STREAMS =
      List.of(
          "-show_entries",
          Ends.SHOWN
              + ":format=duration"
              + ":stream=codec_name,width,height,pix_fmt,color_transfer,color_primaries"
              + ":stream_tags:stream_disposition=attached_pic:stream_side_data_list"
              + ":chapter=id");

  /** ffprobe's options for {@link #of}'s second text: the first pictures of the first film. */
  public static final List<String> FRAMES =
      List.of(
          "-select_streams",
          "V:0",
          "-read_intervals",
          "%+#10",
          "-show_frames",
          "-show_entries",
          "frame=color_transfer,color_primaries,pix_fmt:frame_side_data_list");

  /**
   * Understands ffprobe's answers in JSON.
   *
   * @param lastPackets where the last packet of each stream ends, as far as it was looked for
   * @throws IOException when they are none
   */
  public static Inventory of(String streams, String frames, Map<Integer, Double> lastPackets)
      throws IOException {
    JsonNode found = JSON.readTree(streams);
    List<Video> videos = new ArrayList<>();
    List<Track> audios = new ArrayList<>();
    List<Track> subtitles = new ArrayList<>();
    JsonNode picture = JSON.createObjectNode();
    double longest = -1;
    for (JsonNode stream : found.path("streams")) {
      longest = Math.max(longest, stream.path("duration").asDouble(-1));
      String codec = stream.path("codec_name").asText("unknown");
      switch (stream.path("codec_type").asText()) {
        case "video" -> {
          if (stream.path("disposition").path("attached_pic").asInt() == 0) {
            picture = videos.isEmpty() ? stream : picture;
            videos.add(
                new Video(codec, stream.path("width").asInt(), stream.path("height").asInt()));
          }
        }
        case "audio" -> audios.add(track(codec, stream));
        case "subtitle" -> subtitles.add(track(codec, stream));
        default -> {}
      }
    }
    return new Inventory(
        found.path("format").path("duration").asDouble(longest),
        Ends.of(found, lastPackets),
        List.copyOf(videos),
        List.copyOf(audios),
        List.copyOf(subtitles),
        found.path("chapters").size(),
        hdr(picture, JSON.readTree(frames).path("frames")));
  }

  private static Track track(String codec, JsonNode stream) {
    return new Track(codec, stream.path("tags").path("language").asText(null));
  }

  /** Some files tell it of the stream, some with each picture. */
  private static Hdr hdr(JsonNode stream, JsonNode frames) {
    List<JsonNode> places = new ArrayList<>(List.of(stream));
    frames.forEach(places::add);
    String transfer = null;
    String primaries = null;
    int bits = 0;
    Map<String, Double> mastering = new TreeMap<>();
    String light = null;
    Integer dolbyVision = null;
    boolean dynamic = false;
    for (JsonNode place : places) {
      transfer = known(transfer, place.path("color_transfer"));
      primaries = known(primaries, place.path("color_primaries"));
      bits = Math.max(bits, bits(place.path("pix_fmt").asText()));
      for (JsonNode data : place.path("side_data_list")) {
        String type = data.path("side_data_type").asText().toLowerCase(Locale.ROOT);
        if (type.startsWith("mastering display")) {
          mastering(data, mastering);
        } else if (type.startsWith("content light level")) {
          light = data.path("max_content").asInt() + "/" + data.path("max_average").asInt();
        } else if (type.startsWith("dovi configuration")) {
          dolbyVision = data.path("dv_profile").asInt();
        } else if (type.startsWith("dolby vision") && dolbyVision == null) {
          dolbyVision = 0;
        } else if (type.contains("2094-40") || type.contains("hdr10+")) {
          dynamic = true;
        }
      }
    }
    return new Hdr(transfer, primaries, bits, mastering, light, dolbyVision, dynamic);
  }

  private static String known(String before, JsonNode value) {
    String words = value.asText("unknown");
    return before != null || words.equals("unknown") || words.equals("reserved") ? before : words;
  }

  private static int bits(String format) {
    if (format.isEmpty()) {
      return 0;
    }
    Matcher bits = BITS.matcher(format);
    if (bits.find()) {
      return Integer.parseInt(bits.group(1));
    }
    return format.startsWith("p010") ? 10 : USUAL_BITS;
  }

  private static void mastering(JsonNode data, Map<String, Double> found) {
    data.fields()
        .forEachRemaining(
            each -> {
              double value = ratio(each.getValue().asText());
              if (!Double.isNaN(value)) {
                found.put(each.getKey(), value);
              }
            });
  }

  private static double ratio(String words) {
    String[] parts = words.split("/", 2);
    try {
      double above = Double.parseDouble(parts[0]);
      double below = parts.length > 1 ? Double.parseDouble(parts[1]) : 1;
      return below == 0 ? Double.NaN : above / below;
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
