package reelyard.worker;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.net.Socket;
import java.nio.channels.ByteChannel;
import javax.net.ssl.SSLSocket;
import org.apache.commons.net.ftp.FTPClient;
import org.apache.commons.net.ftp.FTPReply;

/**
 * An FTP connection that hands out its data sockets as they are, knows ranges of files, and can
 * turn to TLS.
 */
final class DoorClient extends FTPClient {

  /** Draft-bryan-ftp-range: the next transfer moves bytes first to last, both included. */
  private static final String RANGE = "RANG";

  private PinnedTls tls;

  /**
   * All that follows is encrypted, data included; to be called before the login.
   *
   * @throws WrongCertificateException when the server has another certificate
   * @throws FtpRefusal when it knows no TLS
   */
  void secure(PinnedTls pinned) throws IOException {
    if (sendCommand("AUTH", "TLS") != FTPReply.SECURITY_DATA_EXCHANGE_COMPLETE) {
      throw FtpRefusal.of(this);
    }
    SSLSocket secured = pinned.over(_socket_);
    _socket_ = secured;
    _controlInput_ =
        new BufferedReader(new InputStreamReader(secured.getInputStream(), getControlEncoding()));
    _controlOutput_ =
        new BufferedWriter(new OutputStreamWriter(secured.getOutputStream(), getControlEncoding()));
    if (!FTPReply.isPositiveCompletion(sendCommand("PBSZ", "0"))
        || !FTPReply.isPositiveCompletion(sendCommand("PROT", "P"))) {
      throw FtpRefusal.of(this);
    }
    tls = pinned;
  }

  /**
   * Begins to read or to store a file from this byte on.
   *
   * @return the data connection; close it, then call {@link #finish}
   * @throws FtpRefusal when the server does not want to
   */
  ByteChannel begin(String command, String path, long offset) throws IOException {
    setRestartOffset(offset);
    Socket data = _openDataConnection_(command, path);
    if (data == null) {
      throw FtpRefusal.of(this);
    }
    return tls == null ? data.getChannel() : tls.over(data.getChannel());
  }

  /** Whether the next transfer moves these bytes alone, which not every server can. */
  boolean range(long first, long last) throws IOException {
    int reply = sendCommand(RANGE, first + " " + last);
    if (reply == FTPReply.FILE_ACTION_PENDING) {
      return true;
    }
    if (reply == FTPReply.UNRECOGNIZED_COMMAND
        || reply == FTPReply.COMMAND_NOT_IMPLEMENTED
        || reply == FTPReply.COMMAND_NOT_IMPLEMENTED_FOR_PARAMETER) {
      return false;
    }
    throw FtpRefusal.of(this);
  }

  /** The server's last word on a transfer; its data connection is closed. */
  void finish() throws IOException {
    if (!FTPReply.isPositiveCompletion(getReply())) {
      throw FtpRefusal.of(this);
    }
  }

  /** Says goodbye, and does not wait for the answer. */
  void leave() throws IOException {
    _controlOutput_.write("QUIT\r\n");
    _controlOutput_.flush();
  }
}
