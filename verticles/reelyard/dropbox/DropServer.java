package reelyard.dropbox;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.ftpserver.ftplet.DefaultFtplet;
import org.apache.ftpserver.ftplet.FtpRequest;
import org.apache.ftpserver.ftplet.FtpSession;
import org.apache.ftpserver.ftplet.FtpletResult;
import reelyard.ftp.Bandwidth;
import reelyard.ftp.BandwidthLimits;
import reelyard.ftp.FtpCommands;
import reelyard.ftp.FtpOptions;
import reelyard.ftp.FtpService;
import reelyard.ftp.Limits;
import reelyard.ftp.PassiveConnections;
import reelyard.login.Login;
import reelyard.login.User;
import reelyard.login.UserFile;
import reelyard.login.UserFileException;
import reelyard.tls.Identity;

/** The FTP server before the watched folders; starting and stopping it blocks. */
final class DropServer {

  /** People, not workers: few connections, and few tries to log in. */
  private static final Limits LIMITS =
      new Limits(128, 16, 16, 16, 15, 10, 1_000, 4_096, 300, 60, 5);

  /** Making, renaming and removing; besides what every server has. */
  private static final Set<String> MORE =
      Set.of("DELE", "MFMT", "MKD", "RMD", "RNFR", "RNTO", "XMKD", "XRMD");

  static final String SECTION = "dropbox.ftp";

  private final FtpService ftp;
  private final Identity identity;
  private final StillAUser still;

  private DropServer(FtpService ftp, Identity identity, StillAUser still) {
    this.ftp = ftp;
    this.identity = identity;
    this.still = still;
  }

  /**
   * Starts.
   *
   * @param identity null for plain FTP
   * @throws IllegalStateException in one sentence that names the key to change
   */
  static DropServer start(
      FtpAccess config, Identity identity, UserFile users, Shares shares, Ledger ledger) {
    StillAUser still = new StillAUser(users);
    return new DropServer(
        FtpService.start(
            new FtpOptions(
                SECTION,
                config.host(),
                config.port(),
                new PassiveConnections(config.passivePorts(), config.externalAddress(), LIMITS),
                LIMITS,
                new Bandwidth(new BandwidthLimits(0, 0, null)),
                identity,
                new DropAccounts(Login.at(users)),
                user -> new DropView(((DropUser) user).user(), shares, ledger),
                FtpCommands.create(MORE, Map.of()),
                still)),
        identity,
        still);
  }

  /** Such as {@code ftp://127.0.0.1:2121/}. */
  String url() {
    return ftp.url("");
  }

  /** The SHA-256 of its certificate, such as users' programs show it; null for plain FTP. */
  String certificate() {
    return identity == null
        ? null
        : identity.fingerprint().toUpperCase(Locale.ROOT).replaceAll("(..)(?!$)", "$1:");
  }

  /** Ends the sessions of those who are users no more, what they are sending included. */
  void hangUpOnRemoved() {
    ftp.hangUp(user -> user instanceof DropUser logged && !still.isStill(logged.user()));
  }

  void stop() {
    ftp.stop();
  }

  /** Hangs up on who was removed, or got another password or role. */
  private static final class StillAUser extends DefaultFtplet {

    private final UserFile users;

    StillAUser(UserFile users) {
      this.users = users;
    }

    @Override
    public FtpletResult beforeCommand(FtpSession session, FtpRequest request) {
      return session.getUser() instanceof DropUser logged && !isStill(logged.user())
          ? FtpletResult.DISCONNECT
          : FtpletResult.DEFAULT;
    }

    private boolean isStill(User user) {
      try {
        return users.users().contains(user);
      } catch (UserFileException e) {
        return false;
      }
    }
  }
}
