package reelyard.tls;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;

/**
 * TLS over a blocking channel, many records at a time. Belongs to one thread; closing the channel
 * below from another one ends it. Its end counts only when the other side said that it is the end.
 */
public final class TlsChannel implements ByteChannel {

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
  private static final int RECORDS = 8;
  private static final int MOST_UNREAD = 64 * 1024;

  private final ByteChannel raw;
  private final SSLEngine engine;
  private final ByteBuffer in;
  private final ByteBuffer out;
  private final ByteBuffer plain;
  private final int recordBytes;
  private boolean ended;
  private boolean wrote;
  private boolean forOnce;

  /**
   * @param raw a connection that blocks
   * @param engine in client or server mode; this channel begins its handshake
   */
  public TlsChannel(ByteChannel raw, SSLEngine engine) {
    this.raw = raw;
    this.engine = engine;
    recordBytes = engine.getSession().getPacketBufferSize();
    in = ByteBuffer.allocate(RECORDS * recordBytes).limit(0);
    out = ByteBuffer.allocate(RECORDS * recordBytes);
    plain = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize()).limit(0);
  }

  /** To be called once, before anything else. */
  public void handshake() throws IOException {
    engine.beginHandshake();
    shakeHands();
  }

  /**
   * As {@link #handshake}, on the server's side, without a TLS 1.3 ticket for the next time: a
   * client that only sends does not read it, and closing a connection with something unread cuts
   * off what it sent last.
   */
  public void handshakeForOnce() throws IOException {
    forOnce = true;
    handshake();
  }

  private void shakeHands() throws IOException {
    for (HandshakeStatus status = engine.getHandshakeStatus();
        status != HandshakeStatus.NOT_HANDSHAKING && status != HandshakeStatus.FINISHED;
        status = engine.getHandshakeStatus()) {
      switch (status) {
        case NEED_TASK -> runTasks();
        case NEED_WRAP -> {
          // Gathered: a second small packet would wait for the first one's acknowledgement.
          if (out.remaining() < recordBytes) {
            send();
          }
          engine.wrap(NOTHING, out);
        }
        default -> {
          forgetTicket();
          plain.compact();
          SSLEngineResult result = engine.unwrap(in, plain);
          plain.flip();
          if (result.getStatus() == Status.BUFFER_UNDERFLOW) {
            send();
            receive();
          } else if (result.getStatus() == Status.CLOSED) {
            throw new SSLException("the other side ended the handshake");
          }
        }
      }
    }
    send();
  }

  // A session that is not to be resumed gets no ticket. Of TLS 1.2 it may be the control
  // connection's own, and there tickets travel within the handshake.
  private void forgetTicket() {
    SSLSession session = forOnce ? engine.getHandshakeSession() : null;
    if (session != null && session.getProtocol().equals("TLSv1.3")) {
      session.invalidate();
    }
  }

  private void runTasks() {
    for (Runnable task = engine.getDelegatedTask();
        task != null;
        task = engine.getDelegatedTask()) {
      task.run();
    }
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    if (plain.hasRemaining()) {
      return take(target);
    }
    int before = target.position();
    while (!ended) {
      boolean direct = target.remaining() >= plain.capacity();
      ByteBuffer into = direct ? target : plain.clear();
      SSLEngineResult result = engine.unwrap(in, into);
      if (!direct) {
        plain.flip();
      }
      switch (result.getStatus()) {
        case BUFFER_UNDERFLOW -> {
          if (target.position() > before) {
            return target.position() - before;
          }
          receive();
        }
        case CLOSED -> ended = true;
        case BUFFER_OVERFLOW -> throw new SSLException("a record is larger than records are");
        default -> {
          if (engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING) {
            shakeHands();
          }
          if (plain.hasRemaining()) {
            return target.position() - before + take(target);
          }
          if (target.remaining() < plain.capacity() && target.position() > before) {
            return target.position() - before;
          }
        }
      }
    }
    return target.position() > before ? target.position() - before : -1;
  }

  private int take(ByteBuffer target) {
    int count = Math.min(plain.remaining(), target.remaining());
    target.put(target.position(), plain, plain.position(), count);
    target.position(target.position() + count);
    plain.position(plain.position() + count);
    return count;
  }

  private void receive() throws IOException {
    in.compact();
    int count = raw.read(in);
    in.flip();
    if (count < 0) {
      throw new EOFException("the connection broke: no end was announced");
    }
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    int before = source.position();
    wrote = true;
    while (source.hasRemaining()) {
      while (source.hasRemaining() && out.remaining() >= recordBytes) {
        SSLEngineResult result = engine.wrap(source, out);
        if (result.getStatus() != Status.OK) {
          throw new SSLException("the connection ended");
        }
        if (result.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
          runTasks();
        }
      }
      send();
    }
    return source.position() - before;
  }

  private void send() throws IOException {
    out.flip();
    while (out.hasRemaining()) {
      raw.write(out);
    }
    out.clear();
  }

  @Override
  public boolean isOpen() {
    return raw.isOpen();
  }

  /** Announces the end, and closes the connection below. */
  @Override
  public void close() throws IOException {
    try {
      if (raw.isOpen()) {
        engine.closeOutbound();
        out.clear();
        engine.wrap(NOTHING, out);
        send();
        if (wrote && !ended && engine.getUseClientMode()) {
          awaitEnd();
        }
      }
    } catch (IOException e) {
      // Who announced the end of what came may be gone by now, as lftp is.
      if (!ended) {
        throw e;
      }
    } finally {
      raw.close();
    }
  }

  /**
   * Whoever closes with bytes unread (of TLS 1.3, tickets come at any time) resets the connection,
   * and what it wrote last is lost.
   */
  private void awaitEnd() throws IOException {
    if (raw instanceof SocketChannel socket) {
      socket.shutdownOutput();
    }
    for (int left = MOST_UNREAD; left > 0; ) {
      int count = raw.read(in.clear());
      if (count < 0) {
        return;
      }
      left -= count;
    }
  }
}
