package reelyard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static reelyard.web.FakeScheduler.await;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bodies that come by drops. */
class SlowBodiesTest {

  private static final int BYTES = 128 << 10;
  private static final String DROP = "d".repeat(1 << 10);

  private Vertx vertx;

  @BeforeEach
  void open() {
    vertx = Vertx.vertx();
  }

  @AfterEach
  void close() throws Exception {
    await(vertx.close());
  }

  private URI serve(long graceMillis) throws Exception {
    Router router = Router.router(vertx);
    new Bodies(vertx, graceMillis)
        .route(router, HttpMethod.POST, "/", 1 << 20)
        .handler(c -> c.response().putHeader("connection", "close").end("all is there"));
    HttpServer server = await(vertx.createHttpServer().requestHandler(router).listen(0));
    return URI.create("http://127.0.0.1:" + server.actualPort());
  }

  private static String head(int bytes) {
    return "POST / HTTP/1.0\r\nHost: localhost\r\ncontent-length: " + bytes + "\r\n\r\n";
  }

  @Test
  void a_large_one_that_comes_by_drops_is_cut_off() throws Exception {
    try (RawHttp slow = new RawHttp(serve(0))) {
      slow.write(head(BYTES));
      // Far less than can be here in time: it would go on for a minute.
      vertx.setPeriodic(500, id -> slow.write(DROP));

      assertThat(slow.answer()).isEmpty();
    }
  }

  @Test
  void a_small_one_and_one_in_time_are_not() throws Exception {
    try (RawHttp large = new RawHttp(serve(60_000));
        RawHttp small = new RawHttp(serve(0))) {
      large.write(head(BYTES) + "d".repeat(BYTES));
      small.write(head(100) + "d".repeat(99));
      vertx.setTimer(3_000, id -> small.write("d"));

      assertThat(large.answer()).endsWith("all is there");
      assertThat(small.answer()).endsWith("all is there");
    }
  }
}
