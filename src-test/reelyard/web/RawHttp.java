package reelyard.web;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;

/** A connection on which a test says what no client says. */
final class RawHttp implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 60_000;

  private final Socket socket;

  RawHttp(URI url) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), url.getPort());
    socket.setSoTimeout(PATIENCE_MILLIS);
  }

  /** Says it, as far as the other side listens. */
  void write(String text) {
    try {
      socket.getOutputStream().write(text.getBytes(US_ASCII));
    } catch (IOException e) {
      assert text.length() > 1_000 : "refused before all was sent, of something short: " + e;
    }
  }

  /** All that comes until the other side ends the connection. */
  String answer() throws IOException {
    try {
      return new String(socket.getInputStream().readAllBytes(), US_ASCII);
    } catch (SocketException e) {
      return "";
    }
  }

  /** What comes until these words, with them. */
  String until(String words) throws IOException {
    StringBuilder text = new StringBuilder();
    int read;
    while (text.indexOf(words) < 0 && (read = socket.getInputStream().read()) >= 0) {
      text.append((char) read);
    }
    return text.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
