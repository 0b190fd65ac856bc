package reelyard.message;

import java.time.Duration;
import java.util.Objects;

/**
 * Asks for a door to a film at its staging host.
 *
 * @param path of the film or its folder, absolute; empty for UPLOAD
 * @param second of a STILL
 * @param width of a STILL in pixels, at most; {@value #WIDTH} when 0
 * @param user whose uploads; empty otherwise
 * @param upload which upload of theirs; empty for a new one
 * @param job whose original, the place of which its result took, is meant instead of what lies at
 *     the path; else empty
 */
public record OpenMedia(
    MediaUse use, String path, double second, int width, String user, String upload, String job) {

  /** Staging has begun to answer within so long, or refuses: a scan of a disc takes minutes. */
  public static final Duration PATIENCE = Duration.ofMinutes(5);

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
    job = job == null ? "" : job;
    width = width == 0 ? WIDTH : width;
    if (!(second >= 0 && second <= LAST_SECOND)) {
      throw new IllegalArgumentException("second must be 0 to 1000000, not " + second);
    }
    if (width < LEAST_WIDTH || width > MOST_WIDTH) {
      throw new IllegalArgumentException(
          "width must be %d to %d, not %d".formatted(LEAST_WIDTH, MOST_WIDTH, width));
    }
  }

  /** Of what lies at the path. */
  public OpenMedia(
      MediaUse use, String path, double second, int width, String user, String upload) {
    this(use, path, second, width, user, upload, "");
  }

  /** The same of another film. */
  public OpenMedia of(String film) {
    return new OpenMedia(use, film, second, width, user, upload, job);
  }

  /** The same of the film whose place this job's result took. */
  public OpenMedia replacedBy(String otherJob) {
    return new OpenMedia(use, path, second, width, user, upload, otherJob);
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
