package reelyard.worker;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * Where an FTP folder is and what opens it; never shows its password.
 *
 * @param fingerprint of the server's certificate, as in {@link reelyard.message.ServedFiles}; null
 *     without TLS
 */
record FtpDoor(
    String host, int port, String folder, String user, String password, String fingerprint) {

  private static final int FTP_PORT = 21;

  /**
   * Reads {@code ftp://host:port/folder}.
   *
   * @throws IllegalArgumentException when it is anything else
   */
  static FtpDoor of(String url, String user, String password, String fingerprint) {
    URI uri;
    try {
      uri = new URI(url);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("not an FTP address: " + e.getReason(), e);
    }
    if (!"ftp".equals(uri.getScheme()) || uri.getHost() == null || uri.getPath() == null) {
      throw new IllegalArgumentException("not an FTP address: scheme ftp and a host are needed");
    }
    for (String word : new String[] {uri.getPath(), user, password}) {
      if (hasLineBreak(word)) {
        throw new IllegalArgumentException("an FTP command cannot carry a line break");
      }
    }
    if (fingerprint != null && !fingerprint.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("a fingerprint is 64 hexadecimal digits");
    }
    String host = uri.getHost().replaceAll("[\\[\\]]", "");
    int port = uri.getPort() < 0 ? FTP_PORT : uri.getPort();
    return new FtpDoor(host, port, uri.getPath(), user, password, fingerprint);
  }

  /** A file in this folder, as the server knows it. */
  String path(String name) {
    if (hasLineBreak(name)) {
      throw new IllegalArgumentException("an FTP command cannot carry a line break");
    }
    return folder.endsWith("/") ? folder + name : folder + "/" + name;
  }

  @Override
  public String toString() {
    return "ftp://" + host + ":" + port;
  }

  private static boolean hasLineBreak(String text) {
    return text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0;
  }
}
