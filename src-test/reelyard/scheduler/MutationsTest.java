package reelyard.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Shows that the simulation bites: each of these faults in the core breaks an invariant. */
class MutationsTest {

  /** Some faults want many steps; others show at a run's end alone, when all jobs shall end. */
  private static final List<Mutation.Run> RUNS =
      Stream.concat(
              Stream.of(5L, 1L).map(seed -> new Mutation.Run(seed, 60_000)),
              LongStream.rangeClosed(1, 300).mapToObj(seed -> new Mutation.Run(seed, 1_000)))
          .toList();

  @TempDir Path folder;

  static List<Mutation> mutations() {
    return List.of(
        new Mutation(
            "an old attempt is as good as the live one",
            "JobEntry",
            "return state == JobState.RUNNING && attempt == asked.attempt();",
            "return state == JobState.RUNNING && attempt >= asked.attempt();"),
        new Mutation(
            "a lost worker's attempt is fenced while its result is put in place",
            "Attempts",
            "which.test(job) && !job.commits(now)",
            "which.test(job)"),
        new Mutation(
            "a job starts before what it runs after",
            "JobEntry",
            "        && unmet.isEmpty()\n        && notBeforeMillis <= now;",
            "        && notBeforeMillis <= now;"),
        new Mutation("a suspended job starts", "JobEntry", "        && !suspended\n", ""),
        new Mutation(
            "a job that wants to be alone is not",
            "Seating",
            "alone && !(seat.worker.running.isEmpty() && seat.queue.isEmpty())",
            "alone && !seat.queue.isEmpty()"),
        new Mutation(
            "a restart of the manager forgets who runs what",
            "Scheduler",
            "        worker.running.add(entry.id());\n",
            ""),
        new Mutation(
            "the end of a job is told and not kept",
            "Attempts",
            "    jobs.end(job, JobState.STOPPED, failure, now);\n    outbox.changed(job);",
            "    jobs.end(job, JobState.STOPPED, failure, now);\n    outbox.moved(job);"),
        new Mutation(
            "a worker takes whatever it claims",
            "JobBook",
            "unpausedAt(worker) >= worker.slots()",
            "unpausedAt(worker) > 1000"),
        new Mutation(
            "attempts that a worker forgot are never given to another",
            "Watch",
            "    } else if (silentMillis <= leaseMillis) {\n"
                + "      attempts.loseForgotten(worker, now - leaseMillis, now);",
            "    } else if (silentMillis <= leaseMillis) {"),
        new Mutation(
            "the order of what waits is that of the ids",
            "Placement",
            "Comparator.comparing(c -> c.head, Line.order())",
            "Comparator.comparing(c -> c.head.id())"),
        new Mutation(
            "an event to watchers has no number of its own",
            "Outbox",
            "new JobEvent(epoch, ++sequence, view, isGone)",
            "new JobEvent(epoch, sequence, view, isGone)"));
  }

  @ParameterizedTest
  @MethodSource("mutations")
  void the_simulation_finds_the_fault(Mutation mutation) throws IOException {
    String found = mutation.simulate(folder, RUNS);
    assertThat(found).as(mutation.name()).isNotNull().contains("seed ");
  }

  @ParameterizedTest
  @MethodSource("unchanged")
  void the_simulation_finds_nothing_in_the_core_as_it_is(Mutation mutation) throws IOException {
    assertThat(mutation.simulate(folder, List.of(new Mutation.Run(1, 10_000)))).isNull();
  }

  /** Compiled and loaded like the others: what they break is not the way they are made. */
  static List<Mutation> unchanged() {
    return List.of(new Mutation("nothing", "JobEntry", "attempt++;", "attempt++;"));
  }
}
