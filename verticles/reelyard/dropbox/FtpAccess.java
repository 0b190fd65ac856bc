package reelyard.dropbox;

/**
 * Whether and where users reach the watched folders by FTP; config/reelyard.yaml explains each key.
 */
public record FtpAccess(
    boolean on, String host, int port, String passivePorts, String externalAddress) {

  public FtpAccess {
    if (host == null || !host.matches("127\\.[0-9.]+|::1|localhost")) {
      throw new IllegalArgumentException(
          "host must be loopback (127.0.0.1 or ::1) while connections are not encrypted, not "
              + host);
    }
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port must be 0 to 65535, not " + port);
    }
    if (passivePorts == null || !passivePorts.matches("\\d{1,5}(-\\d{1,5})?")) {
      throw new IllegalArgumentException(
          "passivePorts must be a port, a range such as 16000-16099, or 0, not " + passivePorts);
    }
    externalAddress = externalAddress == null ? "" : externalAddress;
  }
}
