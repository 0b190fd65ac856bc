package reelyard.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reelyard.bus.Json;
import reelyard.cli.FakeManager.Answer;
import reelyard.message.SubmitOutcome;
import reelyard.message.Submitted;
import reelyard.model.JobSpec;

class ManagerClientTest {

  private static List<JobSpec> jobs(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> JobSpec.of("/in/" + i, "/out/" + i, null, 0))
        .toList();
  }

  private static void assertFails(Answer answer, String... words) throws Exception {
    assertFails(ExitStatus.FAILED, answer, words);
  }

  private static void assertFails(int status, Answer answer, String... words) throws Exception {
    try (FakeManager manager = new FakeManager(request -> answer)) {
      ManagerClient client = ManagerClient.of(manager.url());
      assertThatThrownBy(() -> client.farm(5))
          .isInstanceOf(CommandFailure.class)
          .hasMessageContainingAll(words)
          .extracting(e -> ((CommandFailure) e).exitStatus())
          .isEqualTo(status);
    }
  }

  @Test
  void hands_many_jobs_over_in_few_requests_and_tells_each_outcome() throws Exception {
    List<String> paths = new ArrayList<>();
    try (FakeManager manager =
        new FakeManager(
            request -> {
              paths.add(request.method() + " " + request.path());
              int lot = paths.size() == 1 ? ManagerClient.MOST_JOBS : 4;
              return new Answer(
                  200,
                  Json.write(
                      new Submitted(
                          IntStream.range(0, lot)
                              .mapToObj(i -> new SubmitOutcome(paths.size() + "-" + i, null))
                              .toList())));
            })) {
      List<String> outcomes = new ArrayList<>();
      ManagerClient.of(manager.url())
          .submit(
              null,
              jobs(1004),
              (job, outcome) -> outcomes.add(job.input() + " " + outcome.jobId()));
      assertThat(outcomes).hasSize(1004).contains("/in/0 1-0", "/in/999 1-999", "/in/1003 2-3");
      assertThat(paths).containsExactly("POST /api/v1/jobs", "POST /api/v1/jobs");
    }
  }

  private static final Answer BUSY = new Answer(503, "{\"detail\":\"again in 1 s\"}", "1");

  @Test
  void a_submission_with_a_key_comes_again_when_the_manager_says_so() throws Exception {
    Deque<Answer> answers =
        new ArrayDeque<>(
            List.of(
                BUSY,
                BUSY,
                new Answer(
                    200, Json.write(new Submitted(List.of(new SubmitOutcome("one", null)))))));
    try (FakeManager manager = new FakeManager(request -> answers.remove())) {
      List<String> outcomes = new ArrayList<>();

      ManagerClient.of(manager.url())
          .submit("k", jobs(1), (job, outcome) -> outcomes.add(outcome.jobId()));

      assertThat(outcomes).containsExactly("one");
      assertThat(manager.asked).hasSize(3).allMatch(manager.asked.get(0)::equals);
    }
  }

  @Test
  void a_submission_without_a_key_or_far_from_its_turn_does_not() throws Exception {
    assertSubmittedOnce(null, BUSY);
    assertSubmittedOnce("k", new Answer(503, "{\"detail\":\"again in 61 s\"}", "61"));
    assertSubmittedOnce("k", new Answer(503, "{\"detail\":\"again soon\"}", "soon"));
    assertSubmittedOnce("k", new Answer(503, "{\"detail\":\"again some day\"}"));
  }

  private static void assertSubmittedOnce(String key, Answer answer) throws Exception {
    try (FakeManager manager = new FakeManager(request -> answer)) {
      ManagerClient client = ManagerClient.of(manager.url());

      assertThatThrownBy(() -> client.submit(key, jobs(1), (job, outcome) -> {}))
          .isInstanceOf(CommandFailure.class)
          .hasMessageStartingWith("again");
      assertThat(manager.asked).hasSize(1);
    }
  }

  @Test
  void an_id_cannot_lead_to_another_address() throws Exception {
    List<String> uris = new ArrayList<>();
    try (FakeManager manager =
        new FakeManager(
            request -> {
              uris.add(request.uri());
              return new Answer(
                  404, "{\"title\":\"Not Found\",\"status\":404,\"detail\":\"no job\"}");
            })) {
      ManagerClient client = ManagerClient.of(manager.url() + "/farm");
      assertThatThrownBy(() -> client.why("../a b?c")).hasMessage("no job");
      assertThat(uris).containsExactly("/farm/api/v1/jobs/..%2Fa%20b%3Fc/why");
    }
  }

  @Test
  void a_problem_is_told_in_the_managers_words() throws Exception {
    assertFails(
        new Answer(404, "{\"title\":\"t\",\"status\":404,\"detail\":\"no job x\"}"), "no job x");
    assertFails(
        ExitStatus.UNREACHABLE, new Answer(503, "{\"title\":\"No scheduler\"}"), "No scheduler");
    assertFails(
        ExitStatus.DENIED, new Answer(403, "{\"detail\":\"ada is a viewer\"}"), "ada is a viewer");
    assertFails(ExitStatus.DENIED, new Answer(401, "{}"), "REELYARD_TOKEN", "reelyard token add");
    assertFails(new Answer(500, "<html>"), "status 500");
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 502, 503, 504})
  void what_passes_by_itself_is_worth_another_try(int status) throws Exception {
    assertFails(ExitStatus.UNREACHABLE, new Answer(status, "<html>"), "status " + status);
  }

  @Test
  void what_is_no_manager_is_said_to_be_none() throws Exception {
    assertFails(new Answer(200, "<html>hello"), "is not a manager");
    assertFails(new Answer(200, "null"), "is not a manager");
  }

  @Test
  void a_manager_that_does_not_answer_is_named_with_how_to_start_one() throws Exception {
    String url;
    try (FakeManager gone = new FakeManager(request -> new Answer(200, ""))) {
      url = gone.url();
    }
    ManagerClient client = ManagerClient.of(url);
    assertThatThrownBy(() -> client.farm(1))
        .hasMessageContainingAll(url, "reelyard run manager", "--manager")
        .extracting(e -> ((CommandFailure) e).exitStatus())
        .isEqualTo(ExitStatus.UNREACHABLE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "localhost:8080", "ftp://h/", "http://", "http://a b/", "http://u:p@host/"})
  void an_address_that_is_none_is_a_usage_error(String url) {
    assertThatThrownBy(() -> ManagerClient.of(url))
        .isInstanceOf(CommandFailure.class)
        .extracting(e -> ((CommandFailure) e).exitStatus())
        .isEqualTo(ExitStatus.USAGE);
  }
}
