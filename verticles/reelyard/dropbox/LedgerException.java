package reelyard.dropbox;

import java.nio.file.Path;

/** The ledger cannot be read or written; nothing may be taken then. */
final class LedgerException extends RuntimeException {

  private static final long serialVersionUID = 1;

  LedgerException(Path file, Exception cause) {
    super(
        "the drop box's ledger %s cannot be used (%s): mend that, let no other process use it, or"
                .formatted(Sayable.shown(file), cause.getMessage())
            + " name another file as dropbox.ledger",
        cause);
  }
}
