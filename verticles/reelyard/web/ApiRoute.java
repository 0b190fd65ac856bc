package reelyard.web;

import java.time.Duration;
import java.util.function.BiFunction;
import java.util.function.Function;
import reelyard.address.Request;
import reelyard.model.UserRole;

/**
 * One thing that can be asked over HTTP, and who on the bus answers it. Declared as
 *
 * <pre>{@code
 * ApiPlace.of("GET /api/v1/jobs", VIEWER, "Lists jobs, page by page")
 *     .with(text("user", "whose jobs"), number("limit", ListJobs.MOST, "how many; 100 when 0"))
 *     .asks(Addresses.LIST_JOBS, r -> new ListJobs(…, r.text("user"), …))
 *     .within(LIST_PATIENCE)
 * }</pre>
 *
 * @param question throws {@link reelyard.bus.RefusedException} for what is wrong
 * @param answer what is sent as JSON, of the request and the bus's answer; may throw it too
 * @param patience how long the bus may take
 */
record ApiRoute<Q, A>(
    ApiPlace place,
    Request<Q, A> request,
    Function<ApiRequest, Q> question,
    BiFunction<ApiRequest, A, Object> answer,
    Duration patience) {

  /** With more patience, or less. */
  ApiRoute<Q, A> within(Duration other) {
    return new ApiRoute<>(place, request, question, answer, other);
  }

  /** With an answer that is made of the bus's. */
  <T> ApiRoute<Q, A> shows(Class<T> type, Function<A, T> shown) {
    return shows(type, (asked, back) -> shown.apply(back));
  }

  /** The same where it matters what was asked. */
  <T> ApiRoute<Q, A> shows(Class<T> type, BiFunction<ApiRequest, A, T> shown) {
    return new ApiRoute<>(place.answers(type), request, question, shown::apply, patience);
  }

  String method() {
    return place.method();
  }

  String path() {
    return place.path();
  }

  UserRole role() {
    return place.role();
  }

  /** Whether the request has a body. */
  boolean takesBody() {
    return place.takesBody();
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
