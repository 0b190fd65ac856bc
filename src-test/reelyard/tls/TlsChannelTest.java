package reelyard.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsChannelTest {

  @TempDir static Path folder;

  private static Identity identity;

  private SocketChannel near;
  private SocketChannel far;

  @BeforeAll
  static void make() throws Exception {
    ThrowawayPems pems = ThrowawayPems.in(folder);
    identity = PemIdentity.read("tls", pems.certificate(), pems.key(), Instant.now());
  }

  @BeforeEach
  void connect() throws IOException {
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      near = SocketChannel.open(server.getLocalAddress());
      far = server.accept();
    }
  }

  @AfterEach
  void close() throws IOException {
    near.close();
    far.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
  void carries_bytes_to_their_announced_end(String protocol) throws Exception {
    byte[] bytes = new byte[3_000_001];
    new Random(1).nextBytes(bytes);

    CompletableFuture<Void> sent =
        CompletableFuture.runAsync(
            () -> {
              try (TlsChannel server = server()) {
                server.write(ByteBuffer.wrap(bytes));
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
    TlsChannel client = client(protocol);

    // Buffers of all sizes, smaller than a record too.
    assertThat(all(client, 100, 20_000, 300_000)).isEqualTo(bytes);
    sent.get(60, TimeUnit.SECONDS);
  }

  @Test
  void takes_a_broken_connection_for_no_end() throws Exception {
    CompletableFuture<Void> cut =
        CompletableFuture.runAsync(
            () -> {
              try {
                server().write(ByteBuffer.wrap(new byte[70_000]));
                far.close();
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
    TlsChannel client = client("TLSv1.3");

    assertThatThrownBy(() -> all(client, 300_000)).isInstanceOf(EOFException.class);
    cut.get(60, TimeUnit.SECONDS);
  }

  private TlsChannel server() throws IOException {
    SSLEngine engine = identity.context().createSSLEngine();
    engine.setUseClientMode(false);
    TlsChannel channel = new TlsChannel(far, engine);
    channel.handshake();
    return channel;
  }

  private TlsChannel client(String protocol) throws Exception {
    SSLEngine engine = Trusting.anyone().createSSLEngine();
    engine.setUseClientMode(true);
    engine.setEnabledProtocols(new String[] {protocol});
    TlsChannel channel = new TlsChannel(near, engine);
    channel.handshake();
    return channel;
  }

  private static byte[] all(TlsChannel from, int... sizes) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; ; i++) {
      ByteBuffer buffer = ByteBuffer.allocate(sizes[i % sizes.length]);
      int count = from.read(buffer);
      if (count < 0) {
        return all.toByteArray();
      }
      assertThat(buffer.position()).isEqualTo(count);
      all.write(buffer.array(), 0, count);
    }
  }
}
