package reelyard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static reelyard.web.FakeScheduler.await;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reelyard.BusPage;
import reelyard.address.Addresses;
import reelyard.bus.Bus;
import reelyard.message.GetWebAddress;

/** The schemas that are served are those of the messages. */
class SchemaPagesTest {

  private static final JsonSchemaOptions OPTIONS =
      new JsonSchemaOptions()
          .setBaseUri("http://127.0.0.1/")
          .setDraft(Draft.DRAFT202012)
          .setOutputFormat(OutputFormat.Basic);

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static Vertx vertx;
  private static String url;

  @BeforeAll
  static void start_the_web() throws Exception {
    vertx = Vertx.vertx();
    await(
        vertx.deployVerticle(
            new WebVerticle(),
            new DeploymentOptions()
                .setConfig(
                    new JsonObject()
                        .put("web", new JsonObject().put("host", "127.0.0.1").put("port", 0)))));
    url = await(new Bus(vertx).ask(Addresses.WEB_ADDRESS, new GetWebAddress(), Bus.PATIENCE)).url();
  }

  @AfterAll
  static void stop_the_web() throws Exception {
    await(vertx.close());
  }

  @Test
  void every_example_of_the_page_is_as_its_schema_says() throws Exception {
    Map<String, List<String>> examples = BusPage.examples();
    JsonArray addresses = new JsonObject(get("").body()).getJsonArray("addresses");

    assertThat(addresses).hasSameSizeAs(examples.keySet());
    for (Object each : addresses) {
      JsonObject address = (JsonObject) each;
      List<String> said = examples.get(address.getString("address"));
      assertThat(complaint(address.getString("message"), said.get(0))).as(said.get(0)).isNull();
      if (address.containsKey("answer")) {
        assertThat(complaint(address.getString("answer"), said.get(1))).as(said.get(1)).isNull();
      }
    }
  }

  @Test
  void a_message_that_is_wrong_deep_inside_is_found() throws Exception {
    JsonObject submit = new JsonObject(BusPage.examples().get("reelyard.scheduler.submit").get(0));
    submit.getJsonArray("jobs").getJsonObject(0).put("priority", "urgent");

    assertThat(complaint("SubmitJobs", submit.encode())).contains("priority");
  }

  @Test
  void tells_who_may_say_what_where() throws Exception {
    assertThat(new JsonObject(get("").body()).getJsonArray("addresses").stream())
        .contains(
            new JsonObject(
                """
                {"address": "reelyard.scheduler.submit", "message": "SubmitJobs",
                 "answer": "Submitted", "clients": "send", "role": "submitter"}\
                """),
            new JsonObject(
                """
                {"address": "reelyard.job.<id>.progress", "message": "Progress",
                 "clients": "hear", "role": "viewer"}\
                """));
  }

  @Test
  void each_says_what_it_is() throws Exception {
    HttpResponse<String> answer = get("/JobEvent.json");

    assertThat(answer.headers().firstValue("content-type")).contains("application/schema+json");
    assertThat(new JsonObject(answer.body()).getString("$id"))
        .isEqualTo("urn:reelyard:message:JobEvent:1");
  }

  @Test
  void of_an_unknown_message_there_is_none() throws Exception {
    for (String name : List.of("/Jobs.json", "/..%2fopenapi.yaml", "/%3Cb%3E.json", "/.json")) {
      assertThat(get(name).statusCode()).as(name).isEqualTo(404);
    }
    assertThat(get("/Jobs.json").body())
        .contains("no message is called Jobs: see /api/v1/schemas for all");
  }

  private static String complaint(String message, String said) throws Exception {
    JsonObject schema = new JsonObject(get("/" + message + ".json").body());
    OutputUnit judged =
        Validator.create(JsonSchema.of(schema), OPTIONS).validate(new JsonObject(said));
    return judged.getValid() ? null : judged.toJson().encode();
  }

  private static HttpResponse<String> get(String path) throws Exception {
    return CLIENT.send(
        HttpRequest.newBuilder(URI.create(url).resolve("/api/v1/schemas" + path)).build(),
        BodyHandlers.ofString());
  }
}
