package reelyard.web;

import reelyard.message.Refusal;

/** Why a request was not obeyed, in the form of RFC 9457. */
record Problem(String type, String title, int status, String detail) {

  static Problem of(int status, String detail) {
    return new Problem("about:blank", title(status), status, detail);
  }

  /** A refusal of the bus: its code is the status. */
  static Problem of(Refusal refusal) {
    int code = refusal.code();
    return of(code >= 400 && code <= 599 ? code : 500, refusal.message());
  }

  /** Nobody answered in time. */
  static Problem noScheduler() {
    return of(503, "no scheduler is reachable on the bus: start one with ./reelyard run manager");
  }

  private static String title(int status) {
    return switch (status) {
      case 400 -> "Bad request";
      case 403 -> "Forbidden";
      case 404 -> "Not found";
      case 405 -> "Method not allowed";
      case 409 -> "Conflict";
      case 413 -> "Too large";
      case 415 -> "Not JSON";
      case 503 -> "No scheduler";
      case 507 -> "No space left";
      default -> status < 500 ? "Refused" : "Broken";
    };
  }
}
