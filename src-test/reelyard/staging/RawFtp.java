package reelyard.staging;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;

/** An FTP client that sends what it is told, byte for byte. */
final class RawFtp implements AutoCloseable {

  private final Socket control;
  private final BufferedReader replies;

  RawFtp(int port) throws IOException {
    control = new Socket(InetAddress.getLoopbackAddress(), port);
    control.setSoTimeout(20_000);
    replies = new BufferedReader(new InputStreamReader(control.getInputStream(), UTF_8));
    reply();
  }

  static RawFtp loggedIn(String url, String user, String password) throws IOException {
    RawFtp ftp = new RawFtp(StagingHouse.port(url));
    ftp.send("USER " + user);
    String reply = ftp.send("PASS " + password);
    if (!reply.startsWith("230")) {
      throw new IOException(reply);
    }
    ftp.send("TYPE I");
    return ftp;
  }

  /** The last line of the reply, or null when the server hung up. */
  String send(String command) throws IOException {
    write(command + "\r\n");
    return reply();
  }

  void write(String text) throws IOException {
    write(text.getBytes(UTF_8));
  }

  void write(byte[] bytes) throws IOException {
    control.getOutputStream().write(bytes);
  }

  String reply() throws IOException {
    String line;
    do {
      try {
        line = replies.readLine();
      } catch (SocketException e) {
        return null;
      }
    } while (line != null && !line.matches("\\d{3} .*"));
    return line;
  }

  Socket data() throws IOException {
    String reply = send("EPSV");
    int port = Integer.parseInt(reply.replaceAll(".*\\|\\|\\|(\\d+)\\|.*", "$1"));
    Socket data = new Socket(InetAddress.getLoopbackAddress(), port);
    data.setSoTimeout(20_000);
    return data;
  }

  /** Stores all of it; the final reply. */
  String store(String command, byte[] content) throws IOException {
    try (Socket data = data()) {
      String begin = send(command);
      if (begin == null || !begin.startsWith("150")) {
        return begin;
      }
      data.getOutputStream().write(content);
    } catch (SocketException e) {
      // The server closed the data connection; its reply says why.
    }
    return reply();
  }

  /** What comes over a data connection; null when the command was refused. */
  String receive(String command) throws IOException {
    try (Socket data = data()) {
      if (!send(command).startsWith("150")) {
        return null;
      }
      String content = new String(data.getInputStream().readAllBytes(), UTF_8);
      reply();
      return content;
    }
  }

  @Override
  public void close() throws IOException {
    control.close();
  }
}
