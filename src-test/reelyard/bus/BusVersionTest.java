package reelyard.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reelyard.address.Address;
import reelyard.address.Request;
import reelyard.message.Ack;
import reelyard.message.JobId;

@ExtendWith(VertxExtension.class)
class BusVersionTest {

  private static final Request<JobId, Ack> ASK = new Request<>("test.ask", JobId.class, Ack.class);
  private static final Address<JobId> SAY = new Address<>("test.say", JobId.class);
  private static final JsonObject QUESTION = new JsonObject().put("jobId", "7k2m9xqd");

  private Vertx vertx;
  private Bus bus;

  @BeforeEach
  void answer(Vertx vertx) {
    this.vertx = vertx;
    bus = new Bus(vertx);
    bus.answer(ASK, question -> Future.succeededFuture(new Ack()));
  }

  @Test
  void all_that_is_said_has_the_version() throws Exception {
    CompletableFuture<String> heard = new CompletableFuture<>();
    vertx
        .eventBus()
        .consumer(SAY.name(), message -> heard.complete(message.headers().get("version")));
    bus.say(SAY, new JobId("7k2m9xqd"));

    assertThat(heard.get(60, TimeUnit.SECONDS)).isEqualTo("1");
    assertThat(ask(new DeliveryOptions())).isEqualTo("1");
  }

  @Test
  void a_question_of_this_version_or_of_none_is_answered() throws Exception {
    assertThat(ask(new DeliveryOptions().addHeader("version", "1"))).isEqualTo("1");
    assertThat(ask(new DeliveryOptions())).isEqualTo("1");
  }

  @Test
  void a_question_of_another_version_is_refused_in_words() {
    assertThatThrownBy(() -> ask(new DeliveryOptions().addHeader("version", "2")))
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOfSatisfying(
            ReplyException.class, refusal -> assertThat(refusal.failureCode()).isEqualTo(400))
        .hasMessage(
            "test.ask: it is of version 2, and version 1 is spoken here: run the same Reelyard"
                + " everywhere");
  }

  @Test
  void what_is_said_in_another_version_is_dropped(VertxTestContext test) {
    bus.hear(
        SAY,
        heard ->
            test.verify(
                () -> {
                  assertThat(heard.jobId()).isEqualTo("second");
                  test.completeNow();
                }));
    vertx
        .eventBus()
        .publish(
            SAY.name(),
            new JsonObject().put("jobId", "first"),
            new DeliveryOptions().addHeader("version", "2"));
    bus.say(SAY, new JobId("second"));
  }

  @Test
  void what_broke_within_is_told_to_the_log_alone() {
    Request<JobId, Ack> broken = new Request<>("test.broken", JobId.class, Ack.class);
    bus.answer(
        broken,
        question -> Future.failedFuture(new IllegalStateException("SELECT secret FROM jobs")));

    assertThatThrownBy(
            () ->
                bus.ask(broken, new JobId("7k2m9xqd"))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(60, TimeUnit.SECONDS))
        .cause()
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> {
              assertThat(e.refusal().code()).isEqualTo(500);
              assertThat(e.refusal().message())
                  .startsWith("test.broken broke: the log")
                  .doesNotContain("SELECT", "Exception");
            });
  }

  @Test
  void a_body_of_another_kind_is_refused_without_the_names_of_classes() {
    assertThatThrownBy(
            () ->
                vertx
                    .eventBus()
                    .request(ASK.name(), "text")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(60, TimeUnit.SECONDS))
        .cause()
        .hasMessage("test.ask: the body must be a JSON object");
  }

  private String ask(DeliveryOptions options) throws Exception {
    return vertx
        .eventBus()
        .request(ASK.name(), QUESTION, options)
        .toCompletionStage()
        .toCompletableFuture()
        .get(60, TimeUnit.SECONDS)
        .headers()
        .get("version");
  }
}
