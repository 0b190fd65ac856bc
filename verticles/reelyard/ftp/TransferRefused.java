package reelyard.ftp;

import java.io.IOException;

/** A transfer that this side does not begin or go on with, as the client is to hear it. */
public final class TransferRefused extends IOException {

  private static final long serialVersionUID = 1L;

  private final int code;

  /**
   * @param code the FTP reply's
   * @param words for the client: no paths, no secrets
   */
  public TransferRefused(int code, String words) {
    super(words);
    this.code = code;
  }

  int code() {
    return code;
  }
}
