package reelyard.ftp;

import java.net.InetSocketAddress;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.apache.ftpserver.ftplet.FtpReply;
import org.apache.ftpserver.impl.FtpIoSession;
import org.apache.mina.core.session.AttributeKey;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.core.write.WriteRequest;
import org.apache.mina.filter.ssl.SslFilter;
import reelyard.tls.Identity;

/**
 * TLS of one server, for control and data connections alike: whoever shook hands on the one is
 * known again on the other.
 */
final class ControlTls {

  private static final String FILTER = "tls";
  private static final AttributeKey DONE = new AttributeKey(ControlTls.class, "done");

  private final SSLContext context;

  ControlTls(Identity identity) {
    context = identity.context();
  }

  /** For one more connection. */
  SSLEngine engine() {
    SSLEngine engine = context.createSSLEngine();
    engine.setUseClientMode(false);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setProtocols(Identity.protocols());
    parameters.setCipherSuites(Identity.ciphers());
    parameters.setUseCipherSuitesOrder(true);
    engine.setSSLParameters(parameters);
    return engine;
  }

  /** Encrypts a control connection from now on, but for this reply. */
  void begin(FtpIoSession session, FtpReply last) {
    session.getFilterChain().addFirst(FILTER, new Filter(last));
  }

  /** Whether this control connection shall be encrypted. */
  static boolean begun(FtpIoSession session) {
    return session.getFilterChain().contains(FILTER);
  }

  /** Whether this control connection is encrypted, or was until the client took its leave. */
  static boolean done(FtpIoSession session) {
    // The filter forgets it when the client is gone, whose last command may still be on its way.
    if (session.containsAttribute(SslFilter.SSL_SECURED)) {
      session.setAttribute(DONE, true);
    }
    return session.containsAttribute(DONE);
  }

  private final class Filter extends SslFilter {

    private final FtpReply last;

    Filter(FtpReply last) {
      super(context);
      this.last = last;
    }

    @Override
    public void filterWrite(NextFilter next, IoSession session, WriteRequest request)
        throws Exception {
      if (request.getOriginalMessage() == last) {
        next.filterWrite(session, request);
      } else {
        super.filterWrite(next, session, request);
      }
    }

    /** Unlike the filter's own it asks no name server who the client is. */
    @Override
    protected SSLEngine createEngine(IoSession session, InetSocketAddress address) {
      return engine();
    }
  }
}
