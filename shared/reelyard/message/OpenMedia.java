package reelyard.message;

import java.util.Objects;

/**
 * Asks for a door to a film at its staging host.
 *
 * @param path of the film or its folder, absolute; empty for UPLOAD
 * @param second of a STILL
 * @param width of a STILL in pixels, at most; {@value #WIDTH} when 0
 * @param user whose uploads; empty otherwise
 * @param upload which upload of theirs; empty for a new one
 */
public record OpenMedia(
    MediaUse use, String path, double second, int width, String user, String upload) {

  public static final int WIDTH = 640;
  public static final int MOST_WIDTH = 1920;
  public static final int LEAST_WIDTH = 16;

  /** Longer than any film. */
  public static final double LAST_SECOND = 1_000_000;

  public OpenMedia {
    Objects.requireNonNull(use, "use is missing");
    path = path == null ? "" : path;
    user = user == null ? "" : user;
    upload = upload == null ? "" : upload;
    width = width == 0 ? WIDTH : width;
    if (!(second >= 0 && second <= LAST_SECOND)) {
      throw new IllegalArgumentException("second must be 0 to 1000000, not " + second);
    }
    if (width < LEAST_WIDTH || width > MOST_WIDTH) {
      throw new IllegalArgumentException(
          "width must be %d to %d, not %d".formatted(LEAST_WIDTH, MOST_WIDTH, width));
    }
  }

  /** To look at a film, or play it. */
  public static OpenMedia of(MediaUse use, String path) {
    return new OpenMedia(use, path, 0, 0, "", "");
  }

  /** To bring a film. */
  public static OpenMedia upload(String user, String upload) {
    return new OpenMedia(MediaUse.UPLOAD, "", 0, 0, user, upload);
  }
}
