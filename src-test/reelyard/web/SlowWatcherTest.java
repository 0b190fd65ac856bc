package reelyard.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static reelyard.web.FakeScheduler.await;
import static reelyard.web.Views.queued;
import static reelyard.web.Views.transcoding;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reelyard.address.Addresses;
import reelyard.bus.Bus;
import reelyard.message.GetWebAddress;

/** A watcher that stops reading costs the manager a few megabytes at most. */
class SlowWatcherTest {

  private static final int ENOUGH = 8 << 20;

  private Vertx vertx;
  private FakeScheduler scheduler;
  private int port;

  @BeforeEach
  void start_the_web() throws Exception {
    vertx = Vertx.vertx();
    scheduler = new FakeScheduler(vertx, "first");
    JsonObject section = new JsonObject().put("host", "127.0.0.1").put("port", 0);
    await(
        vertx.deployVerticle(
            new WebVerticle(),
            new DeploymentOptions().setConfig(new JsonObject().put("web", section))));
    port =
        URI.create(await(new Bus(vertx).ask(Addresses.WEB_ADDRESS, new GetWebAddress())).url())
            .getPort();
  }

  @AfterEach
  void stop() throws Exception {
    await(vertx.close());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void gets_the_latest_progress_when_it_reads_again(boolean sockJs) throws Exception {
    try (Socket socket = watch("reelyard.job.a.progress", sockJs)) {
      int reports = 60_000;
      for (int i = 1; i <= reports; i++) {
        scheduler.progress(transcoding("a", "attic", 50, i));
      }

      everythingIsHandedOut();

      long bytes = readUntil(socket, "sentMillis" + (sockJs ? "\\" : "") + "\":" + reports);

      assertThat(bytes).isLessThan(ENOUGH);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void hears_of_the_newest_event_when_it_missed_too_many(boolean sockJs) throws Exception {
    try (Socket socket = watch("reelyard.farm.jobs", sockJs)) {
      String name = "n".repeat(20_000);
      for (int i = 0; i < 2_000; i++) {
        scheduler.tell(queued("a", name));
      }

      everythingIsHandedOut();

      long bytes = readUntil(socket, "sequence" + (sockJs ? "\\" : "") + "\":2000");

      assertThat(bytes).isLessThan(ENOUGH);
    }
  }

  /** The web's event loop answers this after what it was told before. */
  private void everythingIsHandedOut() throws Exception {
    HttpClient client = vertx.createHttpClient();
    await(
        client
            .request(HttpMethod.GET, port, "127.0.0.1", "/health/live")
            .compose(HttpClientRequest::send));
    await(client.close());
  }

  /** A socket that hears the address, and was read up to here. */
  private Socket watch(String address, boolean sockJs) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(8 << 10);
    socket.setSoTimeout(20_000);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    String path = sockJs ? "/eventbus/000/abc/websocket" : "/eventbus/websocket";
    socket
        .getOutputStream()
        .write(
            ("GET "
                    + path
                    + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
                    + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                .getBytes(UTF_8));
    readUntil(socket, "\r\n\r\n");
    say(socket, sockJs, new JsonObject().put("type", "register").put("address", address));
    say(
        socket,
        sockJs,
        new JsonObject()
            .put("type", "send")
            .put("address", "reelyard.farm")
            .put("replyAddress", "r1")
            .put("body", new JsonObject().put("limit", 0)));
    readUntil(socket, "etaSeconds");
    return socket;
  }

  private static void say(Socket socket, boolean sockJs, JsonObject message) throws IOException {
    String text = message.encode();
    byte[] payload = (sockJs ? new JsonArray().add(text).encode() : text).getBytes(UTF_8);
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write(0x81);
    if (payload.length < 126) {
      frame.write(0x80 | payload.length);
    } else {
      frame.write(0x80 | 126);
      frame.write(payload.length >> 8);
      frame.write(payload.length);
    }
    // Masked with zeros: the payload as it is.
    frame.writeBytes(new byte[4]);
    frame.writeBytes(payload);
    socket.getOutputStream().write(frame.toByteArray());
  }

  /** Reads up to this word; returns how many bytes that were. */
  private static long readUntil(Socket socket, String word) throws IOException {
    StringBuilder last = new StringBuilder();
    byte[] buffer = new byte[64 << 10];
    long bytes = 0;
    while (last.indexOf(word) < 0) {
      last.delete(0, Math.max(0, last.length() - word.length()));
      int n = socket.getInputStream().read(buffer);
      assertThat(n).as("bytes before the word " + word).isPositive();
      bytes += n;
      last.append(new String(buffer, 0, n, ISO_8859_1));
    }
    return bytes;
  }
}
