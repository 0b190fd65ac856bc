package reelyard.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static reelyard.scheduler.WantedJob.job;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reelyard.message.AttemptFailed;
import reelyard.message.AttemptId;
import reelyard.message.ChangeJobs;
import reelyard.message.JobAction;
import reelyard.model.Failure;
import reelyard.model.FailureReason;
import reelyard.model.JobState;

/**
 * Goes from every state of a job towards every other, by all that people, workers and staging do.
 */
class JobLifeTest {

  private static final String JOB = "job1";
  private static final String WORKER = "attic";

  /** From where to where; of five states to themselves and each other. */
  record Pair(JobState from, JobState to) {
    @Override
    public String toString() {
      return from + " -> " + to;
    }
  }

  static List<Pair> pairs() {
    List<Pair> pairs = new ArrayList<>();
    for (JobState from : JobState.values()) {
      for (JobState to : JobState.values()) {
        pairs.add(new Pair(from, to));
      }
    }
    return pairs;
  }

  /** What brings a job into a state, wherever that is legal; several ways where there are. */
  private static final Map<JobState, List<Consumer<FarmInHand>>> WAYS = ways();

  private static Map<JobState, List<Consumer<FarmInHand>>> ways() {
    Map<JobState, List<Consumer<FarmInHand>>> ways = new EnumMap<>(JobState.class);
    ways.put(
        JobState.QUEUED,
        List.of(
            farm -> farm.outcomes(retry()),
            farm -> farm.lose(WORKER, false),
            farm -> failed(farm, FailureReason.HANDBRAKE_CRASHED)));
    ways.put(JobState.RUNNING, List.of(farm -> tried(farm, farm.tryStart(WORKER, JOB))));
    ways.put(JobState.COMPLETE, List.of(JobLifeTest::committed));
    ways.put(JobState.FAILED, List.of(farm -> failed(farm, FailureReason.SOURCE_MISSING)));
    ways.put(JobState.STOPPED, List.of(farm -> farm.outcomes(ChangeJobs.of(JobAction.STOP, JOB))));
    return ways;
  }

  private static ChangeJobs retry() {
    return ChangeJobs.of(JobAction.RETRY, JOB);
  }

  private static void failed(FarmInHand farm, FailureReason reason) {
    Failure failure = new Failure(reason, "it broke", WORKER, List.of(), null);
    AttemptId attempt = new AttemptId(JOB, Math.max(1, farm.view(JOB).attempt()));
    tried(farm, farm.core.on(new AttemptFailed(attempt, WORKER, failure), farm.now));
  }

  private static void tried(FarmInHand farm, Decision<?> decision) {
    if (decision.refusal() == null) {
      farm.did(decision);
    }
  }

  private static void committed(FarmInHand farm) {
    AttemptId attempt = new AttemptId(JOB, Math.max(1, farm.view(JOB).attempt()));
    tried(farm, farm.core.on(FarmInHand.committed(attempt), farm.now));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void a_job_goes_where_the_table_lets_it_and_nowhere_else(Pair pair) {
    boolean went = false;
    for (Consumer<FarmInHand> way : WAYS.get(pair.to())) {
      FarmInHand farm = in(pair.from());
      JobState before = farm.state(JOB);
      int attempt = farm.view(JOB).attempt();
      way.accept(farm);
      boolean moved = farm.state(JOB) != before;
      assertThat(farm.stored(JOB).state()).as("what is kept").isEqualTo(farm.state(JOB));
      assertThat(moved && !before.mayBecome(farm.state(JOB))).as("went to what is not").isFalse();
      if (!moved) {
        assertThat(farm.view(JOB).attempt()).as("nothing half done").isEqualTo(attempt);
      }
      went |= moved && farm.state(JOB) == pair.to();
    }
    assertThat(went).isEqualTo(pair.from().mayBecome(pair.to()));
  }

  /** A farm whose only job has this state; a fenced attempt of it may still have its result. */
  private static FarmInHand in(JobState state) {
    FarmInHand farm = new FarmInHand();
    farm.register(WORKER);
    farm.submit(job("a"));
    if (state == JobState.QUEUED) {
      // Begun, granted its commit, and lost while staging was slow.
      farm.start(WORKER, JOB);
      farm.commit(JOB);
      farm.passSeconds(200);
      farm.lose(WORKER, false);
      farm.register(WORKER);
    } else if (state != JobState.STOPPED) {
      farm.start(WORKER, JOB);
    }
    switch (state) {
      case COMPLETE -> committed(farm);
      case FAILED -> failed(farm, FailureReason.SOURCE_MISSING);
      case STOPPED -> farm.change(JobAction.STOP, JOB);
      default -> {}
    }
    assertThat(farm.state(JOB)).isEqualTo(state);
    return farm;
  }

  @Test
  void the_table_has_no_state_that_no_command_reaches() {
    for (JobState state : JobState.values()) {
      assertThat(in(state).state(JOB)).isEqualTo(state);
    }
  }
}
