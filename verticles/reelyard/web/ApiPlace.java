package reelyard.web;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import reelyard.address.Request;
import reelyard.bus.Bus;
import reelyard.model.UserRole;

/**
 * One method and path of the HTTP interface as its description tells it: who may, what to send, and
 * what comes back.
 *
 * @param path with parts that vary as :name
 * @param role the least that a visitor must be; null for anybody
 * @param summary one line for people
 * @param body the record that the body holds, or null for none
 * @param items the record of which the body may be an array instead, or null
 * @param answer the record that comes back as JSON; null for something else
 * @param type of the answer's content
 * @param refusals further statuses that a request may meet, and when
 * @param successes how it may go well; empty where it does so with 200 and the answer
 * @param sends the type of a body that is not JSON, or null
 */
record ApiPlace(
    String method,
    String path,
    UserRole role,
    String summary,
    List<ApiParameter> parameters,
    Class<?> body,
    Class<?> items,
    Class<?> answer,
    String type,
    SortedMap<Integer, String> refusals,
    List<ApiAnswer> successes,
    String sends) {

  private static final Pattern VARYING = Pattern.compile(":([a-zA-Z]+)");

  private static final long MOST_BODY_BYTES = 4L << 20;
  private static final long MOST_LIST_BYTES = 16L << 20;

  /** Of words that are no subject by themselves. */
  private static final Map<String, String> SUBJECTS =
      Map.ofEntries(
          Map.entry("eta", "farm"),
          Map.entry("backup", "farm"),
          Map.entry("stagings", "farm"),
          Map.entry("dropbox", "farm"),
          Map.entry("events", "watching"),
          Map.entry("logout", "login"),
          Map.entry("me", "login"),
          Map.entry("openapi.yaml", "description"),
          Map.entry("openapi.json", "description"),
          Map.entry("schemas", "description"),
          Map.entry("docs", "description"));

  /** With nothing sent, and nothing yet to come back. */
  static ApiPlace of(String methodAndPath, UserRole role, String summary) {
    String[] words = methodAndPath.split(" ", 2);
    return new ApiPlace(
        words[0],
        words[1],
        role,
        summary,
        VARYING
            .matcher(words[1])
            .results()
            .map(found -> ApiParameter.path(found.group(1)))
            .toList(),
        null,
        null,
        null,
        "application/json",
        new TreeMap<>(),
        List.of(),
        null);
  }

  /** With these parameters besides. */
  ApiPlace with(ApiParameter... more) {
    List<ApiParameter> all = new ArrayList<>(parameters);
    all.addAll(Arrays.asList(more));
    return new ApiPlace(
        method,
        path,
        role,
        summary,
        List.copyOf(all),
        body,
        items,
        answer,
        type,
        refusals,
        successes,
        sends);
  }

  /** With a JSON body. */
  ApiPlace body(Class<?> sent) {
    return new ApiPlace(
        method,
        path,
        role,
        summary,
        parameters,
        sent,
        items,
        answer,
        type,
        refusals,
        successes,
        sends);
  }

  /** With a JSON body that may also be an array of these. */
  ApiPlace orListOf(Class<?> item) {
    return new ApiPlace(
        method,
        path,
        role,
        summary,
        parameters,
        body,
        item,
        answer,
        type,
        refusals,
        successes,
        sends);
  }

  /** With a record that comes back as JSON. */
  ApiPlace answers(Class<?> back) {
    return new ApiPlace(
        method,
        path,
        role,
        summary,
        parameters,
        body,
        items,
        back,
        type,
        refusals,
        successes,
        sends);
  }

  /** With something else than JSON that comes back. */
  ApiPlace answers(String contentType) {
    return new ApiPlace(
        method,
        path,
        role,
        summary,
        parameters,
        body,
        items,
        null,
        contentType,
        refusals,
        successes,
        sends);
  }

  /** With a further status, and when it comes. */
  ApiPlace refuses(int status, String when) {
    SortedMap<Integer, String> more = new TreeMap<>(refusals);
    more.put(status, when);
    return new ApiPlace(
        method, path, role, summary, parameters, body, items, answer, type, more, successes, sends);
  }

  /** Which goes well in these ways. */
  ApiPlace succeeds(ApiAnswer... ways) {
    return new ApiPlace(
        method,
        path,
        role,
        summary,
        parameters,
        body,
        items,
        answer,
        type,
        refusals,
        List.of(ways),
        sends);
  }

  /** With a body that is no JSON. */
  ApiPlace sends(String contentType) {
    return new ApiPlace(
        method,
        path,
        role,
        summary,
        parameters,
        body,
        items,
        answer,
        type,
        refusals,
        successes,
        contentType);
  }

  /** The route of this place to what answers it on the bus. */
  <Q, A> ApiRoute<Q, A> asks(Request<Q, A> request, Function<ApiRequest, Q> question) {
    ApiPlace place =
        answer == null && type.equals("application/json") ? answers(request.answer()) : this;
    return new ApiRoute<>(place, request, question, (asked, back) -> back, Bus.PATIENCE);
  }

  /** Its name in the description: get-jobs-id-why. */
  String operationId() {
    return Stream.of((method + path).replace("/api/v1", "").split("[^A-Za-z0-9]+", -1))
        .map(String::toLowerCase)
        .collect(Collectors.joining("-"));
  }

  /** What it is about: mostly the first word of its path. */
  String tag() {
    if (!path.startsWith("/api/v1/")) {
      return "watching";
    }
    String word = path.split("/", -1)[3];
    return SUBJECTS.getOrDefault(word, word);
  }

  /** Whether a request may have a body of JSON. */
  boolean takesBody() {
    return body != null;
  }

  /** How large a body may be: where it may be a list of many, larger. */
  long mostBodyBytes() {
    return items == null ? MOST_BODY_BYTES : MOST_LIST_BYTES;
  }

  /** The parameter of this name. */
  ApiParameter parameter(String name) {
    return parameters.stream().filter(each -> each.name().equals(name)).findFirst().orElse(null);
  }
}
