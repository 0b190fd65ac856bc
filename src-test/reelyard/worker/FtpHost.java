package reelyard.worker;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.ftpserver.ConnectionConfigFactory;
import org.apache.ftpserver.DataConnectionConfigurationFactory;
import org.apache.ftpserver.FtpServer;
import org.apache.ftpserver.FtpServerFactory;
import org.apache.ftpserver.ftplet.FtpException;
import org.apache.ftpserver.ftplet.Ftplet;
import org.apache.ftpserver.listener.Listener;
import org.apache.ftpserver.listener.ListenerFactory;
import org.apache.ftpserver.usermanager.PropertiesUserManagerFactory;
import org.apache.ftpserver.usermanager.impl.BaseUser;
import org.apache.ftpserver.usermanager.impl.WritePermission;

/** A foreign FTP server on loopback that serves one folder to user "door". */
final class FtpHost implements AutoCloseable {

  static final String USER = "door";
  static final String PASSWORD = "sesame-open";

  private final FtpServer server;
  private final Listener listener;

  FtpHost(Path folder, Map<String, Ftplet> ftplets) throws FtpException {
    ListenerFactory listeners = new ListenerFactory();
    listeners.setServerAddress("127.0.0.1");
    listeners.setPort(0);
    listeners.setDataConnectionConfiguration(
        new DataConnectionConfigurationFactory().createDataConnectionConfiguration());
    listener = listeners.createListener();
    FtpServerFactory factory = new FtpServerFactory();
    factory.setListeners(Map.of("default", listener));
    factory.setUserManager(new PropertiesUserManagerFactory().createUserManager());
    factory.setFtplets(ftplets);
    ConnectionConfigFactory connections = new ConnectionConfigFactory();
    connections.setLoginFailureDelay(0);
    factory.setConnectionConfig(connections.createConnectionConfig());
    BaseUser user = new BaseUser();
    user.setName(USER);
    user.setPassword(PASSWORD);
    user.setHomeDirectory(folder.toString());
    user.setAuthorities(List.of(new WritePermission()));
    factory.getUserManager().save(user);
    server = factory.createServer();
    server.start();
  }

  String url(String folder) {
    return "ftp://127.0.0.1:" + listener.getPort() + "/" + folder + "/";
  }

  @Override
  public void close() {
    server.stop();
  }
}
