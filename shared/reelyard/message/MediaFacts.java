package reelyard.message;

import java.util.List;

/**
 * What is in a film, as ffprobe tells it. Strings may be null, and numbers 0, where it does not.
 *
 * @param container such as "mov,mp4,m4a,3gp,3g2,mj2"
 * @param type the media type, such as "video/mp4"
 * @param playable whether browsers as a rule can play it: container and streams are of their kinds
 * @param bitrate of all, in bits a second
 */
public record MediaFacts(
    String name,
    String container,
    String type,
    boolean playable,
    long bytes,
    double seconds,
    long bitrate,
    int chapters,
    List<MediaStream> streams) {

  public MediaFacts {
    streams = streams == null ? List.of() : List.copyOf(streams);
  }

  /**
   * One stream.
   *
   * @param kind video, audio, subtitle, data or attachment
   * @param language of three letters
   * @param hdr HDR10 or HLG where the picture is so, else null
   */
  public record MediaStream(
      int index,
      String kind,
      String codec,
      String profile,
      String language,
      String title,
      int width,
      int height,
      double fps,
      String pixels,
      String hdr,
      int channels,
      int sampleRate,
      long bitrate,
      boolean standard,
      boolean forced) {}
}
