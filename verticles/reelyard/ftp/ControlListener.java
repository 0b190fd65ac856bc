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
import org.apache.mina.core.filterchain.DefaultIoFilterChainBuilder;
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

  /** Where thousands knock, others' connections shall not be lost among them. */
  private static final int WAITING_TO_BE_ACCEPTED = 1024;

  private volatile SocketAcceptor acceptor;
  private volatile FtpServerContext context;

  private final DataTerms data;
  private final Limits limits;
  private final Gate gate;

  ControlListener(String host, int port, DataTerms data, Limits limits, Gate gate) {
    super(host, port, false, null, data.ports(), limits.idleSeconds(), null);
    this.data = data;
    this.limits = limits;
    this.gate = gate;
  }

  @Override
  public synchronized void start(FtpServerContext newContext) {
    context = newContext;
    acceptor = new NioSocketAcceptor(IO_THREADS);
    acceptor.setReuseAddress(true);
    acceptor.getSessionConfig().setIdleTime(IdleStatus.BOTH_IDLE, getIdleTimeout());
    acceptor.getSessionConfig().setTcpNoDelay(true);
    acceptor.getSessionConfig().setKeepAlive(true);
    acceptor.setBacklog(WAITING_TO_BE_ACCEPTED);
    Backlog backlog = new Backlog(limits.commandBytes(), data.refusals());
    DefaultIoFilterChainBuilder filters = acceptor.getFilterChain();
    filters.addLast("gate", gate);
    filters.addLast("before threads", backlog.entry());
    filters.addLast("threads", new ExecutorFilter(context.getThreadPoolExecutor()));
    filters.addLast("behind threads", backlog.exit());
    filters.addLast("lines", new ProtocolCodecFilter(new CommandLines(limits.commandBytes())));
    ControlHandler handler = new ControlHandler(context, new Security(data.tls()), data, limits);
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
