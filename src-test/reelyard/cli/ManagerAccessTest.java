package reelyard.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reelyard.node.Machine;
import reelyard.tls.Identity;
import reelyard.tls.TlsSettings;

/** A manager that encrypts with a certificate of its own, and asks who one is. */
class ManagerAccessTest {

  private static final String TOKEN = "ry_right";

  @TempDir private Path folder;
  private Identity identity;
  private HttpsServer server;
  private String url;

  @BeforeEach
  void open() throws Exception {
    // Made for another name: that does not count.
    identity =
        new TlsSettings("always", "", "")
            .identity("web", "attic.example", "", folder.resolve("tls"), Instant.now());
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(identity.context()));
    server.createContext("/", ManagerAccessTest::answer);
    server.start();
    url = "https://127.0.0.1:" + server.getAddress().getPort();
  }

  @AfterEach
  void close() {
    server.stop(0);
  }

  @Test
  void is_known_by_its_certificate_and_knows_us_by_our_token() throws Exception {
    String copied = identity.fingerprint().toUpperCase(Locale.ROOT).replaceAll("(..)(?!$)", "$1:");

    assertThat(ManagerClient.of(url, new ManagerAccess(copied, TOKEN)).workers().workers())
        .isEmpty();
  }

  @Test
  void tells_how_to_get_a_token_to_who_has_none() {
    assertThatThrownBy(
            () ->
                ManagerClient.of(url, new ManagerAccess(identity.fingerprint(), "ry_wrong"))
                    .workers())
        .hasMessageContaining("make a token on its machine by `reelyard token add")
        .hasMessageContaining("REELYARD_TOKEN")
        .hasMessageNotContaining("ry_wrong");
  }

  @Test
  void another_certificate_is_not_spoken_to() {
    for (String other : new String[] {"", "0".repeat(64)}) {
      assertThatThrownBy(() -> ManagerClient.of(url, new ManagerAccess(other, TOKEN)).workers())
          .hasMessageContaining("is not trusted")
          .hasMessageContaining("managerCertificate")
          .extracting(e -> ((CommandFailure) e).exitStatus())
          .as("waiting mends nothing")
          .isEqualTo(ExitStatus.USAGE);
      assertThatThrownBy(
              () ->
                  ManagerClient.of(url, new ManagerAccess(other, TOKEN))
                      .events(new WebSocket.Listener() {})
                      .join())
          .cause()
          .isInstanceOf(CommandFailure.class)
          .hasMessageContaining("managerCertificate");
    }
  }

  private static void answer(HttpExchange exchange) throws IOException {
    if (exchange.getRequestURI().getPath().equals("/health/live")) {
      byte[] up = "{\"status\": \"up\"}".getBytes(UTF_8);
      exchange.sendResponseHeaders(200, up.length);
      exchange.getResponseBody().write(up);
      exchange.close();
      return;
    }
    boolean known =
        ("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"));
    byte[] text =
        (known ? "{\"workers\": [], \"settings\": {\"sort\": \"AGE\"}}" : "{\"status\": 401}")
            .getBytes(UTF_8);
    exchange.sendResponseHeaders(known ? 200 : 401, text.length);
    exchange.getResponseBody().write(text);
    exchange.close();
  }

  @Test
  void a_stranger_is_asked_who_it_is_whatever_its_certificate() {
    assertThat(
            DoctorCommand.isManager(new Machine.Door("127.0.0.1", server.getAddress().getPort())))
        .isTrue();
  }
}
