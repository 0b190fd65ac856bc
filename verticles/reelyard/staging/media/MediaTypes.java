package reelyard.staging.media;

import java.util.Locale;

/** Media types of films by their names. */
final class MediaTypes {

  private MediaTypes() {}

  static String of(String film) {
    String name = film.toLowerCase(Locale.ROOT);
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "mp4", "m4v" -> "video/mp4";
      case "webm" -> "video/webm";
      case "mkv" -> "video/x-matroska";
      case "mov" -> "video/quicktime";
      case "ts", "m2ts", "mts", "m2t" -> "video/mp2t";
      case "mpg", "mpeg", "vob", "m2v" -> "video/mpeg";
      case "ogv", "ogm" -> "video/ogg";
      case "avi", "divx" -> "video/x-msvideo";
      case "3gp" -> "video/3gpp";
      default -> "application/octet-stream";
    };
  }
}
