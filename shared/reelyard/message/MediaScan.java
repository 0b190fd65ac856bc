package reelyard.message;

import java.util.List;

/**
 * The titles, tracks and chapters that a job can pick from, numbered as HandBrake's options do.
 *
 * @param by HandBrake, or ffprobe where the staging host has no HandBrake
 * @param mainTitle the one that HandBrake takes for the feature; 0 unknown
 */
public record MediaScan(String by, int mainTitle, List<MediaTitle> titles) {

  public MediaScan {
    titles = titles == null ? List.of() : List.copyOf(titles);
  }

  /** One title; most films have one, discs many. */
  public record MediaTitle(
      int number,
      double seconds,
      int width,
      int height,
      double fps,
      String codec,
      List<Chapter> chapters,
      List<AudioTrack> audio,
      List<SubtitleTrack> subtitles) {

    public MediaTitle {
      chapters = chapters == null ? List.of() : List.copyOf(chapters);
      audio = audio == null ? List.of() : List.copyOf(audio);
      subtitles = subtitles == null ? List.of() : List.copyOf(subtitles);
    }
  }

  public record Chapter(int number, String name, double seconds) {}

  /**
   * A track of sound.
   *
   * @param language its code of three letters
   * @param name that the film gives it, such as its director's comments; null for none
   */
  public record AudioTrack(int track, String language, String codec, int channels, String name) {}

  /**
   * A track of subtitles.
   *
   * @param language its code of three letters
   * @param name that the film gives it; null for none
   */
  public record SubtitleTrack(int track, String language, String codec, String name) {}
}
