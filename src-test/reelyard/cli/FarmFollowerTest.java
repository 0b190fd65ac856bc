package reelyard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reelyard.message.FarmSummary;
import reelyard.message.FarmView;
import reelyard.message.JobEvent;
import reelyard.message.JobView;
import reelyard.model.FarmSettings;

class FarmFollowerTest {

  private static final String JOBS = "reelyard.farm.jobs";

  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
  private FakeManager manager;
  private FarmFollower follower;
  private final BlockingQueue<CommandFailure> refusals = new LinkedBlockingQueue<>();
  private BooleanSupplier awaited = () -> false;
  private CompletableFuture<Void> seen = new CompletableFuture<>();

  @BeforeEach
  void start() throws Exception {
    manager = new FakeManager(request -> new FakeManager.Answer(404, ""));
    follower =
        new FarmFollower(ManagerClient.of(manager.url()), thread, this::changed, refusals::add);
    follower.start();
  }

  @AfterEach
  void stop() throws Exception {
    follower.close();
    thread.shutdown();
    manager.close();
  }

  private void changed() {
    if (awaited.getAsBoolean()) {
      seen.complete(null);
    }
  }

  private void await(BooleanSupplier condition) throws Exception {
    CompletableFuture<Void> next = new CompletableFuture<>();
    thread.execute(
        () -> {
          seen = next;
          awaited = condition;
          changed();
        });
    next.get(60, TimeUnit.SECONDS);
  }

  private void awaitJob(String id, Predicate<JobView> condition) throws Exception {
    await(() -> follower.picture().job(id) != null && condition.test(follower.picture().job(id)));
  }

  private void answerView(String epoch, long sequence, JobView... jobs) throws Exception {
    JsonObject question = manager.hear("send", "reelyard.farm");
    FarmView view =
        new FarmView(
            epoch,
            sequence,
            List.of(jobs),
            List.of(),
            FarmSettings.DEFAULT,
            new FarmSummary(0, 0, 0, 0, 0, 0, 0, -1));
    manager.say(question.getString("replyAddress"), view);
  }

  @Test
  void begins_with_a_view_and_goes_on_with_events() throws Exception {
    answerView("one", 7, Jobs.queued("a", "film"));
    await(follower::current);
    manager.say(JOBS, new JobEvent("one", 8, Jobs.complete("a", "film"), false));
    awaitJob("a", job -> job.state().ended());
  }

  @Test
  void understands_text_frames_as_well() throws Exception {
    answerView("one", 7, Jobs.queued("a", "film"));
    await(follower::current);
    manager.sayAsText(JOBS, new JobEvent("one", 8, Jobs.complete("a", "日本"), false));
    awaitJob("a", job -> job.name().equals("日本"));
  }

  @Test
  void asks_for_a_new_view_when_an_event_is_missing() throws Exception {
    answerView("one", 7, Jobs.queued("a", "film"));
    await(follower::current);
    manager.say(JOBS, new JobEvent("one", 9, Jobs.queued("b", "film"), false));
    answerView("one", 9, Jobs.complete("a", "film"), Jobs.queued("b", "film"));
    awaitJob("a", job -> job.state().ended());
  }

  @Test
  void listens_to_the_progress_of_what_runs_and_no_longer() throws Exception {
    answerView("one", 7, Jobs.transcoding("a", "film", 1, 1, 1));
    manager.hear("register", "reelyard.job.a.progress");
    manager.say("reelyard.job.a.progress", Jobs.progress("a", 55, 10, 10, 5_000));
    awaitJob("a", job -> job.progress().percent() == 55);
    manager.say(JOBS, new JobEvent("one", 8, Jobs.complete("a", "film"), false));
    manager.hear("unregister", "reelyard.job.a.progress");
  }

  @Test
  void comes_back_after_the_connection_broke() throws Exception {
    answerView("one", 7, Jobs.transcoding("a", "film", 1, 1, 1));
    await(follower::current);
    manager.hangUp();
    await(() -> !follower.current());
    answerView("two", 1, Jobs.queued("b", "film"));
    awaitJob("b", job -> true);
    assertThat(thread.submit(() -> follower.picture().job("a")).get(60, TimeUnit.SECONDS)).isNull();
  }

  @Test
  void a_message_of_another_age_does_no_harm() throws Exception {
    answerView("one", 7, Jobs.queued("a", "film"));
    await(follower::current);
    manager.say(JOBS, Jobs.queued("not", "an event"));
    manager.say(JOBS, new JobEvent("one", 8, Jobs.complete("a", "film"), false));
    awaitJob("a", job -> job.state().ended());
  }

  @Test
  void tells_that_the_manager_is_lost_until_it_says_how_things_stand() throws Exception {
    assertThat(thread.submit(follower::isLost).get(60, TimeUnit.SECONDS)).isFalse();
    answerView("one", 7, Jobs.queued("a", "film"));
    await(follower::current);
    manager.hangUp();
    await(follower::isLost);
    answerView("two", 1, Jobs.queued("b", "film"));
    await(() -> !follower.isLost());
    assertThat(refusals).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void ends_when_it_is_not_let_in_any_more(int status) throws Exception {
    answerView("one", 7, Jobs.queued("a", "film"));
    await(follower::current);
    manager.refuses = status;
    manager.hangUp();

    CommandFailure failure = refusals.poll(60, TimeUnit.SECONDS);

    assertThat(failure).isNotNull();
    assertThat(failure.exitStatus()).isEqualTo(ExitStatus.DENIED);
  }

  @Test
  void tries_again_while_a_proxy_waits_for_the_manager() throws Exception {
    answerView("one", 7, Jobs.queued("a", "film"));
    await(follower::current);
    manager.refuses = 502;
    manager.hangUp();
    await(follower::isLost);
    manager.refuses = 0;

    answerView("two", 1, Jobs.queued("b", "film"));
    await(follower::current);
    assertThat(refusals).isEmpty();
  }
}
