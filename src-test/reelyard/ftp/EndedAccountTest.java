package reelyard.ftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.util.Map;
import java.util.Set;
import org.apache.commons.net.ftp.FTPClient;
import org.apache.ftpserver.ftplet.DefaultFtplet;
import org.apache.ftpserver.ftplet.FileSystemView;
import org.apache.ftpserver.ftplet.FtpException;
import org.apache.ftpserver.ftplet.UserManager;
import org.apache.ftpserver.impl.DefaultFtpHandler;
import org.apache.ftpserver.usermanager.PropertiesUserManagerFactory;
import org.apache.ftpserver.usermanager.impl.BaseUser;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a session sees whose account ends between two of its steps. */
class EndedAccountTest {

  private static final Limits LIMITS = new Limits(9, 9, 9, 9, 60, 99, 999, 1024, 600, 60, 1);

  @ParameterizedTest
  @ValueSource(strings = {"PWD", "CWD /input", "SIZE /input/film.mkv", "CDUP"})
  void every_command_is_refused_and_nothing_is_logged(String command) throws Exception {
    FTPClient client = new FTPClient();
    try (LogLines log = new LogLines(DefaultFtpHandler.class.getName());
        Served served = new Served()) {
      client.connect(InetAddress.getLoopbackAddress(), served.service.port());
      assertThat(client.login("anna", "sesame")).isTrue();

      assertThat(client.sendCommand(command)).isEqualTo(550);
      assertThat(client.sendNoOp()).isTrue();
      assertThat(log.lines()).isEmpty();
    } finally {
      client.disconnect();
    }
  }

  private static final class Served implements AutoCloseable {

    final FtpService service;

    Served() throws FtpException {
      UserManager users = new PropertiesUserManagerFactory().createUserManager();
      BaseUser user = new BaseUser();
      user.setName("anna");
      user.setPassword("sesame");
      users.save(user);
      service =
          FtpService.start(
              new FtpOptions(
                  "test",
                  "127.0.0.1",
                  0,
                  new PassiveConnections("0", "", LIMITS),
                  LIMITS,
                  new Bandwidth(new BandwidthLimits(0, 0, null)),
                  null,
                  users,
                  who -> ended(),
                  FtpCommands.create(Set.of(), Map.of()),
                  new DefaultFtplet()));
    }

    private static FileSystemView ended() {
      return (FileSystemView)
          Proxy.newProxyInstance(
              FileSystemView.class.getClassLoader(),
              new Class<?>[] {FileSystemView.class},
              (view, method, arguments) -> {
                if (method.getName().equals("dispose")) {
                  return null;
                }
                throw new FtpException("the account ended");
              });
    }

    @Override
    public void close() {
      service.stop();
    }
  }
}
