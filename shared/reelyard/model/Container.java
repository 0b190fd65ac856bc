package reelyard.model;

/** The file formats that HandBrake writes. */
public enum Container {
  MP4("mp4", "av_mp4"),
  MKV("mkv", "av_mkv"),
  WEBM("webm", "av_webm");

  private final String extension;
  private final String format;

  Container(String extension, String format) {
    this.extension = extension;
    this.format = format;
  }

  /** Of a result's file name, without the dot. */
  public String extension() {
    return extension;
  }

  /** The word after HandBrakeCLI's --format. */
  public String format() {
    return format;
  }
}
