package reelyard.dropbox;

import reelyard.tls.TlsSettings;

/**
 * Whether and where users reach the watched folders by FTP; config/reelyard.yaml explains each key.
 */
public record FtpAccess(
    boolean on,
    String host,
    int port,
    String passivePorts,
    String externalAddress,
    TlsSettings tls) {

  public FtpAccess {
    if (host == null || host.isBlank() || host.equals("0.0.0.0") || host.equals("::")) {
      throw new IllegalArgumentException(
          "host must be the address at which users reach this machine, not " + host);
    }
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port must be 0 to 65535, not " + port);
    }
    if (passivePorts == null || !passivePorts.matches("\\d{1,5}(-\\d{1,5})?")) {
      throw new IllegalArgumentException(
          "passivePorts must be a port, a range such as 16000-16099, or 0, not " + passivePorts);
    }
    if (tls == null) {
      throw new IllegalArgumentException("tls must be a section of its own");
    }
    externalAddress = externalAddress == null ? "" : externalAddress;
  }
}
