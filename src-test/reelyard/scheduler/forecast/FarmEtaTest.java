package reelyard.scheduler.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reelyard.scheduler.forecast.FarmEta.Lanes;
import reelyard.scheduler.forecast.FarmEta.Left;
import reelyard.scheduler.forecast.FarmEta.Range;
import reelyard.scheduler.forecast.FarmEta.Waiting;

class FarmEtaTest {

  private static final String FAST = "Fast 1080p30 < mkv";
  private static final long GIGABYTE = 1_000_000_000;
  private static final List<Left> IDLE = List.of();

  private final Forecast forecast = new Forecast();

  /** The tower needs 100 s for a gigabyte, the nas 400 s. */
  @BeforeEach
  void learn() {
    for (int i = 0; i < 100; i++) {
      forecast.learn(Ended.complete("tower", FAST, GIGABYTE, 100).attempt());
      forecast.learn(Ended.complete("nas", FAST, GIGABYTE, 400).attempt());
    }
  }

  @Test
  void an_idle_farm_is_done_now() {
    assertThat(allDone(Map.of(), new Lanes("nas", 1, IDLE))).isEqualTo(new Range(0, 0, 0));
  }

  @Test
  void nothing_is_said_while_nobody_works() {
    assertThat(allDone(waiting(1))).isEqualTo(Range.UNKNOWN);
    assertThat(allDone(waiting(1), new Lanes("nas", 0, IDLE))).isEqualTo(Range.UNKNOWN);
  }

  @Test
  void nothing_is_said_before_anything_was_learned() {
    Range range = FarmEta.allDone(new Forecast(), List.of(new Lanes("nas", 1, IDLE)), waiting(10));

    assertThat(range).isEqualTo(Range.UNKNOWN);
    assertThat(range.known()).isFalse();
  }

  @Test
  void nothing_is_said_while_a_running_job_may_take_any_time() {
    assertThat(allDone(Map.of(), new Lanes("nas", 2, List.of(left(5), left(-1)))).known())
        .isFalse();
    assertThat(allDone(Map.of(), new Lanes("nas", 1, List.of(left(Double.NaN)))).known()).isFalse();
  }

  @Test
  void when_nothing_waits_the_longest_running_job_is_the_last() {
    Range range =
        allDone(
            Map.of(),
            new Lanes("nas", 2, List.of(left(50), left(200))),
            new Lanes("tower", 1, List.of(left(100))));

    assertThat(range.expectedSeconds()).isEqualTo(200);
    assertThat(range.earliestSeconds()).isBetween(150L, 199L);
    assertThat(range.latestSeconds()).isBetween(201L, 260L);
  }

  @Test
  void one_waiting_job_goes_where_it_is_done_first() {
    Lanes nas = new Lanes("nas", 1, IDLE);

    assertThat(expected(waiting(1), nas)).isCloseTo(410, within(25L));
    assertThat(expected(waiting(1), nas, new Lanes("tower", 1, IDLE))).isCloseTo(105, within(10L));
    assertThat(expected(waiting(1), nas, new Lanes("tower", 1, List.of(left(100)))))
        .isCloseTo(205, within(15L));
  }

  @Test
  void many_jobs_are_shared_by_speed() {
    long tower = expected(waiting(1000), new Lanes("tower", 1, IDLE));
    long both = expected(waiting(1000), new Lanes("tower", 1, IDLE), new Lanes("nas", 1, IDLE));

    assertThat(tower).isCloseTo(100_000, within(8000L));
    assertThat((double) both / tower).isCloseTo(0.8, within(0.02));
  }

  @Test
  void a_second_lane_takes_jobs_too() {
    long one = expected(waiting(1000), new Lanes("tower", 1, IDLE));
    long two = expected(waiting(1000), new Lanes("tower", 2, IDLE));

    assertThat((double) two / one).isCloseTo(0.5, within(0.02));
  }

  @Test
  void a_lane_that_is_busy_for_long_takes_nothing() {
    Lanes busy = new Lanes("nas", 1, List.of(left(1_000_000)));

    Range range = allDone(waiting(1000), new Lanes("tower", 1, IDLE), busy);

    assertThat(range.expectedSeconds()).isEqualTo(1_000_000);
  }

  @Test
  void many_jobs_are_more_certain_than_one_but_not_certain() {
    Range one = allDone(waiting(1), new Lanes("tower", 1, IDLE));
    Range many = allDone(waiting(10_000), new Lanes("tower", 1, IDLE));

    assertThat(width(many)).isLessThan(width(one)).isGreaterThan(1.02);
  }

  @Test
  void a_hundred_thousand_kinds_are_counted_whole() {
    Map<String, Waiting> kinds = new HashMap<>();
    for (int i = 0; i < 100_000; i++) {
      kinds.put("k" + i, new Waiting(1, GIGABYTE));
    }
    List<Lanes> workers = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      workers.add(new Lanes("tower" + i, 2, IDLE));
    }

    double hundred = FarmEta.allDone(forecast, workers, kinds).expectedSeconds();
    double fifty = FarmEta.allDone(forecast, workers.subList(0, 50), kinds).expectedSeconds();

    assertThat(fifty / hundred).isCloseTo(2, within(0.05));
  }

  @Test
  void a_waiting_job_is_fetched_while_others_run() {
    Estimate job = new Estimate(60, 100, 20, 0.1, true);

    assertThat(FarmEta.oneDone(0, 0, job).expectedSeconds()).isEqualTo(180);
    assertThat(FarmEta.oneDone(1000, 0.1, job).expectedSeconds()).isEqualTo(1120);
    assertThat(FarmEta.oneDone(-1, 0, job)).isEqualTo(Range.UNKNOWN);
  }

  @Test
  void what_is_ahead_makes_the_end_of_a_job_less_certain() {
    Estimate job = new Estimate(60, 100, 20, 0.1, true);

    Range sure = FarmEta.oneDone(1000, 0, job);
    Range unsure = FarmEta.oneDone(1000, 0.5, job);

    assertThat(sure.latestSeconds() - sure.earliestSeconds()).isBetween(30L, 60L);
    assertThat(unsure.latestSeconds()).isGreaterThan(sure.latestSeconds() + 300);
  }

  @Test
  void a_waiting_job_runs_where_it_is_done_first_and_not_when_the_last_lane_is_free() {
    Lanes nas = new Lanes("nas", 1, List.of(left(5000)));
    Lanes tower = new Lanes("tower", 2, List.of(left(50), left(900)));

    assertThat(oneDone(0, nas, tower).expectedSeconds()).isCloseTo(160, within(10L));
    assertThat(oneDone(2, nas, tower).expectedSeconds()).isCloseTo(360, within(25L));
    assertThat(oneDone(1000, nas, tower).expectedSeconds()).isCloseTo(46_000, within(4000L));
  }

  @Test
  void of_a_waiting_job_nothing_is_said_while_nothing_is_known() {
    Lanes idle = new Lanes("nas", 1, IDLE);
    Work job = new Work(FAST, GIGABYTE);

    assertThat(oneDone(1)).isEqualTo(Range.UNKNOWN);
    assertThat(oneDone(1, new Lanes("nas", 1, List.of(left(-1))))).isEqualTo(Range.UNKNOWN);
    assertThat(FarmEta.oneDone(new Forecast(), List.of(idle), Map.of(), job))
        .isEqualTo(Range.UNKNOWN);
  }

  @Test
  void the_range_of_a_waiting_job_holds_its_end() {
    Range range = oneDone(3, new Lanes("tower", 1, List.of(left(50))));

    assertThat(range.earliestSeconds()).isLessThan(range.expectedSeconds());
    assertThat(range.latestSeconds()).isGreaterThan(range.expectedSeconds());
    assertThat(width(range)).isLessThan(2);
  }

  private Range oneDone(int ahead, Lanes... workers) {
    Map<String, Waiting> before = ahead == 0 ? Map.of() : waiting(ahead);
    return FarmEta.oneDone(forecast, List.of(workers), before, new Work(FAST, GIGABYTE));
  }

  private Range allDone(Map<String, Waiting> waiting, Lanes... workers) {
    return FarmEta.allDone(forecast, List.of(workers), waiting);
  }

  private long expected(Map<String, Waiting> waiting, Lanes... workers) {
    return allDone(waiting, workers).expectedSeconds();
  }

  private static Map<String, Waiting> waiting(int jobs) {
    return Map.of(FAST, new Waiting(jobs, jobs * GIGABYTE));
  }

  private static Left left(double seconds) {
    return new Left(seconds, 0.1);
  }

  private static double width(Range range) {
    return (double) range.latestSeconds() / range.earliestSeconds();
  }
}
