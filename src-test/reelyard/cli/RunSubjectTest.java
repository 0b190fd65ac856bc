package reelyard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import reelyard.bus.Json;
import reelyard.cli.FakeManager.Answer;
import reelyard.message.JobPage;

class RunSubjectTest {

  @Test
  void learns_of_ends_that_no_event_and_no_view_told() throws Exception {
    RunSubject subject = new RunSubject(2, "http://localhost/");
    subject.submitted("a");
    subject.submitted("b");
    subject.allSubmitted();
    subject.shown();
    assertThat(subject.ended()).isNotDone();

    try (FakeManager manager =
        new FakeManager(
            request ->
                new Answer(
                    200,
                    Json.write(
                        request.uri().contains("cursor=more")
                            ? new JobPage(List.of(Jobs.complete("a", "one")), null)
                            : new JobPage(List.of(Jobs.complete("b", "two")), "more"))))) {
      subject.catchUp(ManagerClient.of(manager.url()));

      assertThat(manager.asked.get(0))
          .contains("state=COMPLETE,FAILED,STOPPED".replace(",", "%2C"));
    }

    assertThat(subject.ended().join())
        .containsExactly(Jobs.complete("a", "one"), Jobs.complete("b", "two"));
  }

  @Test
  void a_job_that_is_deleted_when_done_counts_once() throws Exception {
    RunSubject subject = new RunSubject(2, "http://localhost/");
    subject.submitted("a");
    subject.submitted("b");
    subject.allSubmitted();
    try (FakeManager manager =
        new FakeManager(
            request ->
                request.uri().endsWith("/a")
                    ? new Answer(404, "{}")
                    : new Answer(200, Json.write(Jobs.queued("b", "two"))))) {
      subject.askForMissing(ManagerClient.of(manager.url()));
    }

    subject.ofInterest(List.of(Jobs.complete("a", "one")));
    subject.shown();

    assertThat(subject.gone()).isZero();
    assertThat(subject.ended()).as("b has not ended").isNotDone();
  }

  @Test
  void tells_that_the_manager_is_away() {
    RunSubject subject = new RunSubject(1, "http://localhost/");

    assertThat(subject.scene(new FarmPicture(), false).trouble()).isNull();
    assertThat(subject.scene(new FarmPicture(), true).trouble())
        .contains("no answer from the manager at http://localhost/");
  }
}
