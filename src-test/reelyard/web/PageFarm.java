package reelyard.web;

import static reelyard.web.FakeScheduler.await;

import com.microsoft.playwright.options.ColorScheme;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import reelyard.address.Addresses;
import reelyard.bus.Bus;
import reelyard.message.GetWebAddress;

/** A page over a scheduler that says what the test wants. */
final class PageFarm implements AutoCloseable {

  static final String THROUGHPUT =
      """
      {"stepSeconds": 60, "endMillis": 1795294800000, "fps": [10, 60, 68.5],
       "fetchBytesPerSecond": [0, 1000000, 90000000], "returnBytesPerSecond": [0, 0, 10000000],
       "completed": [0, 1, 0], "savedBytes": 1068000000}
      """;

  FakeScheduler scheduler;

  private final Vertx vertx = Vertx.vertx();
  private final Chromium chromium;
  private final List<Visit> visits = new ArrayList<>();
  private final String url;
  private String web;

  PageFarm(Chromium chromium) throws Exception {
    this.chromium = chromium;
    scheduler = new FakeScheduler(vertx, "first");
    web = deploy(0);
    url = await(new Bus(vertx).ask(Addresses.WEB_ADDRESS, new GetWebAddress())).url();
  }

  /** Somebody comes, in whose browser nothing is opened yet. */
  Visit visit(int width, int height, ColorScheme scheme) {
    Visit visit =
        chromium
            .visit(url, width, height, scheme)
            .answering("alerts*", 200, "{\"alerts\": []}")
            .answering("throughput", 200, THROUGHPUT);
    visits.add(visit);
    return visit;
  }

  /** What GET /api/v1/login says. */
  static String me(String name, String role, boolean login) {
    return new JsonObject()
        .put("name", name)
        .put("role", role)
        .put("csrf", "proof")
        .put("login", login)
        .encode();
  }

  /** Somebody with a usual screen opens this view. */
  Visit open(String hash) {
    return visit(1440, 900, ColorScheme.LIGHT).open(hash);
  }

  /** The scheduler goes; the next one knows nothing. */
  void beginAnew() throws Exception {
    scheduler.leave();
    scheduler = new FakeScheduler(vertx, "second");
  }

  void stopWeb() throws Exception {
    await(vertx.undeploy(web));
  }

  /** Where it was before. */
  void startWeb() throws Exception {
    web = deploy(URI.create(url).getPort());
  }

  private String deploy(int port) throws Exception {
    JsonObject section = new JsonObject().put("host", "127.0.0.1").put("port", port);
    return await(
        vertx.deployVerticle(
            new WebVerticle(),
            new DeploymentOptions().setConfig(new JsonObject().put("web", section))));
  }

  @Override
  public void close() {
    visits.forEach(Visit::close);
    vertx.close().toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }
}
