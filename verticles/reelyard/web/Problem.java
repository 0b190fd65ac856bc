package reelyard.web;

import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import reelyard.address.Addresses;
import reelyard.address.Request;
import reelyard.message.Refusal;
import reelyard.model.FailureReason;

/**
 * Why a request was not obeyed, in the form of RFC 9457.
 *
 * @param detail for people: what is wrong, and what to do
 * @param errors one for each field that is wrong; empty where it is not about a field
 */
record Problem(String type, String title, int status, String detail, List<FieldError> errors) {

  /** A field as the message names it first: "jobs[0].input: must be text", "limit must be 1". */
  private static final Pattern FIELD =
      Pattern.compile(
          "(?s)([A-Za-z][A-Za-z-]*(?:[.\\[][^ :]*)?|\\[[0-9]+][^ :]*)(?::| (?=must |is missing|are"
              + " missing)) ?(.*)");

  /**
   * What is wrong with one field.
   *
   * @param field where it stands: a parameter, a header, or jobs[0].input in the body
   */
  record FieldError(String field, String detail) {}

  static Problem of(int status, String detail) {
    return new Problem("about:blank", title(status), status, detail, List.of());
  }

  /** Something wrong with these fields. */
  static Problem of(int status, List<FieldError> errors) {
    String detail =
        errors.stream()
            .map(error -> error.field() + ": " + error.detail())
            .collect(Collectors.joining("; "));
    return new Problem("about:blank", title(status), status, detail, errors);
  }

  /** What a request met before it could become a question. */
  static Problem of(int status, String method, String path) {
    return of(
        status,
        switch (status) {
          case 400 -> "the request is malformed";
          case 404 -> "there is nothing at " + path;
          case 405 -> method + " is not possible at " + path;
          case 413 -> "the body is too large";
          default -> "the request broke: the manager's log says why";
        });
  }

  /** A body of more bytes than this. */
  static Problem tooLarge(long mostBytes) {
    return of(
        413,
        "the body is larger than %s: send it in parts"
            .formatted(
                mostBytes < 1 << 20 ? (mostBytes >> 10) + " KiB" : (mostBytes >> 20) + " MiB"));
  }

  /** A refusal of the bus: its code is the status, unless it is a {@link FailureReason}'s. */
  static Problem of(Refusal refusal) {
    int code = refusal.code();
    int status =
        FailureReason.ofCode(code)
            .map(Problem::status)
            .orElse(code >= 400 && code < 600 ? code : 500);
    Matcher named = FIELD.matcher(refusal.message());
    return new Problem(
        "about:blank",
        title(status),
        status,
        refusal.message(),
        status == Refusal.BAD_MESSAGE && named.matches()
            ? List.of(new FieldError(named.group(1), named.group(2)))
            : List.of());
  }

  private static int status(FailureReason reason) {
    return switch (reason) {
      case RESULT_EXISTS -> 409;
      case MANAGER_DISK_FULL -> 507;
      default -> 422;
    };
  }

  /** Nobody hears there. */
  static Problem nobody(Request<?, ?> request) {
    return request.equals(Addresses.DROP_BOX)
        ? of(
            404,
            "no folder is watched: name one in dropbox.folders of the manager's configuration, and"
                + " start the manager again")
        : of(503, "no scheduler is reachable on the bus: start one with ./reelyard run manager");
  }

  /**
   * Somebody heard it, perhaps, and has not answered.
   *
   * @param changes whether what was asked may still be done
   */
  static Problem noAnswer(Request<?, ?> request, Duration patience, boolean changes) {
    return of(
        504,
        "no answer within %d s: %s"
            .formatted(
                patience.toSeconds(),
                request.equals(Addresses.SUBMIT)
                    ? "the jobs may still be taken in; repeat with the same key, and none is taken"
                        + " twice (without one, look at the list of jobs first)"
                    : changes ? "it may still be done; look before you ask again" : "ask again"));
  }

  private static String title(int status) {
    return switch (status) {
      case 400 -> "Bad request";
      case 401 -> "Not logged in";
      case 403 -> "Forbidden";
      case 404 -> "Not found";
      case 405 -> "Method not allowed";
      case 409 -> "Conflict";
      case 413 -> "Too large";
      case 414 -> "Address too long";
      case 412 -> "Another version";
      case 415 -> "Wrong content-type";
      case 416 -> "No such bytes";
      case 431 -> "Headers too large";
      case 429 -> "Too many";
      case 503 -> "Not available";
      case 504 -> "No answer";
      case 507 -> "No space left";
      default -> status < 500 ? "Refused" : "Broken";
    };
  }
}
