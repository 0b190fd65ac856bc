package reelyard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static reelyard.web.FakeScheduler.await;
import static reelyard.web.Views.queued;
import static reelyard.web.Views.transcoding;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reelyard.address.Addresses;
import reelyard.bus.Bus;
import reelyard.message.GetWebAddress;

/** The farm's events as a stream over plain HTTP. */
class EventsTest {

  private Vertx vertx;
  private FakeScheduler scheduler;
  private int port;

  @BeforeEach
  void start_the_web() throws Exception {
    vertx = Vertx.vertx();
    scheduler = new FakeScheduler(vertx, "e1");
    scheduler.holds(queued("a", "A"));
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

  @AfterEach
  void stop_the_web() throws Exception {
    await(vertx.close());
  }

  /** One block of a stream: its fields, one a line. */
  private final class Stream {

    private final LinkedBlockingQueue<String> blocks = new LinkedBlockingQueue<>();
    private final StringBuilder rest = new StringBuilder();
    private final HttpClientResponse response;

    private Stream(String query, String lastEventId) throws Exception {
      RequestOptions options =
          new RequestOptions()
              .setMethod(HttpMethod.GET)
              .setHost("127.0.0.1")
              .setPort(port)
              .setURI("/api/v1/events" + query);
      if (lastEventId != null) {
        options.putHeader("Last-Event-ID", lastEventId);
      }
      response =
          await(
              vertx
                  .createHttpClient()
                  .request(options)
                  .compose(
                      request ->
                          request
                              .send()
                              .onSuccess(answer -> answer.handler(b -> read(b.toString())))));
    }

    private synchronized void read(String text) {
      rest.append(text);
      int end;
      while ((end = rest.indexOf("\n\n")) >= 0) {
        String block = rest.substring(0, end);
        rest.delete(0, end + 2);
        if (!block.startsWith(":")) {
          blocks.add(block);
        }
      }
    }

    private String next() throws Exception {
      String block = blocks.poll(20, TimeUnit.SECONDS);
      assertThat(block).isNotNull();
      return block;
    }

    private JsonObject next(String kind) throws Exception {
      String block = next();
      assertThat(block).contains("event: " + kind + "\n");
      return new JsonObject(block.substring(block.indexOf("data: ") + 6));
    }
  }

  private Stream open(String query, String lastEventId) throws Exception {
    return new Stream(query, lastEventId);
  }

  @Test
  void begins_with_the_whole_farm_and_goes_on_with_what_changes() throws Exception {
    Stream stream = open("", null);
    assertThat(stream.response.getHeader("content-type")).isEqualTo("text/event-stream");
    assertThat(stream.next("snapshot").getJsonArray("jobs")).hasSize(1);

    scheduler.tell(queued("b", "B"));

    assertThat(stream.next("job").getJsonObject("job").getString("id")).isEqualTo("b");
    assertThat(stream.next("summary").getInteger("queued")).isEqualTo(2);
  }

  @Test
  void goes_on_where_a_reader_was() throws Exception {
    Stream first = open("", null);
    first.next("snapshot");
    scheduler.tell(queued("b", "B"));
    String seen = first.next().replaceAll("(?s).*id: ([^\n]*).*", "$1");
    scheduler.tell(queued("c", "C"));
    first.next("summary");
    first.next("job");

    Stream again = open("", seen);

    assertThat(again.next("job").getJsonObject("job").getString("id")).isEqualTo("c");
  }

  @Test
  void shows_the_whole_farm_to_who_was_away_for_too_long() throws Exception {
    assertThat(open("", "e0:7").next("snapshot").getString("epoch")).isEqualTo("e1");
    assertThat(open("", "nonsense").next("snapshot").getString("epoch")).isEqualTo("e1");
  }

  @Test
  void shows_the_whole_farm_again_when_an_event_was_lost() throws Exception {
    Stream stream = open("", null);
    stream.next("snapshot");

    scheduler.changeUnheard(queued("lost", "Lost"));
    scheduler.tell(queued("b", "B"));

    List<String> kinds = new ArrayList<>();
    String block;
    do {
      block = stream.next();
      kinds.add(block);
    } while (!block.contains("event: snapshot"));
    assertThat(block).contains("\"lost\"").contains("\"b\"");
    assertThat(kinds).noneMatch(each -> each.contains("event: job"));
  }

  @Test
  void tells_the_progress_of_those_jobs_alone_that_are_named() throws Exception {
    Stream stream = open("?jobs=a,b", null);
    stream.next("snapshot");

    scheduler.progress(transcoding("c", "attic", 10, 1));
    scheduler.progress(transcoding("b", "attic", 20, 1));

    assertThat(stream.next("progress").getString("jobId")).isEqualTo("b");
  }

  @Test
  void refuses_ids_that_are_none() throws Exception {
    Stream stream = open("?jobs=a,%0aB", null);
    assertThat(stream.response.statusCode()).isEqualTo(400);
  }

  @Test
  void says_so_when_no_scheduler_answers() throws Exception {
    scheduler.leave();
    assertThat(open("", null).response.statusCode()).isEqualTo(503);
  }

  @Test
  void goes_on_telling_others_after_some_could_not_be_told_the_farm() throws Exception {
    scheduler.leave();
    for (int i = 0; i < 3; i++) {
      assertThat(open("?jobs=a", null).response.statusCode()).isEqualTo(503);
    }
    scheduler = new FakeScheduler(vertx, "e2");
    Stream stream = open("", null);
    stream.next("snapshot");

    scheduler.progress(transcoding("a", "attic", 20, 1));
    scheduler.tell(queued("b", "B"));

    assertThat(stream.next("job").getJsonObject("job").getString("id")).isEqualTo("b");
    assertThat(stream.next("summary").getInteger("queued")).isEqualTo(1);
  }

  @Test
  void a_stream_that_ended_leaves_its_connection_to_the_next_one() throws Exception {
    try (RawHttp line = new RawHttp(URI.create("http://127.0.0.1:" + port))) {
      String ask = "GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n";
      line.write(ask);
      line.until("event: snapshot");
      scheduler.leave();
      scheduler.changeUnheard(queued("lost", "Lost"));
      scheduler.tell(queued("b", "B"));
      line.until("\r\n0\r\n\r\n");
      scheduler = new FakeScheduler(vertx, "e2");

      line.write(ask);
      line.until("event: snapshot");
      scheduler.tell(queued("c", "C"));

      assertThat(line.until("event: summary")).contains("event: job", "event: summary");
    }
  }
}
