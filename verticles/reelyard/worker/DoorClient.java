package reelyard.worker;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.ByteChannel;
import java.util.ArrayList;
import java.util.List;
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

  private static final int ENTERING_EXTENDED_PASSIVE = 229;

  private PinnedTls tls;
  private boolean asked;
  private int port;

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
    tls = pinned;
  }

  /**
   * Logs in, and asks for the first data connection: all in one breath, for each answer that is
   * waited for costs the network's way to and fro.
   *
   * @throws FtpRefusal when the server does not let us in
   */
  void enter(String user, String password) throws IOException {
    List<String> commands = new ArrayList<>();
    if (tls != null) {
      commands.addAll(List.of("PBSZ 0", "PROT P"));
    }
    commands.addAll(List.of("USER " + user, "PASS " + password, "TYPE I"));
    for (String command : commands) {
      say(command);
    }
    ask();
    for (int i = 0; i < commands.size(); i++) {
      int reply = getReply();
      if (FTPReply.isNegativeTransient(reply) || FTPReply.isNegativePermanent(reply)) {
        throw FtpRefusal.of(this);
      }
    }
  }

  private void say(String line) throws IOException {
    _controlOutput_.write(line + "\r\n");
  }

  /** Asks where the next data connection goes, and does not wait for the answer. */
  private void ask() throws IOException {
    say("EPSV");
    _controlOutput_.flush();
    asked = true;
  }

  /** Hears where, if it was asked. */
  private void hear() throws IOException {
    if (asked) {
      asked = false;
      port = getReply() == ENTERING_EXTENDED_PASSIVE ? port() : 0;
    }
  }

  private int port() throws IOException {
    _parseExtendedPassiveModeReply(getReplyString());
    return getPassivePort();
  }

  @Override
  public int sendCommand(String command, String arguments) throws IOException {
    hear();
    return super.sendCommand(command, arguments);
  }

  /**
   * Begins to read or to store a file from this byte on.
   *
   * @return the data connection; close it, then call {@link #finish}
   * @throws FtpRefusal when the server does not want to
   */
  ByteChannel begin(String command, String path, long offset) throws IOException {
    hear();
    setRestartOffset(offset);
    Socket data = port == 0 ? _openDataConnection_(command, path) : opened(command, path, offset);
    if (data == null) {
      throw FtpRefusal.of(this);
    }
    return tls == null ? data.getChannel() : tls.over(data.getChannel());
  }

  /** The data connection that was asked for before; null when the server does not want to. */
  private Socket opened(String command, String path, long offset) throws IOException {
    int there = port;
    port = 0;
    Socket data = _socketFactory_.createSocket();
    boolean begun = false;
    try {
      data.connect(new InetSocketAddress(getRemoteAddress(), there), connectTimeout);
      begun =
          (offset == 0 || FTPReply.isPositiveIntermediate(sendCommand("REST", "" + offset)))
              && FTPReply.isPositivePreliminary(sendCommand(command, path));
    } finally {
      if (!begun) {
        data.close();
      }
    }
    return begun ? data : null;
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

  /**
   * The server's last word on a transfer; its data connection is closed.
   *
   * @param more whether another one follows
   */
  void finish(boolean more) throws IOException {
    if (more) {
      ask();
    }
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
