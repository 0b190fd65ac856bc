package reelyard.staging;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reelyard.ftp.Bandwidth;
import reelyard.ftp.FtpCommands;
import reelyard.ftp.FtpOptions;
import reelyard.ftp.FtpService;
import reelyard.ftp.PassiveConnections;
import reelyard.tls.Identity;

/** The FTP server before the doors; starting and stopping it blocks. */
final class FileServer {

  private static final String SECTION = "staging";

  private static final Logger log = LoggerFactory.getLogger(FileServer.class);

  private final FtpService ftp;
  private final Identity identity;

  private FileServer(FtpService ftp, Identity identity) {
    this.ftp = ftp;
    this.identity = identity;
  }

  /**
   * Starts on the configured host and port, and hangs up on doors that close.
   *
   * @param certificate the folder for a certificate that is made here
   * @throws IllegalStateException in one sentence that names the key to change
   */
  static FileServer start(StagingConfig config, Path certificate, Doors doors) {
    Identity identity =
        config
            .tls()
            .identity(SECTION, config.host(), config.externalAddress(), certificate, Instant.now());
    FtpService ftp =
        FtpService.start(
            new FtpOptions(
                SECTION,
                config.host(),
                config.port(),
                new PassiveConnections(
                    config.passivePorts(), config.externalAddress(), config.limits()),
                config.limits(),
                new Bandwidth(config.bandwidth()),
                identity,
                new DoorAccounts(doors),
                user -> new DoorView(((DoorUser) user).door()),
                FtpCommands.create(Set.of(), Map.of()),
                new DoorGuard()));
    doors.whenClosed(
        closed -> ftp.hangUp(user -> user instanceof DoorUser one && one.door() == closed));
    return new FileServer(ftp, identity);
  }

  /** The SHA-256 of its certificate, 64 hexadecimal digits; null where it is plain. */
  String fingerprint() {
    return identity == null ? null : identity.fingerprint();
  }

  /** Warns of a certificate that ends soon; to be called now and then. */
  void remind(Instant now) {
    if (identity != null && identity.endsSoon(now)) {
      log.warn(
          "the certificate of {} ends on {}: renew it where staging.tls.certificate names it, and"
              + " restart staging, or workers may refuse it",
          url(""),
          identity.ends());
    }
  }

  /** Such as {@code ftp://127.0.0.1:2121/input/}. */
  String url(String folder) {
    return ftp.url(folder);
  }

  /** Where it is, and by which certificate. */
  @Override
  public String toString() {
    return identity == null
        ? url("")
        : url("") + " (AUTH TLS, certificate SHA-256 " + fingerprint() + ")";
  }

  /** To be called after the doors closed. */
  void stop() {
    ftp.stop();
  }
}
