package reelyard.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static reelyard.web.FakeScheduler.await;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reelyard.address.Addresses;
import reelyard.bus.Bus;
import reelyard.message.GetWebAddress;

/** Bytes that no client of ours would send get a clear refusal, and the next client its answer. */
class HostileInputTest {

  private static Vertx vertx;
  private static int port;

  @BeforeAll
  static void start_the_web() throws Exception {
    vertx = Vertx.vertx();
    new FakeScheduler(vertx, "e1");
    await(
        vertx.deployVerticle(
            new WebVerticle(),
            new DeploymentOptions()
                .setConfig(
                    new JsonObject()
                        .put("web", new JsonObject().put("host", "127.0.0.1").put("port", 0)))));
    port =
        URI.create(
                await(new Bus(vertx).ask(Addresses.WEB_ADDRESS, new GetWebAddress(), Bus.PATIENCE))
                    .url())
            .getPort();
  }

  @AfterAll
  static void stop_the_web() throws Exception {
    await(vertx.close());
  }

  /** What comes back until the server closes, or until it has answered once. */
  private static String send(byte[]... parts) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(20_000);
      OutputStream out = socket.getOutputStream();
      try {
        for (byte[] part : parts) {
          out.write(part);
        }
        out.flush();
      } catch (IOException e) {
        // Hung up before it heard all of it: what it said stands in its answer.
      }
      return read(socket.getInputStream());
    }
  }

  private static String read(InputStream in) {
    StringBuilder answer = new StringBuilder();
    byte[] some = new byte[8192];
    try {
      int length;
      while ((length = in.read(some)) >= 0) {
        answer.append(new String(some, 0, length, ISO_8859_1));
        if (answer.indexOf("\r\n\r\n") >= 0 && answer.toString().endsWith("}")) {
          break;
        }
      }
    } catch (IOException e) {
      // Reset: as good as an end.
    }
    return answer.toString();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }

  private static String request(String line, String headers) throws IOException {
    return send(bytes(line + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n"));
  }

  private static void isStillThere() throws IOException {
    assertThat(request("GET /health/live", ""))
        .startsWith("HTTP/1.1 200")
        .endsWith("{\"status\":\"up\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET /%zz | 400",
        "GET /api/v1/jobs/%c0%ae%c0%ae/why | 404",
        "GET /api/v1/jobs/%00 | 400",
        "GET //api//v1//jobs | 200",
        "GET /api/v1/jobs?limit=%zz | 400",
        "GET /api/v1/jobs?state=%00 | 400",
        "GET /api/v1/jobs?cursor=&cursor= | 400",
        "GET /api/v1/docs/../../../config/reelyard.yaml | 404",
        "GET /docs/..%2f..%2fconfig/reelyard.yaml | 404",
        "BREW /api/v1/jobs | 405",
        "TRACE /api/v1/jobs | 405",
        "NONSENSE | 400",
        "PRI * | 40",
      })
  void refuses_odd_addresses_and_methods(String line, String status) throws Exception {
    assertThat(request(line, ""))
        .matches("(?s)HTTP/1.[01] " + status + ".*")
        .doesNotContain("\tat ");
    isStillThere();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: -1",
        "Content-Length: 99999999999999999999",
        "Content-Length: 5\r\nContent-Length: 6",
        "Content-Length: 2\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked, chunked",
        "No colon",
        " folded: header",
        "Na\u0000me: value",
      })
  void refuses_headers_that_mean_two_things_or_none(String headers) throws Exception {
    String answer =
        send(
            bytes(
                "POST /api/v1/jobs HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + headers
                    + "\r\n\r\nzz\r\n{}"));
    assertThat(answer).matches("(?s)|HTTP/1.1 4.*").doesNotContain("\tat ");
    isStillThere();
  }

  @Test
  void refuses_an_address_and_headers_without_end() throws Exception {
    assertThat(request("GET /" + "x".repeat(100_000), ""))
        .matches("(?s)HTTP/1.[01] 414 .*")
        .contains("problem+json");
    assertThat(request("GET /health/live", "X: " + "y".repeat(100_000) + "\r\n"))
        .matches("(?s)HTTP/1.[01] 431 .*");
    assertThat(request("GET /health/live", "X: y\r\n".repeat(50_000)))
        .matches("(?s)HTTP/1.[01] 431 .*");
    isStillThere();
  }

  @Test
  void survives_noise() throws Exception {
    Random random = new Random(20_261_122);
    for (int i = 0; i < 50; i++) {
      byte[] noise = new byte[1 + random.nextInt(20_000)];
      random.nextBytes(noise);
      // So that the server sees an end of what it may take for a head.
      assertThat(send(noise, bytes("\r\n\r\n"))).matches("(?s)|HTTP/1.[01] 4.*");
    }
    isStillThere();
  }

  @Test
  void forgets_a_body_that_is_cut_off() throws Exception {
    for (int i = 0; i < 20; i++) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket
            .getOutputStream()
            .write(
                bytes(
                    "POST /api/v1/jobs HTTP/1.1\r\nHost: localhost\r\n"
                        + "Content-Type: application/json\r\nContent-Length: 10000000\r\n\r\n"
                        + "{\"jobs\": [".repeat(10_000)));
      }
    }
    isStillThere();
  }

  @Test
  void hangs_up_on_a_frame_of_ten_megabytes() throws Exception {
    byte[] head =
        bytes(
            String.join(
                "\r\n",
                "GET /eventbus/websocket HTTP/1.1",
                "Host: localhost",
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                "",
                ""));
    byte[] frame = new byte[14 + (10 << 20)];
    frame[0] = (byte) 0x81;
    frame[1] = (byte) (0x80 | 127);
    frame[6] = (byte) ((10 << 20) >> 24);
    frame[7] = (byte) ((10 << 20) >> 16);

    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(head);
      assertThat(new String(socket.getInputStream().readNBytes(12), ISO_8859_1))
          .isEqualTo("HTTP/1.1 101");
      Throwable end =
          catchThrowable(
              () -> {
                socket.getOutputStream().write(frame);
                socket.getInputStream().readAllBytes();
              });
      // An end, or a reset; a server that kept the connection would let it time out.
      assertThat(end).isNotInstanceOf(SocketTimeoutException.class);
    }
    isStillThere();
  }
}
