package reelyard.scheduler.store;

/** The database cannot be used; the message says why and what to do. */
public final class StoreException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }

  /** When the machine itself says no: whoever waits must hear of it all the same. */
  static StoreException of(Error e) {
    return e instanceof OutOfMemoryError
        ? new StoreException("there is not enough memory for this: raise it with -Xmx", e)
        : new StoreException("the store broke: " + e, e);
  }
}
