package reelyard.scheduler.store;

/** The database cannot be used; the message says why and what to do. */
public final class StoreException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
