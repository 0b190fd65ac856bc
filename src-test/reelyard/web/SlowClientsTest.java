package reelyard.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reelyard.model.UserRole;
import reelyard.web.GuardedWeb.Line;

/** Clients that hold connections and do nothing with them. */
class SlowClientsTest {

  private static final String LOGIN =
      "POST /api/v1/login HTTP/1.1\r\nHost: localhost\r\ncontent-type: application/json\r\n";

  @TempDir private Path folder;
  private GuardedWeb web;

  @AfterEach
  void close() throws Exception {
    web.close();
  }

  @Test
  void who_does_not_go_on_is_let_go_and_who_hears_the_bus_is_not() throws Exception {
    web = new GuardedWeb(folder, limits(100, 5));
    new FakeScheduler(web.vertx, "first");
    Line line = web.line("?token=" + web.token(UserRole.VIEWER), Map.of());
    // Else it would be cut for its silence on a machine that is slow.
    web.vertx.setPeriodic(5_000, id -> line.say("ping", "", null));

    try (RawHttp silent = new RawHttp(web.url);
        RawHttp slowHead = new RawHttp(web.url);
        RawHttp slowBody = new RawHttp(web.url);
        RawHttp slowChunks = new RawHttp(web.url);
        RawHttp done = new RawHttp(web.url)) {
      slowHead.write("GET / HTTP/1.1\r\nHost: loc");
      slowBody.write(LOGIN + "content-length: 100\r\n\r\n{");
      slowChunks.write(LOGIN + "transfer-encoding: chunked\r\n\r\n1\r\n{\r\n");
      done.write("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");

      for (RawHttp each : List.of(silent, slowHead, slowBody, slowChunks)) {
        assertThat(each.answer()).isEmpty();
      }
      assertThat(done.answer()).startsWith("HTTP/1.1 200");
    }
    line.say("send", "reelyard.farm", new JsonObject().put("limit", 0));
    assertThat(line.next()).contains("\"type\":\"rec\"");
  }

  @Test
  void so_many_connections_are_taken_and_no_more() throws Exception {
    web = new GuardedWeb(folder, limits(10, 600));
    String query = "?token=" + web.token(UserRole.VIEWER);
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      lines.add(web.line(query, Map.of()));
    }

    try (RawHttp more = new RawHttp(web.url)) {
      more.write("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
      assertThat(more.answer()).isEmpty();
    }
    lines.get(0).say("publish", "reelyard.farm", null);
    assertThat(lines.get(0).next()).contains("rejected");
  }

  private static JsonObject limits(int connections, int idleSeconds) {
    return new JsonObject()
        .put(
            "limits",
            new JsonObject()
                .put("connections", connections)
                .put("connectionsPerAddress", connections)
                .put("idleSeconds", idleSeconds)
                .put("requestsPerSecond", 200));
  }
}
