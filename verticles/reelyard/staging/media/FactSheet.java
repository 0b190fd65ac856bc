package reelyard.staging.media;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import reelyard.message.MediaFacts;
import reelyard.message.MediaFacts.MediaStream;
import reelyard.message.MediaScan;
import reelyard.message.MediaScan.AudioTrack;
import reelyard.message.MediaScan.Chapter;
import reelyard.message.MediaScan.MediaTitle;
import reelyard.message.MediaScan.SubtitleTrack;
import reelyard.staging.Films.Film;

/** Reads what ffprobe printed. */
final class FactSheet {

  private static final Set<String> PLAYABLE_PICTURES = Set.of("h264", "vp8", "vp9", "av1");
  private static final Set<String> PLAYABLE_SOUNDS = Set.of("aac", "mp3", "opus", "vorbis", "flac");
  private static final int BITS = 8;

  private final Film film;
  private final Leaf sheet;

  FactSheet(Film film, String json) {
    this.film = film;
    this.sheet = Leaf.of(json);
  }

  MediaFacts facts() {
    Leaf format = sheet.at("format");
    List<MediaStream> streams =
        sheet.list("streams").stream().filter(s -> !isCover(s)).map(FactSheet::stream).toList();
    double seconds = format.at("duration").number();
    double bitrate = format.at("bit_rate").number();
    String type = MediaTypes.of(film.name());
    return new MediaFacts(
        film.name(),
        format.at("format_name").text(),
        type,
        isPlayable(type, streams),
        film.bytes(),
        seconds,
        (long) (bitrate > 0 || seconds <= 0 ? bitrate : film.bytes() * BITS / seconds),
        sheet.list("chapters").size(),
        streams);
  }

  /** The same as one title, where there is no HandBrake to ask. */
  MediaScan scan() {
    MediaFacts facts = facts();
    List<MediaStream> sounds = facts.streams().stream().filter(s -> is(s, "audio")).toList();
    List<MediaStream> texts = facts.streams().stream().filter(s -> is(s, "subtitle")).toList();
    MediaStream picture =
        facts.streams().stream()
            .filter(s -> is(s, "video"))
            .findFirst()
            .orElse(stream(new Leaf(null)));
    MediaTitle title =
        new MediaTitle(
            1,
            facts.seconds(),
            picture.width(),
            picture.height(),
            picture.fps(),
            picture.codec(),
            Numbered.list(sheet.list("chapters"), FactSheet::chapter),
            Numbered.list(sounds, FactSheet::sound),
            Numbered.list(texts, FactSheet::text));
    return new MediaScan("ffprobe", 1, List.of(title));
  }

  private static boolean is(MediaStream stream, String kind) {
    return kind.equals(stream.kind());
  }

  private static Chapter chapter(int number, Leaf chapter) {
    double seconds = chapter.at("end_time").number() - chapter.at("start_time").number();
    return new Chapter(number, chapter.at("tags").at("title").text(), seconds);
  }

  private static AudioTrack sound(int number, MediaStream stream) {
    return new AudioTrack(
        number, stream.language(), stream.codec(), stream.channels(), stream.title());
  }

  private static SubtitleTrack text(int number, MediaStream stream) {
    return new SubtitleTrack(number, stream.language(), stream.codec(), stream.title());
  }

  private static boolean isPlayable(String type, List<MediaStream> streams) {
    boolean picture = streams.stream().anyMatch(s -> is(s, "video"));
    return (type.equals("video/mp4") || type.equals("video/webm"))
        && picture
        && streams.stream().allMatch(FactSheet::isPlayable);
  }

  private static boolean isPlayable(MediaStream stream) {
    return switch (stream.kind()) {
      case "video" ->
          PLAYABLE_PICTURES.contains(stream.codec())
              && (stream.pixels() == null || stream.pixels().matches("yuvj?420p"));
      case "audio" -> PLAYABLE_SOUNDS.contains(stream.codec());
      default -> true;
    };
  }

  /** A picture of the film's poster is no stream to watch. */
  private static boolean isCover(Leaf stream) {
    return stream.at("disposition").at("attached_pic").whole() == 1;
  }

  private static MediaStream stream(Leaf stream) {
    String kind = stream.at("codec_type").text();
    Leaf tags = stream.at("tags");
    Leaf disposition = stream.at("disposition");
    return new MediaStream(
        stream.at("index").whole(),
        kind == null ? "data" : kind.toLowerCase(Locale.ROOT),
        stream.at("codec_name").text(),
        stream.at("profile").text(),
        tags.at("language").text(),
        tags.at("title").text(),
        stream.at("width").whole(),
        stream.at("height").whole(),
        stream.at("avg_frame_rate").ratio(),
        stream.at("pix_fmt").text(),
        hdr(stream.at("color_transfer").text()),
        stream.at("channels").whole(),
        stream.at("sample_rate").whole(),
        (long) stream.at("bit_rate").number(),
        disposition.at("default").whole() == 1,
        disposition.at("forced").whole() == 1);
  }

  private static String hdr(String transfer) {
    if (transfer == null) {
      return null;
    }
    return switch (transfer) {
      case "smpte2084" -> "HDR10";
      case "arib-std-b67" -> "HLG";
      default -> null;
    };
  }
}
