package reelyard.ftp;

import java.util.Objects;
import org.apache.ftpserver.command.CommandFactory;
import org.apache.ftpserver.ftplet.FileSystemFactory;
import org.apache.ftpserver.ftplet.Ftplet;
import org.apache.ftpserver.ftplet.UserManager;
import reelyard.tls.Identity;

/**
 * What a role decides about its FTP server.
 *
 * @param section of the configuration that holds host and port, such as "staging"; errors name it
 * @param host the address to listen on
 * @param port to listen on; 0 is any free one
 * @param data how data connections are made
 * @param limits what clients may ask
 * @param bandwidth what transfers may take of the network
 * @param tls who the server is: nothing but explicit TLS is taken then (AUTH TLS, PROT P); null for
 *     plain FTP
 * @param users who may log in
 * @param files what they see
 * @param commands what they can say, see {@link FtpCommands}
 * @param guard asked before and after every command, besides what every server refuses
 */
public record FtpOptions(
    String section,
    String host,
    int port,
    PassiveConnections data,
    Limits limits,
    Bandwidth bandwidth,
    Identity tls,
    UserManager users,
    FileSystemFactory files,
    CommandFactory commands,
    Ftplet guard) {

  public FtpOptions {
    Objects.requireNonNull(section);
    Objects.requireNonNull(host);
    Objects.requireNonNull(data);
    Objects.requireNonNull(limits);
    Objects.requireNonNull(bandwidth);
    Objects.requireNonNull(users);
    Objects.requireNonNull(files);
    Objects.requireNonNull(commands);
    Objects.requireNonNull(guard);
  }
}
