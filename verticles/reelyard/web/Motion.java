package reelyard.web;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/**
 * How far a request and its answer have come, as far as that is the client's doing.
 *
 * @param isWhole whether all of the request is here
 * @param read bytes of the request
 * @param isAnswered whether all of the answer was handed over: a file then goes its way unseen
 * @param isStuck whether the client takes less than there is
 * @param written bytes of the answer
 * @param millis since the request began
 */
record Motion(
    boolean isWhole, long read, boolean isAnswered, boolean isStuck, long written, long millis) {

  /** The client need not move: the answer is still to come. */
  static final long NOT_ITS_TURN = -1;

  /** A client that takes a file more slowly takes it for ever. */
  private static final long LEAST_BYTES_PER_SECOND = 1_024;

  /**
   * As it stands now.
   *
   * @param millis since it began
   */
  static Motion of(RoutingContext c, long millis) {
    HttpServerRequest request = c.request();
    HttpServerResponse answer = c.response();
    boolean going = answer.headWritten() && !answer.closed();
    return new Motion(
        request.isEnded(),
        request.bytesRead(),
        going && answer.ended(),
        going && !answer.ended() && answer.writeQueueFull(),
        answer.bytesWritten(),
        millis);
  }

  /** Bytes moved so far; {@link #NOT_ITS_TURN} when it is the server's turn. */
  long bytes() {
    if (!isWhole) {
      return read;
    }
    boolean inTime = millis / 1_000 <= written / LEAST_BYTES_PER_SECOND;
    return isStuck || (isAnswered && !inTime) ? read + written : NOT_ITS_TURN;
  }
}
