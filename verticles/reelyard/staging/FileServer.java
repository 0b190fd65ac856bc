package reelyard.staging;

import java.util.Map;
import java.util.Set;
import reelyard.ftp.Bandwidth;
import reelyard.ftp.FtpCommands;
import reelyard.ftp.FtpOptions;
import reelyard.ftp.FtpService;
import reelyard.ftp.PassiveConnections;

/** The FTP server before the doors; starting and stopping it blocks. */
final class FileServer {

  private final FtpService ftp;

  private FileServer(FtpService ftp) {
    this.ftp = ftp;
  }

  /**
   * Starts on the configured host and port, and hangs up on doors that close.
   *
   * @throws IllegalStateException in one sentence that names the key to change
   */
  static FileServer start(StagingConfig config, Doors doors) {
    FtpService ftp =
        FtpService.start(
            new FtpOptions(
                "staging",
                config.host(),
                config.port(),
                new PassiveConnections(
                    config.passivePorts(), config.externalAddress(), config.limits()),
                config.limits(),
                new Bandwidth(config.bandwidth()),
                null,
                new DoorAccounts(doors),
                user -> new DoorView(((DoorUser) user).door()),
                FtpCommands.create(Set.of(), Map.of()),
                new DoorGuard()));
    doors.whenClosed(
        closed -> ftp.hangUp(user -> user instanceof DoorUser one && one.door() == closed));
    return new FileServer(ftp);
  }

  /** Such as {@code ftp://127.0.0.1:2121/input/}. */
  String url(String folder) {
    return ftp.url(folder);
  }

  /** To be called after the doors closed. */
  void stop() {
    ftp.stop();
  }
}
