package reelyard.node;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import reelyard.tls.Identity;
import reelyard.tls.ThrowawayPems;
import reelyard.tls.TlsSettings;

/** Says over TLS that it is the gateway, by a certificate of its own, and keeps what it is told. */
final class Impostor implements AutoCloseable {

  private final Queue<String> heard = new ConcurrentLinkedQueue<>();
  private final SSLServerSocket server;
  private final Thread listener;

  Impostor(Path folder) throws Exception {
    ThrowawayPems pems = ThrowawayPems.in(Files.createDirectories(folder));
    TlsSettings settings =
        new TlsSettings("always", pems.certificate().toString(), pems.key().toString());
    Identity identity = settings.identity("test", "127.0.0.1", "", folder, Instant.now());
    server =
        (SSLServerSocket)
            identity
                .context()
                .getServerSocketFactory()
                .createServerSocket(0, 50, java.net.InetAddress.getLoopbackAddress());
    listener = new Thread(this::listen, "impostor");
    listener.start();
  }

  int port() {
    return server.getLocalPort();
  }

  private void listen() {
    while (!server.isClosed()) {
      try (SSLSocket socket = (SSLSocket) server.accept()) {
        byte[] bytes = socket.getInputStream().readAllBytes();
        if (bytes.length > 0) {
          heard.add(new String(bytes, StandardCharsets.ISO_8859_1));
        }
      } catch (IOException e) {
        // They hang up, as they should; or the test is over.
      }
    }
  }

  Queue<String> heard() {
    return heard;
  }

  @Override
  public void close() throws IOException {
    server.close();
    try {
      listener.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
