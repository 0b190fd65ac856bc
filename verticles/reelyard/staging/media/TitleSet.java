package reelyard.staging.media;

import java.util.List;
import reelyard.message.MediaScan;
import reelyard.message.MediaScan.AudioTrack;
import reelyard.message.MediaScan.Chapter;
import reelyard.message.MediaScan.MediaTitle;
import reelyard.message.MediaScan.SubtitleTrack;

/** Reads what {@code HandBrakeCLI --scan --json} printed, banners of its libraries between. */
final class TitleSet {

  private static final String LABEL = "\nJSON Title Set: {";
  private static final String END = "\n}";

  /** Of HandBrake's clock in a second. */
  private static final double TICKS = 90_000;

  private TitleSet() {}

  /** Null when it found no title. */
  static MediaScan read(String printed) {
    int label = ("\n" + printed).lastIndexOf(LABEL);
    if (label < 0) {
      return null;
    }
    String text = ("\n" + printed).substring(label + LABEL.length() - 1);
    int end = text.indexOf(END);
    Leaf set = Leaf.of(end < 0 ? text : text.substring(0, end + END.length()));
    List<MediaTitle> titles = set.list("TitleList").stream().map(TitleSet::title).toList();
    return titles.isEmpty()
        ? null
        : new MediaScan("HandBrake", set.at("MainFeature").whole(), titles);
  }

  private static MediaTitle title(Leaf title) {
    Leaf geometry = title.at("Geometry");
    Leaf rate = title.at("FrameRate");
    double per = rate.at("Den").number();
    return new MediaTitle(
        title.at("Index").whole(),
        seconds(title),
        geometry.at("Width").whole(),
        geometry.at("Height").whole(),
        per == 0 ? 0 : rate.at("Num").number() / per,
        title.at("VideoCodec").text(),
        Numbered.list(
            title.list("ChapterList"),
            (number, each) -> new Chapter(number, each.at("Name").text(), seconds(each))),
        Numbered.list(title.list("AudioList"), TitleSet::sound),
        Numbered.list(title.list("SubtitleList"), TitleSet::text));
  }

  private static double seconds(Leaf part) {
    return part.at("Duration").at("Ticks").number() / TICKS;
  }

  private static AudioTrack sound(int number, Leaf track) {
    return new AudioTrack(
        number,
        track.at("LanguageCode").text(),
        track.at("CodecName").text(),
        track.at("ChannelCount").whole(),
        track.at("Name").text());
  }

  private static SubtitleTrack text(int number, Leaf track) {
    return new SubtitleTrack(
        number,
        track.at("LanguageCode").text(),
        track.at("SourceName").text(),
        track.at("Name").text());
  }
}
