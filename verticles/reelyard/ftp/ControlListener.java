package reelyard.ftp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.ftpserver.FtpServerConfigurationException;
import org.apache.ftpserver.impl.FtpIoSession;
import org.apache.ftpserver.impl.FtpServerContext;
import org.apache.ftpserver.listener.nio.AbstractListener;
import org.apache.ftpserver.listener.nio.FtpHandlerAdapter;
import org.apache.ftpserver.listener.nio.FtpServerProtocolCodecFactory;
import org.apache.mina.core.session.IdleStatus;
import org.apache.mina.filter.codec.ProtocolCodecFilter;
import org.apache.mina.filter.executor.ExecutorFilter;
import org.apache.mina.transport.socket.SocketAcceptor;
import org.apache.mina.transport.socket.nio.NioSocketAcceptor;

/**
 * Accepts control connections. As the server's own listener does, yet without a log line for every
 * command and reply, which shows the password of a client that spells PASS in an unusual way.
 */
final class ControlListener extends AbstractListener {

  private static final int IO_THREADS = 2;

  private volatile SocketAcceptor acceptor;
  private volatile FtpServerContext context;

  private final PassiveConnections data;
  private final IdleWatch watch;
  private final ControlTls tls;

  /**
   * @param tls null: plain connections only
   */
  ControlListener(
      String host,
      int port,
      int idleSeconds,
      PassiveConnections data,
      IdleWatch watch,
      ControlTls tls) {
    super(host, port, false, null, data, idleSeconds, null);
    this.data = data;
    this.watch = watch;
    this.tls = tls;
  }

  @Override
  public synchronized void start(FtpServerContext newContext) {
    context = newContext;
    acceptor = new NioSocketAcceptor(IO_THREADS);
    acceptor.setReuseAddress(true);
    acceptor.getSessionConfig().setIdleTime(IdleStatus.BOTH_IDLE, getIdleTimeout());
    acceptor.getSessionConfig().setTcpNoDelay(true);
    acceptor
        .getFilterChain()
        .addLast("threads", new ExecutorFilter(context.getThreadPoolExecutor()));
    acceptor
        .getFilterChain()
        .addLast("lines", new ProtocolCodecFilter(new FtpServerProtocolCodecFactory()));
    ControlHandler handler =
        new ControlHandler(
            context, new Security(tls), session -> DataLink.give(session, data, watch, tls));
    handler.init(context, this);
    acceptor.setHandler(new FtpHandlerAdapter(context, handler));
    try {
      acceptor.bind(new InetSocketAddress(getServerAddress(), getPort()));
    } catch (IOException | RuntimeException e) {
      stop();
      throw new FtpServerConfigurationException("the control port cannot be bound", e);
    }
    setPort(acceptor.getLocalAddress().getPort());
  }

  @Override
  public synchronized void stop() {
    if (acceptor != null) {
      acceptor.unbind();
      acceptor.dispose();
      acceptor = null;
    }
  }

  @Override
  public boolean isStopped() {
    return acceptor == null;
  }

  @Override
  public boolean isSuspended() {
    return false;
  }

  @Override
  public void suspend() {
    throw new UnsupportedOperationException("it runs or it is stopped");
  }

  @Override
  public void resume() {
    throw new UnsupportedOperationException("it runs or it is stopped");
  }

  @Override
  public Set<FtpIoSession> getActiveSessions() {
    SocketAcceptor running = acceptor;
    return running == null
        ? Set.of()
        : running.getManagedSessions().values().stream()
            .map(session -> new FtpIoSession(session, context))
            .collect(Collectors.toSet());
  }
}
