package reelyard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reelyard.bus.RefusedException;
import reelyard.login.Visitor;
import reelyard.message.ListJobs;
import reelyard.message.SubmitJobs;
import reelyard.model.WorkerSettings;

class ApiRequestTest {

  private static Object ask(String method, String path, ApiRequest request) {
    return ApiRoutes.ALL.stream()
        .filter(route -> route.method().equals(method) && route.path().equals(path))
        .findFirst()
        .orElseThrow()
        .ask(request);
  }

  private static SubmitJobs submission(String body) {
    return (SubmitJobs)
        ask("POST", "/api/v1/jobs", new ApiRequest(Visitor.LOCAL, null, Map.of(), List.of(), body));
  }

  private static Object list(String name, String... values) {
    return ask(
        "GET",
        "/api/v1/jobs",
        new ApiRequest(Visitor.LOCAL, null, Map.of(name, List.of(values)), List.of(), null));
  }

  @Test
  void reads_jobs_and_fills_in_their_defaults() {
    SubmitJobs jobs =
        submission("{\"jobs\":[{\"input\":\"/a b/\\u00e9\\n.mkv\",\"output\":\"/out/x.mp4\"}]}");

    assertThat(jobs.jobs()).hasSize(1);
    assertThat(jobs.jobs().get(0).name()).isEqualTo("é\n.mkv");
    assertThat(jobs.jobs().get(0).preset()).isEqualTo("Fast 1080p30");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"jobs\":[{\"inptu\":\"/a\"}]} | inptu: unknown; known here are",
        "[{\"inptu\":\"/a\"}] | [0].inptu: unknown; known here are",
        "{\"jobs\":[{\"input\":\"/a\"}],\"x\":1} | x: unknown",
        "{\"jobs\":[{\"container\":\"AVI\"}]} | container",
        "{\"jobs\":[{\"attempts\":\"many\"}]} | attempts",
        "{\"jobs\":[{\"priority\":\"first\"}]} | priority",
        "{\"jobs\":[{\"input\" \"/a\"}]} | line 1, column",
        "{\"jobs\":[{\"input\":\"/a\",\"input\":\"/b\"}]} | Duplicate field 'input'",
        "{\"jobs\":[{\"input\":\"/a\"}]} {} | Trailing token",
        "{\"jobs\":[ | line 1, column",
        "{\"jobs\":[]} | jobs must be a list of 1 to 100000 jobs",
        "{\"jobs\":[null]} | none null",
        "[] | jobs must be a list of 1 to 100000 jobs",
        "[null] | none null",
        "{} | jobs must be a list of 1 to 100000 jobs",
        "{\"key\":\" \",\"jobs\":[{}]} | key must be 1 to 128 characters",
        "null | null where an object belongs",
        "'' | the body is empty",
      })
  void names_what_is_wrong_with_a_submission(String body, String words) {
    assertThatThrownBy(() -> submission(body))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining(words);
  }

  @Test
  void names_the_line_in_a_longer_text() {
    assertThatThrownBy(() -> submission("{\"jobs\": [\n  {\"input\": \"/a\",}\n]}"))
        .hasMessageContaining("line 2, column 18");
  }

  @Test
  void survives_json_nested_without_end() {
    assertThatThrownBy(() -> submission("[".repeat(2_000_000)))
        .isInstanceOf(RefusedException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "1001", "99999999999999999999", "ten", "1.5", " 1"})
  void refuses_other_limits(String limit) {
    assertThatThrownBy(() -> list("limit", limit))
        .isInstanceOf(RefusedException.class)
        .hasMessage("limit: must be one number, 0 to " + ListJobs.MOST);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "state | waiting | state: must be of [queued, running, complete, failed, stopped]",
        "state | '' | state: must be of",
        "archived | yes | archived: must be true or false",
        "order | random | order: must be of [queue, newest, oldest, ended]",
        "states | queued | states: unknown; known here are archived, cursor, limit, order",
      })
  void names_what_is_wrong_with_a_parameter(String name, String value, String words) {
    assertThatThrownBy(() -> list(name, value))
        .isInstanceOf(RefusedException.class)
        .hasMessageStartingWith(words);
  }

  @Test
  void refuses_a_parameter_that_comes_twice() {
    assertThatThrownBy(() -> list("user", "a", "b")).hasMessage("user: must come once");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"schedule\":{\"masks\":[1,2,3]}} | schedule must be seven masks, Sunday first, not 3",
        "{\"schedule\":{\"masks\":[0,0,0,0,0,0,16777216]}} | must be 24 bits, 0 to 16777215",
        "{\"whenClosed\":\"SLEEP\"} | whenClosed",
        "{\"zone\":\"Mars\"} | zone must be a name such as Europe/Berlin or UTC, not Mars",
        "{\"share\":65} | share must be 0 (no limit) to 64 jobs, not 65",
      })
  void names_what_is_wrong_with_settings(String body, String words) {
    ApiRequest request = new ApiRequest(Visitor.LOCAL, "attic", Map.of(), List.of(), body);
    assertThatThrownBy(() -> request.body(WorkerSettings.class, "{}"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining(words);
  }

  @Test
  void every_route_is_documented() throws Exception {
    String page = Files.readString(Path.of(System.getProperty("reelyard.home"), "docs/bus.md"));
    assertThat(ApiRoutes.ALL)
        .allSatisfy(
            route ->
                assertThat(page)
                    .contains("`" + route.method() + " " + route.path() + "`")
                    .contains("`" + route.request().name() + "`"));
  }

  @Test
  void refuses_two_keys() {
    ApiRequest request = new ApiRequest(Visitor.LOCAL, null, Map.of(), List.of("a", "b"), "[{}]");
    assertThatThrownBy(() -> ask("POST", "/api/v1/jobs", request))
        .hasMessage("Idempotency-Key: must come once");
  }
}
