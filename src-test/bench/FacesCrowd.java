package bench;

import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/** Many clients of the SockJS bridge in a process of their own, which tells how late they hear. */
final class FacesCrowd {

  private static final String SENT = "\"sentMillis\":";
  private static final int MOST_MILLIS = 60_000;

  private final AtomicLongArray lags = new AtomicLongArray(MOST_MILLIS + 1);
  private final AtomicLong begunNanos = new AtomicLong();

  private FacesCrowd() {}

  /** The bridge's raw WebSocket, a file of addresses, how many clients, of how many jobs each. */
  public static void main(String[] args) throws Exception {
    FacesCrowd crowd = new FacesCrowd();
    List<String> addresses = Files.readAllLines(Path.of(args[1]));
    int pages = Integer.parseInt(args[2]);
    int seen = Integer.parseInt(args[3]);
    Vertx vertx = Vertx.vertx();
    WebSocketClient client =
        vertx.createWebSocketClient(new WebSocketClientOptions().setMaxConnections(pages));
    URI bridge = URI.create(args[0]);
    for (int page = 0; page < pages; page++) {
      int first = page;
      WebSocket socket =
          client
              .connect(
                  new WebSocketConnectOptions()
                      .setHost(bridge.getHost())
                      .setPort(bridge.getPort())
                      .setURI(bridge.getPath()))
              .map(open -> open.textMessageHandler(crowd::hear))
              .toCompletionStage()
              .toCompletableFuture()
              .get(60, TimeUnit.SECONDS);
      for (String address : List.of("jobs", "workers", "summary")) {
        register(socket, "reelyard.farm." + address);
      }
      for (int i = 0; i < seen; i++) {
        register(socket, addresses.get((first * 7 + i) % addresses.size()));
      }
      vertx.setPeriodic(10_000, timer -> socket.writeTextMessage("{\"type\":\"ping\"}"));
    }
    System.out.println("ok");
    BufferedReader questions =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String asked = questions.readLine(); asked != null; asked = questions.readLine()) {
      System.out.println("ok " + (asked.equals("begin") ? crowd.begin() : crowd.end()));
    }
    System.exit(0);
  }

  private static void register(WebSocket socket, String address) {
    socket.writeTextMessage("{\"type\":\"register\",\"address\":\"" + address + "\"}");
  }

  private void hear(String text) {
    int at = text.indexOf(SENT);
    if (at < 0 || !text.contains(".progress\"")) {
      return;
    }
    int from = at + SENT.length();
    int to = from;
    while (Character.isDigit(text.charAt(to))) {
      to++;
    }
    long lag = System.currentTimeMillis() - Long.parseLong(text, from, to, 10);
    lags.incrementAndGet((int) Math.max(0, Math.min(MOST_MILLIS, lag)));
  }

  private String begin() {
    for (int i = 0; i <= MOST_MILLIS; i++) {
      lags.set(i, 0);
    }
    begunNanos.set(System.nanoTime());
    return "begun";
  }

  /** Updates a second, and the median, the 99th percentile and the most of their lags in ms. */
  private String end() {
    double seconds = (System.nanoTime() - begunNanos.get()) / 1e9;
    long count = 0;
    int most = 0;
    for (int i = 0; i <= MOST_MILLIS; i++) {
      count += lags.get(i);
      most = lags.get(i) > 0 ? i : most;
    }
    return "%.0f %d %d %d".formatted(count / seconds, lag(count, 50), lag(count, 99), most);
  }

  private int lag(long count, int percent) {
    long wanted = Math.max(1, (count * percent + 99) / 100);
    int at = -1;
    for (long met = 0; met < wanted && at < MOST_MILLIS; ) {
      at++;
      met += lags.get(at);
    }
    return at;
  }
}
