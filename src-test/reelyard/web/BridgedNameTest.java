package reelyard.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reelyard.message.ChangeJobs;
import reelyard.message.SubmitJobs;
import reelyard.model.JobSpec;
import reelyard.model.UserRole;
import reelyard.web.GuardedWeb.Line;

/** Whoever hands in or changes jobs does so in his own name, whichever door he comes through. */
class BridgedNameTest {

  private static final String ONE =
      "{\"jobs\": [{\"input\": \"/a\", \"output\": \"/b\", \"user\": \"mallory\"}]}";

  private static final String CHANGE =
      "{\"jobIds\": [\"a\"], \"action\": \"STOP\", \"onlyUser\": \"mallory\"}";

  @TempDir private Path folder;
  private GuardedWeb web;
  private FakeScheduler scheduler;

  @BeforeEach
  void open() throws Exception {
    web = new GuardedWeb(folder, new JsonObject());
    scheduler = new FakeScheduler(web.vertx, "first");
  }

  @AfterEach
  void close() throws Exception {
    web.close();
  }

  @Test
  void over_http() throws Exception {
    Map<String, String> sam = web.browser(UserRole.SUBMITTER).changes();

    web.post("/api/v1/jobs", sam, ONE);
    assertThat(names()).containsExactly("the-submitter");
    web.post("/api/v1/jobs", sam, new JsonObject(ONE).getJsonArray("jobs").encode());
    assertThat(names()).containsExactly("the-submitter");

    web.post("/api/v1/jobs/change", sam, CHANGE);
    assertThat(onlyUser()).isEqualTo("the-submitter");
    web.post("/api/v1/jobs/a/stop", sam, "");
    assertThat(onlyUser()).isEqualTo("the-submitter");

    web.post("/api/v1/jobs/change", web.browser(UserRole.OPERATOR).changes(), CHANGE);
    assertThat(onlyUser()).isNull();
  }

  @Test
  void at_the_bridge() throws Exception {
    Line sam = web.line("?token=" + web.token(UserRole.SUBMITTER), Map.of());

    sam.say("send", "reelyard.scheduler.submit", new JsonObject(ONE));
    sam.next();
    assertThat(names()).containsExactly("submitter-token");

    sam.say("send", "reelyard.scheduler.change-jobs", new JsonObject(CHANGE));
    sam.next();
    assertThat(onlyUser()).isEqualTo("submitter-token");
  }

  @Test
  void nonsense_at_the_bridge_goes_nowhere() throws Exception {
    Line sam = web.line("?token=" + web.token(UserRole.SUBMITTER), Map.of());

    for (Object body : List.of(new JsonObject().put("jobs", 5), new JsonArray(), "text", 5)) {
      sam.say("send", "reelyard.scheduler.submit", body);
      assertThat(sam.next()).as("%s", body).contains("\"failureCode\":400");
    }
    assertThat(scheduler.submitted()).isEmpty();
  }

  @Test
  void a_wrong_message_is_refused_by_the_name_of_its_field() throws Exception {
    Line sam = web.line("?token=" + web.token(UserRole.SUBMITTER), Map.of());

    sam.say(
        "send",
        "reelyard.scheduler.submit",
        new JsonObject(
            "{\"jobs\": [{\"input\": \"/a\", \"output\": \"/b\", \"priority\": \"x\"}]}"));

    assertThat(sam.next()).contains("\"failureCode\":400").contains("priority");
  }

  private List<String> names() {
    return ((SubmitJobs) scheduler.latest()).jobs().stream().map(JobSpec::user).toList();
  }

  private String onlyUser() {
    return ((ChangeJobs) scheduler.latest()).onlyUser();
  }
}
