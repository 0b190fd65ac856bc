package reelyard.message;

import java.util.Locale;

/**
 * Asks what lies in a folder of a staging host.
 *
 * @param path absolute; empty for the folders that it serves
 * @param text only names that contain it, whatever their case; empty for all
 * @param cursor where the page before ended (its next), or null
 * @param limit of entries; 200 when 0
 */
public record BrowseMedia(String path, String text, String cursor, int limit) {

  public static final int MOST = 1_000;

  public BrowseMedia {
    path = path == null ? "" : path;
    text = text == null ? "" : text.toLowerCase(Locale.ROOT);
    limit = limit == 0 ? 200 : limit;
    if (limit < 1 || limit > MOST) {
      throw new IllegalArgumentException("limit must be 1 to " + MOST + ", not " + limit);
    }
  }
}
