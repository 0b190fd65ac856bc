package reelyard.ftp;

import java.net.InetSocketAddress;
import org.apache.ftpserver.command.Command;
import org.apache.ftpserver.ftplet.AuthenticationFailedException;
import org.apache.ftpserver.ftplet.DefaultFtpReply;
import org.apache.ftpserver.ftplet.FtpException;
import org.apache.ftpserver.ftplet.FtpReply;
import org.apache.ftpserver.ftplet.FtpRequest;
import org.apache.ftpserver.ftplet.User;
import org.apache.ftpserver.impl.FtpIoSession;
import org.apache.ftpserver.impl.FtpServerContext;
import org.apache.ftpserver.impl.ServerFtpStatistics;
import org.apache.ftpserver.usermanager.UsernamePasswordAuthentication;
import org.apache.ftpserver.usermanager.impl.UserMetadata;
import org.apache.mina.core.future.CloseFuture;
import org.apache.mina.core.future.IoFutureListener;
import org.apache.mina.core.session.IoSession;

/**
 * PASS: lets in whom the accounts know, as far as the limits go. Everyone else is told and logged
 * without a word that the client chose.
 */
final class Password implements Command {

  private static final int TRIES = 3;

  private final Limits limits;
  private final Refusals refusals;
  private final Gate gate;
  private final Tally accounts = new Tally();
  private final Tally workers = new Tally();

  Password(Limits limits, Refusals refusals, Gate gate) {
    this.limits = limits;
    this.refusals = refusals;
    this.gate = gate;
  }

  @Override
  public void execute(FtpIoSession session, FtpServerContext context, FtpRequest request)
      throws FtpException {
    session.resetState();
    String name = session.getUserArgument();
    if (session.isLoggedIn()) {
      reply(
          session,
          FtpReply.REPLY_503_BAD_SEQUENCE_OF_COMMANDS,
          "Somebody is logged in here: open another connection.");
      return;
    }
    if (name == null) {
      reply(session, FtpReply.REPLY_503_BAD_SEQUENCE_OF_COMMANDS, "USER goes first.");
      return;
    }
    session.setUserArgument(null);
    User user = user(session, context, name, request.getArgument());
    if (user == null) {
      refuse(session);
    } else if (enters(session, user)) {
      gate.loggedIn(session);
      session.setUser(user);
      session.setMaxIdleTime(user.getMaxIdleTime());
      session.setLogin(context.getFileSystemManager().createFileSystemView(user));
      ((ServerFtpStatistics) context.getFtpStatistics()).setLogin(session);
      reply(session, FtpReply.REPLY_230_USER_LOGGED_IN, "Come in.");
    }
  }

  private static User user(
      FtpIoSession session, FtpServerContext context, String name, String password) {
    UserMetadata from = new UserMetadata();
    if (session.getRemoteAddress() instanceof InetSocketAddress client) {
      from.setInetAddress(client.getAddress());
    }
    from.setCertificateChain(session.getClientCertificates());
    try {
      User user =
          context
              .getUserManager()
              .authenticate(new UsernamePasswordAuthentication(name, password, from));
      return user != null && user.getEnabled() ? user : null;
    } catch (AuthenticationFailedException e) {
      return null;
    }
  }

  private void refuse(FtpIoSession session) {
    refusals.refused(
        session.getRemoteAddress(),
        Refusals.Kind.LOGIN,
        "a login: no such account, no longer, or a wrong password");
    session.increaseFailedLogins();
    reply(session, FtpReply.REPLY_530_NOT_LOGGED_IN, "No such account, or the attempt ended.");
    if (session.getFailedLogins() >= TRIES) {
      session.closeOnFlush();
    }
  }

  private boolean enters(FtpIoSession session, User user) {
    String account = CountedUser.accountOf(user);
    String worker = CountedUser.workerOf(user);
    if (!accounts.enter(account, limits.connectionsPerAccount())) {
      full(session, "this account", limits.connectionsPerAccount());
      return false;
    }
    if (!workers.enter(worker, limits.connectionsPerWorker())) {
      accounts.leave(account);
      full(session, "this worker", limits.connectionsPerWorker());
      return false;
    }
    session
        .getCloseFuture()
        .addListener(
            (IoFutureListener<CloseFuture>)
                closed -> {
                  accounts.leave(account);
                  workers.leave(worker);
                });
    return true;
  }

  private void full(FtpIoSession session, String whose, int most) {
    refusals.refused(
        session.getRemoteAddress(),
        Refusals.Kind.CONNECTION,
        "a login: all %d connections of %s are in use".formatted(most, whose));
    reply(
        session,
        FtpReply.REPLY_421_SERVICE_NOT_AVAILABLE_CLOSING_CONTROL_CONNECTION,
        "All %d connections of %s are in use: close one.".formatted(most, whose));
    session.closeOnFlush();
  }

  private static void reply(IoSession session, int code, String words) {
    session.write(new DefaultFtpReply(code, words));
  }
}
