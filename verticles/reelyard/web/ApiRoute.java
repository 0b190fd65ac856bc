package reelyard.web;

import java.time.Duration;
import java.util.function.Function;
import reelyard.address.Request;
import reelyard.model.UserRole;

/**
 * One thing that can be asked over HTTP: where, who may, and who on the bus answers it.
 *
 * @param role the least that a visitor must be
 * @param question throws {@link reelyard.bus.RefusedException} for what is wrong
 * @param answer what is sent as JSON; may throw it too
 */
record ApiRoute<Q, A>(
    String method,
    String path,
    UserRole role,
    Request<Q, A> request,
    Function<ApiRequest, Q> question,
    Function<A, Object> answer,
    Duration patience) {

  /** With an answer as the bus gives it. */
  ApiRoute(
      String method,
      String path,
      UserRole role,
      Request<Q, A> request,
      Function<ApiRequest, Q> question,
      Duration patience) {
    this(method, path, role, request, question, answer -> answer, patience);
  }

  /** Whether the request may have a body. */
  boolean takesBody() {
    return !method.equals("GET");
  }

  /** The question for the bus. */
  Q ask(ApiRequest asked) {
    try {
      Q asks = question.apply(asked);
      asked.nothingElse();
      return asks;
    } catch (IllegalArgumentException e) {
      // Records refuse what does not fit into them, and say which field.
      throw ApiRequest.bad(e.getMessage());
    }
  }
}
