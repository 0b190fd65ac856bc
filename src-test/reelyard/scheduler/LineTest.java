package reelyard.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reelyard.model.Job;
import reelyard.scheduler.forecast.Work;

/** Those that wait lie so that nobody must look at each of them. */
class LineTest {

  private static final int MANY = 20_000;

  private final Line line = new Line();
  private final List<JobEntry> jobs = new ArrayList<>();
  private final FarmInHand farm =
      new FarmInHand(
          new SchedulerConfig(12, 2, MANY, 2 * MANY, 3, 3, 60, 5_000, FarmInHand.NOWHERE));

  @BeforeEach
  void jobs() {
    WantedJob[] wanted = new WantedJob[MANY];
    for (int i = 0; i < MANY; i++) {
      wanted[i] = WantedJob.job("j" + i).pool(i % 2 == 0 ? "moon" : "earth").priority(i % 100);
    }
    farm.submit(wanted);
    for (int i = 1; i <= MANY; i++) {
      Job job = farm.stored("job" + i);
      JobEntry entry = new JobEntry(job, Work.of(job.spec(), job.inputBytes()));
      jobs.add(entry);
      line.add(entry, farm.now);
    }
  }

  @Test
  void jobs_that_may_run_at_the_same_workers_lie_together_under_one_demand() {
    assertThat(line.runnable()).hasSize(2);
    for (Map.Entry<Demand, NavigableSet<JobEntry>> alike : line.runnable().entrySet()) {
      assertThat(alike.getValue()).hasSize(MANY / 2);
      assertThat(alike.getValue())
          .allSatisfy(job -> assertThat(job.demand).isSameAs(alike.getKey()));
      assertThat(List.copyOf(alike.getValue())).isSortedAccordingTo(Line.order());
    }
  }

  @Test
  void a_demand_is_forgotten_with_its_last_job() {
    jobs.stream().filter(job -> job.pool().equals("moon")).forEach(line::remove);
    assertThat(line.runnable()).hasSize(1);
    jobs.stream().filter(job -> job.pool().equals("earth")).forEach(line::remove);
    assertThat(line.runnable()).isEmpty();
    assertThat(line.all()).isEmpty();
  }

  @Test
  void all_that_wait_are_in_the_order_in_which_they_shall_run() {
    assertThat(List.copyOf(line.all())).hasSize(MANY).isSortedAccordingTo(Line.order());
    Iterator<JobEntry> all = line.all().iterator();
    assertThat(all.next().id()).isEqualTo("job1");
    assertThat(line.before(all.next())).hasSize(1);
  }

  @Test
  void placement_looks_at_no_job_that_no_worker_may_run_and_at_few_that_one_may() {
    farm.register(NewWorker.worker("attic").pools("earth"));
    farm.register(NewWorker.worker("cellar").pools("mars"));
    AtomicInteger looks = new AtomicInteger();
    new SimInside(farm.core)
        .book
        .line()
        .runnable()
        .replaceAll((demand, alike) -> new CountedSet(alike, looks));
    farm.submit(WantedJob.job("more").pool("earth"));
    farm.tick();
    assertThat(looks).hasValueGreaterThan(0).hasValueLessThan(20);
  }

  /** Counts who looks at its jobs one by one. */
  private static final class CountedSet extends TreeSet<JobEntry> {
    private static final long serialVersionUID = 1;

    private final transient AtomicInteger looks;

    CountedSet(Collection<JobEntry> jobs, AtomicInteger looks) {
      super(Line.order());
      addAll(jobs);
      this.looks = looks;
    }

    @Override
    public Iterator<JobEntry> iterator() {
      Iterator<JobEntry> jobs = super.iterator();
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return jobs.hasNext();
        }

        @Override
        public JobEntry next() {
          looks.incrementAndGet();
          return jobs.next();
        }
      };
    }
  }
}
