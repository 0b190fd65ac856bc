package reelyard.staging;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import reelyard.message.ServedFiles;

/** An FTP client that sends what it is told, byte for byte. */
final class RawFtp implements AutoCloseable {

  private final String greeting;
  private Socket control;
  private BufferedReader replies;
  private SSLContext encryption;
  private String version;

  RawFtp(int port) throws IOException {
    this(port, "127.0.0.1");
  }

  /** From another address of the loopback network. */
  RawFtp(int port, String from) throws IOException {
    this(port, InetAddress.getLoopbackAddress(), InetAddress.getByName(from));
  }

  private RawFtp(int port, InetAddress server, InetAddress from) throws IOException {
    control = new Socket(server, port, from, 0);
    control.setSoTimeout(20_000);
    replies = new BufferedReader(new InputStreamReader(control.getInputStream(), UTF_8));
    greeting = reply();
  }

  /** What the server said first; null when it hung up instead. */
  String greeting() {
    return greeting;
  }

  static RawFtp loggedIn(ServedFiles served) throws IOException {
    return loggedIn(served.url(), served.user(), served.password());
  }

  static RawFtp loggedIn(String url, String user, String password) throws IOException {
    return new RawFtp(StagingHouse.port(url)).login(user, password);
  }

  static RawFtp loggedIn(ServedFiles served, InetAddress server) throws IOException {
    return new RawFtp(StagingHouse.port(served.url()), server, server)
        .login(served.user(), served.password());
  }

  private RawFtp login(String user, String password) throws IOException {
    send("USER " + user);
    String reply = send("PASS " + password);
    if (reply == null || !reply.startsWith("230")) {
      close();
      throw new IOException(String.valueOf(reply));
    }
    send("TYPE I");
    return this;
  }

  /** AUTH TLS, PBSZ, PROT P, by this version of TLS alone; data connections follow. */
  SSLSession secure(SSLContext context, String protocol) throws IOException {
    if (!send("AUTH TLS").startsWith("234")) {
      throw new IOException("no AUTH");
    }
    SSLSocket secured = tls(context, control, protocol);
    secured.startHandshake();
    control = secured;
    replies = new BufferedReader(new InputStreamReader(control.getInputStream(), UTF_8));
    if (!send("PBSZ 0").startsWith("200") || !send("PROT P").startsWith("200")) {
      throw new IOException("no PROT P");
    }
    encryption = context;
    version = protocol;
    return secured.getSession();
  }

  // By the control connection's port: under that name the session is known to the client.
  private SSLSocket tls(SSLContext context, Socket plain, String protocol) throws IOException {
    SSLSocket socket =
        (SSLSocket)
            context.getSocketFactory().createSocket(plain, "127.0.0.1", control.getPort(), true);
    socket.setEnabledProtocols(new String[] {protocol});
    return socket;
  }

  /** The last line of the reply, or null when the server hung up. */
  String send(String command) throws IOException {
    write(command + "\r\n");
    return reply();
  }

  /** As {@link #send}, for other threads; what breaks is told in its place. */
  String sendQuietly(String command) {
    try {
      return send(command);
    } catch (IOException e) {
      return e.toString();
    }
  }

  void write(String text) throws IOException {
    write(text.getBytes(UTF_8));
  }

  void write(byte[] bytes) throws IOException {
    control.getOutputStream().write(bytes);
  }

  /** Where the server may hang up meanwhile. */
  void writeQuietly(String text) {
    try {
      write(text);
    } catch (IOException e) {
      // It hung up.
    }
  }

  /** Whether the server ends the connection, whatever it says before. */
  boolean hangsUp() {
    try {
      while (reply() != null) {
        // Words before the end.
      }
      return true;
    } catch (IOException e) {
      return e instanceof SocketException;
    }
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

  /** Where the server awaits data now. */
  int passivePort() throws IOException {
    return Integer.parseInt(send("EPSV").replaceAll(".*\\|\\|\\|(\\d+)\\|.*", "$1"));
  }

  /** The last reply to a command that should not get as far as moving bytes. */
  String transferless(String command) throws IOException {
    try (Socket data = data()) {
      String reply = send(command);
      return data.isClosed() || !reply.startsWith("150") ? reply : reply();
    }
  }

  /** All lines of the reply. */
  List<String> wholeReply() throws IOException {
    List<String> lines = new ArrayList<>();
    do {
      lines.add(replies.readLine());
    } while (!String.valueOf(lines.get(lines.size() - 1)).matches("null|\\d{3} .*"));
    return lines;
  }

  /** So many bytes that are no reply; fewer when the server hung up. */
  byte[] bytes(int count) throws IOException {
    try {
      return control.getInputStream().readNBytes(count);
    } catch (SocketException e) {
      return new byte[0];
    }
  }

  Socket data() throws IOException {
    Socket data = new Socket(control.getInetAddress(), passivePort());
    data.setSoTimeout(20_000);
    return encryption == null ? data : tls(encryption, data, version);
  }

  /** A data connection whatever is to be spoken over it. */
  SocketChannel dataChannel() throws IOException {
    return SocketChannel.open(new InetSocketAddress(control.getInetAddress(), passivePort()));
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
