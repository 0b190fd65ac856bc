package reelyard.worker;

import java.io.IOException;

/** Who answers at staging's address has another certificate than staging: no word to it. */
final class WrongCertificateException extends IOException {

  private static final long serialVersionUID = 1L;

  WrongCertificateException(Throwable cause) {
    super("its certificate is not the one that staging told by the bus", cause);
  }
}
