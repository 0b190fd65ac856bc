package reelyard.message;

import reelyard.model.Failure;

/** Why a request was not obeyed: the failure code and message of the bus. */
public record Refusal(int code, String message) {

  /** The message is not what the address takes. */
  public static final int BAD_MESSAGE = 400;

  /** Who asks may not. */
  public static final int FORBIDDEN = 403;

  /** No such job or worker. */
  public static final int NOT_FOUND = 404;

  /** An old attempt, another incarnation, a name taken, a job that ended: the asker is behind. */
  public static final int CONFLICT = 409;

  /** Nobody answers who would have to. */
  public static final int UNAVAILABLE = 503;

  /** Something broke on the answering side; its log says what. */
  public static final int BROKEN = 500;

  /** A failure as a refusal: its reason is the code. */
  public static Refusal of(Failure failure) {
    return new Refusal(failure.reason().code(), failure.message());
  }

  public static Refusal badMessage(String message) {
    return new Refusal(BAD_MESSAGE, message);
  }

  public static Refusal forbidden(String message) {
    return new Refusal(FORBIDDEN, message);
  }

  public static Refusal notFound(String message) {
    return new Refusal(NOT_FOUND, message);
  }

  public static Refusal conflict(String message) {
    return new Refusal(CONFLICT, message);
  }
}
