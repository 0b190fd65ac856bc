package reelyard.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reelyard.address.Addresses;
import reelyard.bus.Bus;
import reelyard.bus.RefusedException;
import reelyard.message.Ack;
import reelyard.message.AttemptId;
import reelyard.message.GetFarm;
import reelyard.message.GetQueue;
import reelyard.message.InspectedSources;
import reelyard.message.JobId;
import reelyard.message.JobView;
import reelyard.message.QueueChanged;
import reelyard.message.Refusal;
import reelyard.message.RegisterWorker;
import reelyard.message.ResultCommitted;
import reelyard.message.SetFarm;
import reelyard.message.SourceFinding;
import reelyard.message.StagingStatus;
import reelyard.message.StartJob;
import reelyard.message.SubmitJobs;
import reelyard.message.SubmitOutcome;
import reelyard.model.Capabilities;
import reelyard.model.Failure;
import reelyard.model.FailureReason;
import reelyard.model.JobSpec;
import reelyard.model.JobState;
import reelyard.model.LaneCounts;
import reelyard.model.SortPolicy;
import reelyard.model.WorkerInfo;

@ExtendWith(VertxExtension.class)
class SchedulerVerticleTest {

  private static final JsonObject CONFIG =
      new JsonObject()
          .put(
              "scheduler",
              new JsonObject()
                  .put("leaseSeconds", 12)
                  .put("queueLength", 2)
                  .put("mostJobs", 10)
                  .put("mostLiveJobs", 100)
                  .put("quarantineAfter", 3)
                  .put("failedWorkers", 3)
                  .put("selfTestSeconds", 60)
                  .put("lowSpaceMegabytes", 0)
                  .put(
                      "store",
                      new JsonObject()
                          .put("url", "memory")
                          .put("user", "")
                          .put("password", "")
                          .put("leaseSeconds", 6)));

  private Bus bus;

  @BeforeEach
  void deploy(Vertx vertx) {
    bus = new Bus(vertx);
    get(deployScheduler(vertx));
  }

  private static Future<String> deployScheduler(Vertx vertx) {
    return vertx.deployVerticle(new SchedulerVerticle(), new DeploymentOptions().setConfig(CONFIG));
  }

  @Test
  void a_job_goes_from_submission_to_completion_over_the_bus() throws Exception {
    stageEverything();
    CompletableFuture<QueueChanged> told = new CompletableFuture<>();
    bus.hear(Addresses.queueChanged("attic"), told::complete);
    List<JobState> states = new CopyOnWriteArrayList<>();
    CompletableFuture<JobView> complete = new CompletableFuture<>();
    bus.hear(
        Addresses.JOBS,
        event -> {
          states.add(event.job().state());
          if (event.job().state() == JobState.COMPLETE) {
            complete.complete(event.job());
          }
        });

    get(bus.ask(Addresses.REGISTER, new RegisterWorker(worker("attic"), List.of())));
    String id = submit(spec("/in/a.mkv", "/out/a.mp4")).get(0).jobId();
    told.get(60, TimeUnit.SECONDS);
    assertThat(get(bus.ask(Addresses.GET_QUEUE, new GetQueue("attic", "1"))).jobs()).hasSize(1);
    AttemptId attempt = get(bus.ask(Addresses.START_JOB, new StartJob("attic", "1", id))).attempt();
    get(
        bus.ask(
            Addresses.RESULT_COMMITTED, new ResultCommitted(attempt, "/out/a.mp4", 5, null, null)));

    assertThat(complete.get(60, TimeUnit.SECONDS).resultBytes()).isEqualTo(5);
    assertThat(states).containsSubsequence(JobState.QUEUED, JobState.RUNNING, JobState.COMPLETE);
  }

  @Test
  void accepts_and_refuses_each_job_by_itself() {
    stageEverything();
    List<SubmitOutcome> outcomes =
        submit(
            spec("/in/a.mkv", "/out/a.mp4"),
            spec("relative.mkv", "/out/b.mp4"),
            spec("/in/missing.mkv", "/out/c.mp4"),
            spec("/in/d.mkv", "/out/d.mp4").withOptions(List.of("-o", "x")),
            spec("/in/e.mkv", "/out/e.mp4"));
    assertThat(outcomes.get(0).jobId()).isNotNull();
    assertThat(outcomes.get(1).refusal().reason()).isEqualTo(FailureReason.BAD_REQUEST);
    assertThat(outcomes.get(1).refusal().message()).contains("relative.mkv");
    assertThat(outcomes.get(2).refusal().reason()).isEqualTo(FailureReason.SOURCE_MISSING);
    assertThat(outcomes.get(3).refusal().reason()).isEqualTo(FailureReason.OPTION_FORBIDDEN);
    assertThat(outcomes.get(4).jobId()).isNotNull();
    assertThat(get(bus.ask(Addresses.GET_FARM, new GetFarm(0))).jobs()).hasSize(2);
  }

  @Test
  void refuses_submissions_while_no_staging_answers() {
    Refusal refusal =
        refusal(bus.ask(Addresses.SUBMIT, SubmitJobs.of(List.of(spec("/in/a.mkv", "/out/a.mp4")))));
    assertThat(refusal.code()).isEqualTo(Refusal.UNAVAILABLE);
    assertThat(refusal.message()).contains("run manager");
  }

  @Test
  void refuses_messages_that_are_not_of_the_type(Vertx vertx) {
    for (Object body :
        List.of(
            "text",
            new JsonObject(),
            new JsonObject().put("jobs", 5),
            new JsonObject().put("jobs", List.of(5)))) {
      Throwable failure = failure(vertx.eventBus().request(Addresses.SUBMIT.name(), body));
      assertThat(failure).as("%s", body).hasMessageContaining("reelyard.scheduler.submit");
    }
    assertThat(refusal(bus.ask(Addresses.GET_JOB, new JobId("nosuch"))).code())
        .isEqualTo(Refusal.NOT_FOUND);
  }

  @Test
  void a_refusal_keeps_its_code_while_something_is_being_stored() {
    for (int i = 0; i < 20; i++) {
      Future<Ack> stored = bus.ask(Addresses.SET_FARM, new SetFarm(SortPolicy.SMALLEST));
      Refusal refusal =
          refusal(bus.ask(Addresses.START_JOB, new StartJob("nobody", "1", "nosuch")));
      assertThat(refusal.code()).isEqualTo(Refusal.NOT_FOUND);
      get(stored);
    }
  }

  @Test
  void refuses_to_be_the_second_scheduler_of_a_farm(Vertx vertx) {
    assertThat(failure(deployScheduler(vertx))).hasMessageContaining("already at work");
  }

  // ---- what the tests say

  /** Finds every source but those named missing. */
  private void stageEverything() {
    bus.say(
        Addresses.STAGING_STATUS,
        new StagingStatus(JobSpec.ONLY_STAGING, List.of("/in"), -1, null));
    bus.answer(
        Addresses.inspect(JobSpec.ONLY_STAGING),
        question -> {
          List<SourceFinding> findings = new ArrayList<>();
          for (JobSpec spec : question.jobs()) {
            Failure missing =
                new Failure(FailureReason.SOURCE_MISSING, "not there", null, List.of(), null);
            findings.add(
                new SourceFinding(
                    100,
                    spec.output(),
                    JobSpec.ONLY_STAGING,
                    spec.input().contains("missing") ? missing : null));
          }
          return Future.succeededFuture(new InspectedSources(findings));
        });
  }

  private List<SubmitOutcome> submit(JobSpec... specs) {
    return get(bus.ask(Addresses.SUBMIT, SubmitJobs.of(List.of(specs)))).outcomes();
  }

  private static JobSpec spec(String input, String output) {
    return JobSpec.of(input, output, null, 0);
  }

  private static WorkerInfo worker(String id) {
    return new WorkerInfo(
        id,
        "1",
        "host",
        new LaneCounts(1, 1, 1),
        new Capabilities("1.6.1", 0, null, null, null, 2, 0, 0, false),
        "UTC",
        null,
        null);
  }

  private static <T> T get(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
  }

  private static Throwable failure(Future<?> future) {
    return future
        .toCompletionStage()
        .handle((value, e) -> e)
        .toCompletableFuture()
        .orTimeout(10, TimeUnit.SECONDS)
        .join();
  }

  private static Refusal refusal(Future<?> future) {
    assertThat(failure(future)).isInstanceOf(RefusedException.class);
    return ((RefusedException) failure(future)).refusal();
  }
}
