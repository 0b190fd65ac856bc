package reelyard.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reelyard.model.LaneCounts;
import reelyard.worker.Lanes.Lane;
import reelyard.worker.Lanes.Start;

class LanesTest {

  private final Lanes lanes = new Lanes(new LaneCounts(1, 1, 1));

  @Test
  void fetches_the_head_of_the_queue() {
    assertThat(lanes.queue(List.of("a", "b"))).containsExactly(fetch("a"));
  }

  @Test
  void fetches_the_next_while_the_first_transcodes_and_no_further() {
    lanes.queue(List.of("a", "b", "c"));

    assertThat(lanes.fetched("a")).containsExactly(transcode("a"), fetch("b"));
    assertThat(lanes.fetched("b")).isEmpty();
  }

  @Test
  void transcodes_the_next_when_the_process_ends_and_not_after_the_check() {
    lanes.queue(List.of("a", "b", "c"));
    lanes.fetched("a");
    lanes.fetched("b");

    assertThat(lanes.processEnded("a")).containsExactly(transcode("b"), fetch("c"));
    assertThat(lanes.checked("a")).containsExactly(giveBack("a"));
  }

  @Test
  void starts_the_transcode_before_anything_else() {
    Lanes wide = new Lanes(new LaneCounts(2, 1, 1));
    wide.queue(List.of("a", "b", "c", "d"));
    wide.fetched("a");
    wide.fetched("b");

    assertThat(wide.processEnded("a").get(0)).isEqualTo(transcode("b"));
  }

  @Test
  void returns_one_at_a_time_and_fetches_no_more_while_results_pile_up() {
    lanes.queue(List.of("a", "b", "c", "d", "e"));
    List<Start> starts = new ArrayList<>();
    for (String job : List.of("a", "b", "c")) {
      starts.addAll(lanes.fetched(job));
      starts.addAll(lanes.processEnded(job));
      starts.addAll(lanes.checked(job));
    }

    assertThat(starts).contains(giveBack("a"), fetch("d"));
    assertThat(starts).doesNotContain(giveBack("b"), fetch("e"));
    lanes.fetched("d");
    assertThat(lanes.processEnded("d")).doesNotContain(fetch("e"));
    assertThat(lanes.over("a")).containsExactly(giveBack("b"), fetch("e"));
  }

  @Test
  void a_job_that_is_over_frees_its_lane_wherever_it_was() {
    lanes.queue(List.of("a", "b", "c", "d"));
    assertThat(lanes.over("a")).containsExactly(fetch("b"));
    lanes.fetched("b");
    assertThat(lanes.over("b")).isEmpty();
    assertThat(lanes.fetched("c")).containsExactly(transcode("c"), fetch("d"));
  }

  @Test
  void a_job_that_left_the_queue_is_not_claimed() {
    lanes.queue(List.of("a", "b"));
    lanes.queue(List.of());

    assertThat(lanes.over("a")).isEmpty();
    assertThat(lanes.wantsMore()).isTrue();
  }

  @Test
  void a_held_job_that_is_queued_again_is_claimed_only_when_it_is_over() {
    lanes.queue(List.of("a"));

    assertThat(lanes.queue(List.of("a"))).isEmpty();
    assertThat(lanes.over("a")).containsExactly(fetch("a"));
  }

  @Test
  void claims_nothing_while_closed_and_lets_the_held_go_on() {
    lanes.queue(List.of("a", "b"));
    lanes.close();

    assertThat(lanes.fetched("a")).containsExactly(transcode("a"));
    assertThat(lanes.wantsMore()).isFalse();
    assertThat(lanes.open()).containsExactly(fetch("b"));
  }

  @Test
  void a_paused_transcode_leaves_its_lane_to_another_and_goes_on_before_what_has_not_begun() {
    lanes.queue(List.of("a", "b", "c", "d"));
    lanes.fetched("a");
    lanes.fetched("b");
    lanes.pause("a", true);

    assertThat(lanes.held("a")).containsExactly(transcode("b"), fetch("c"));
    lanes.fetched("c");
    assertThat(lanes.pause("a", false)).isEmpty();
    assertThat(lanes.processEnded("b")).containsExactly(goOn("a"));
    assertThat(lanes.processEnded("a")).contains(transcode("c"));
  }

  @Test
  void a_job_that_is_paused_before_its_transcode_lets_the_others_pass() {
    lanes.queue(List.of("a", "b", "c"));
    lanes.pause("a", true);

    assertThat(lanes.fetched("a")).containsExactly(fetch("b"));
    assertThat(lanes.fetched("b")).containsExactly(transcode("b"), fetch("c"));
    assertThat(lanes.pause("a", false)).isEmpty();
    assertThat(lanes.processEnded("b")).contains(transcode("a"));
  }

  @Test
  void a_paused_result_is_not_returned_and_does_not_stop_the_fetching() {
    lanes.queue(List.of("a", "b", "c"));
    lanes.fetched("a");
    lanes.processEnded("a");
    lanes.pause("a", true);

    assertThat(lanes.checked("a")).isEmpty();
    assertThat(lanes.pause("a", false)).containsExactly(giveBack("a"));
  }

  @Test
  void a_paused_job_may_end() {
    lanes.queue(List.of("a", "b"));
    lanes.fetched("a");
    lanes.pause("a", true);
    lanes.held("a");

    lanes.processEnded("a");
    assertThat(lanes.over("a")).isEmpty();
    lanes.fetched("b");
    assertThat(lanes.processEnded("b")).isEmpty();
  }

  @Test
  void a_step_that_never_began_cannot_end() {
    lanes.queue(List.of("a"));

    assertThatThrownBy(() -> lanes.checked("a"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("a cannot be");
  }

  @ParameterizedTest
  @CsvSource({"1,1,1", "2,1,1", "1,2,1", "3,2,2", "1,4,1", "4,1,3"})
  void whatever_ends_when_no_lane_is_ever_overfull_and_every_job_passes_in_order(
      int fetch, int transcode, int giveBack) {
    for (int seed = 0; seed < 300; seed++) {
      new RandomRun(new LaneCounts(fetch, transcode, giveBack), seed).play();
    }
  }

  private static Start fetch(String job) {
    return new Start(Lane.FETCH, job);
  }

  private static Start transcode(String job) {
    return new Start(Lane.TRANSCODE, job);
  }

  private static Start goOn(String job) {
    return new Start(Lane.GO_ON, job);
  }

  private static Start giveBack(String job) {
    return new Start(Lane.RETURN, job);
  }

  /** Forty jobs whose steps end in an order that the seed decides; some fail midway. */
  private static final class RandomRun {

    private final LaneCounts counts;
    private final Random random;
    private final Lanes lanes;
    private final String name;
    private final Map<Lane, List<String>> busy = new EnumMap<>(Lane.class);
    private final List<String> checking = new ArrayList<>();
    private final List<String> fetchOrder = new ArrayList<>();
    private final List<String> fetchedWaiting = new ArrayList<>();
    private final List<String> paused = new ArrayList<>();
    private final List<String> waitingToGoOn = new ArrayList<>();
    private final boolean pauses;
    private int left = 40;

    RandomRun(LaneCounts counts, int seed) {
      this.counts = counts;
      this.random = new Random(seed);
      this.pauses = seed % 2 == 1;
      this.lanes = new Lanes(counts);
      this.name = counts + " seed " + seed;
      for (Lane lane : Lane.values()) {
        busy.put(lane, new ArrayList<>());
      }
    }

    void play() {
      List<String> jobs = IntStream.range(0, left).mapToObj(i -> "j" + i).toList();
      act(lanes.queue(jobs));
      while (left > 0) {
        step();
      }
      assertThat(fetchOrder).as(name).isEqualTo(jobs);
    }

    private void step() {
      List<Runnable> ends = new ArrayList<>();
      busy.get(Lane.FETCH).forEach(job -> ends.add(() -> fetched(job)));
      busy.get(Lane.TRANSCODE).forEach(job -> ends.add(() -> processEnded(job)));
      checking.forEach(job -> ends.add(() -> checked(job)));
      if (pauses) {
        busy.get(Lane.TRANSCODE).forEach(job -> ends.add(() -> pause(job)));
      }
      paused.forEach(job -> ends.add(() -> goOn(job)));
      busy.get(Lane.RETURN).forEach(job -> ends.add(() -> over(job)));
      assertThat(ends).as(name + ": " + left + " jobs left, and nothing runs").isNotEmpty();
      ends.get(random.nextInt(ends.size())).run();
    }

    private void fetched(String job) {
      busy.get(Lane.FETCH).remove(job);
      if (random.nextInt(10) == 0) {
        over(job);
      } else {
        fetchedWaiting.add(job);
        act(lanes.fetched(job));
      }
    }

    private void processEnded(String job) {
      busy.get(Lane.TRANSCODE).remove(job);
      checking.add(job);
      act(lanes.processEnded(job));
    }

    private void checked(String job) {
      checking.remove(job);
      if (random.nextInt(10) == 0) {
        over(job);
      } else {
        act(lanes.checked(job));
      }
    }

    private void pause(String job) {
      busy.get(Lane.TRANSCODE).remove(job);
      paused.add(job);
      act(lanes.pause(job, true));
      act(lanes.held(job));
    }

    private void goOn(String job) {
      paused.remove(job);
      waitingToGoOn.add(job);
      act(lanes.pause(job, false));
    }

    private void over(String job) {
      busy.values().forEach(jobs -> jobs.remove(job));
      left--;
      act(lanes.over(job));
    }

    private void act(List<Start> starts) {
      for (Start start : starts) {
        if (start.lane() == Lane.GO_ON) {
          assertThat(waitingToGoOn.remove(start.jobId())).as(name).isTrue();
          busy.get(Lane.TRANSCODE).add(start.jobId());
          continue;
        }
        busy.get(start.lane()).add(start.jobId());
        if (start.lane() == Lane.FETCH) {
          fetchOrder.add(start.jobId());
        }
        if (start.lane() == Lane.TRANSCODE) {
          assertThat(waitingToGoOn).as(name).isEmpty();
          String first =
              fetchedWaiting.stream()
                  .min((a, b) -> Integer.compare(fetchOrder.indexOf(a), fetchOrder.indexOf(b)))
                  .orElseThrow();
          assertThat(start.jobId()).as(name).isEqualTo(first);
          fetchedWaiting.remove(first);
        }
      }
      assertThat(busy.get(Lane.FETCH)).as(name).hasSizeLessThanOrEqualTo(counts.fetch());
      assertThat(busy.get(Lane.TRANSCODE)).as(name).hasSizeLessThanOrEqualTo(counts.transcode());
      assertThat(busy.get(Lane.RETURN)).as(name).hasSizeLessThanOrEqualTo(counts.giveBack());
      // Of a lane whose job is paused, another makes use; then the first wants it back.
      int ahead = counts.transcode() * (pauses ? 2 : 1);
      assertThat(fetchedWaiting).as(name).hasSizeLessThanOrEqualTo(ahead);
    }
  }
}
