package reelyard.worker;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.ftpserver.ConnectionConfigFactory;
import org.apache.ftpserver.FtpServer;
import org.apache.ftpserver.FtpServerFactory;
import org.apache.ftpserver.ftplet.DefaultFtplet;
import org.apache.ftpserver.ftplet.FtpException;
import org.apache.ftpserver.ftplet.FtpRequest;
import org.apache.ftpserver.ftplet.FtpSession;
import org.apache.ftpserver.ftplet.Ftplet;
import org.apache.ftpserver.ftplet.FtpletResult;
import org.apache.ftpserver.ftplet.UserManager;
import org.apache.ftpserver.impl.FtpIoSession;
import org.apache.ftpserver.listener.Listener;
import org.apache.ftpserver.listener.ListenerFactory;
import org.apache.ftpserver.usermanager.PropertiesUserManagerFactory;
import org.apache.ftpserver.usermanager.impl.BaseUser;
import org.apache.ftpserver.usermanager.impl.TransferRatePermission;
import org.apache.ftpserver.usermanager.impl.WritePermission;

/** A foreign FTP server on loopback that serves one folder to one user. */
final class FtpHost implements AutoCloseable {

  static final String USER = "door";
  static final String PASSWORD = "sesame-open";

  private final FtpServer server;
  private final Listener listener;
  private final BaseUser user = new BaseUser();
  private final UserManager users;

  FtpHost(Path folder, Ftplet ftplet) throws FtpException {
    ListenerFactory listeners = new ListenerFactory();
    listeners.setServerAddress("127.0.0.1");
    listeners.setPort(0);
    listener = listeners.createListener();
    users = new PropertiesUserManagerFactory().createUserManager();
    user.setName(USER);
    user.setPassword(PASSWORD);
    user.setHomeDirectory(folder.toString());
    throttle(0);
    ConnectionConfigFactory connections = new ConnectionConfigFactory();
    connections.setLoginFailureDelay(0);
    FtpServerFactory factory = new FtpServerFactory();
    factory.setListeners(new HashMap<>(Map.of("default", listener)));
    factory.setUserManager(users);
    factory.setFtplets(new HashMap<>(Map.of("the test's", ftplet)));
    factory.setConnectionConfig(connections.createConnectionConfig());
    server = factory.createServer();
    server.start();
  }

  /** Does nothing but note the commands, with their arguments. */
  static Ftplet noting(List<String> commands) {
    return new DefaultFtplet() {
      @Override
      public FtpletResult beforeCommand(FtpSession session, FtpRequest request) {
        commands.add(request.getRequestLine());
        return FtpletResult.DEFAULT;
      }
    };
  }

  String url(String folder) {
    return "ftp://127.0.0.1:" + listener.getPort() + "/" + folder + "/";
  }

  /** From the next login on; 0 is as fast as it goes. */
  void throttle(int bytesPerSecond) {
    user.setAuthorities(
        List.of(new WritePermission(), new TransferRatePermission(bytesPerSecond, bytesPerSecond)));
    try {
      users.save(user);
    } catch (FtpException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Every connection breaks, those that move data, too. */
  void hangUp() {
    for (FtpIoSession session : listener.getActiveSessions()) {
      session.getDataConnection().closeDataConnection();
      session.closeNow();
    }
  }

  @Override
  public void close() {
    server.stop();
  }
}
