package reelyard.message;

/**
 * Asks the drop box what it watches and what it did.
 *
 * @param limit how many of the latest films, 1 to 1000; 100 when 0
 */
public record GetDropBox(int limit) {

  public static final int MOST = 1000;

  public GetDropBox {
    limit = limit == 0 ? 100 : limit;
    if (limit < 1 || limit > MOST) {
      throw new IllegalArgumentException("limit must be 1 to " + MOST + ", not " + limit);
    }
  }
}
