package reelyard.worker;

import java.io.IOException;
import org.apache.commons.net.ftp.FTPClient;

/** A server's "no" to an FTP command. */
final class FtpRefusal extends IOException {

  private static final long serialVersionUID = 1L;
  private static final int FIRST_PERMANENT = 500;
  private static final int NO_SPACE = 452;

  private final int code;

  private FtpRefusal(int code, String message) {
    super(message);
    this.code = code;
  }

  /** What the server said last. */
  static FtpRefusal of(FTPClient client) {
    String words = String.valueOf(client.getReplyString()).replaceAll("\\p{Cntrl}+", " ").strip();
    return new FtpRefusal(client.getReplyCode(), "the server said: " + words);
  }

  /** Whether asking again is of no use. */
  boolean permanent() {
    return code >= FIRST_PERMANENT || diskFull();
  }

  /** Whether the server's disk is full. */
  boolean diskFull() {
    return code == NO_SPACE;
  }
}
