package reelyard.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static reelyard.scheduler.FarmInHand.refusal;
import static reelyard.scheduler.WantedJob.job;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reelyard.message.ChangeJobs;
import reelyard.message.JobAction;
import reelyard.message.Refusal;
import reelyard.model.JobState;
import reelyard.model.SortPolicy;
import reelyard.model.Stage;

/** The order in which jobs wait: as they came, as people move them, or by a policy. */
class MoveTest {

  private final FarmInHand farm = new FarmInHand();

  @Test
  void jobs_wait_by_priority_then_by_age() {
    farm.submit(job("a"), job("b").priority(10), job("c"), job("d").priority(10));
    assertThat(farm.waiting()).containsExactly("job2", "job4", "job1", "job3");
  }

  @Test
  void the_top_is_before_all_that_waits() {
    farm.submit(job("a").priority(10), job("b"), job("c"));
    farm.change(JobAction.MOVE_TOP, "job3");
    assertThat(farm.waiting()).containsExactly("job3", "job1", "job2");
    assertThat(farm.view("job3").priority()).isEqualTo(10);
  }

  @Test
  void a_selection_moved_to_the_top_keeps_its_order() {
    farm.submit("a", "b", "c", "d");
    farm.change(JobAction.MOVE_TOP, "job4", "job2");
    assertThat(farm.waiting()).containsExactly("job4", "job2", "job1", "job3");
  }

  @Test
  void who_is_at_the_top_already_keeps_its_priority() {
    farm.submit(job("a").priority(10), job("b"));
    farm.change(JobAction.MOVE_TOP, "job1");
    assertThat(farm.view("job1").priority()).isEqualTo(10);
  }

  @Test
  void the_top_of_held_jobs_does_not_hold() {
    farm.submit(job("a").priority(100), job("b"));
    farm.change(JobAction.MOVE_TOP, "job2");
    assertThat(farm.view("job2").priority()).isEqualTo(50);
    assertThat(farm.waiting()).containsExactly("job2", "job1");
  }

  @Test
  void the_bottom_is_after_all_that_is_not_held() {
    farm.submit(job("a"), job("b"), job("c").priority(70), job("d").priority(100));
    farm.change(JobAction.MOVE_BOTTOM, "job1");
    assertThat(farm.waiting()).containsExactly("job2", "job3", "job1", "job4");
    assertThat(farm.view("job1").priority()).isEqualTo(70);
  }

  @Test
  void a_selection_moved_to_the_bottom_keeps_its_order() {
    farm.submit("a", "b", "c", "d");
    farm.change(JobAction.MOVE_BOTTOM, "job3", "job1");
    assertThat(farm.waiting()).containsExactly("job2", "job4", "job3", "job1");
  }

  @Test
  void who_is_at_the_bottom_already_keeps_its_priority() {
    farm.submit(job("a"), job("b").priority(90));
    farm.change(JobAction.MOVE_BOTTOM, "job2");
    assertThat(farm.view("job2").priority()).isEqualTo(90);
  }

  @Test
  void a_job_moves_right_before_another_with_its_priority() {
    farm.submit(job("a"), job("b").priority(20), job("c").priority(20), job("d"));
    farm.moveBefore("job3", "job4", "job1");
    assertThat(farm.waiting()).containsExactly("job2", "job4", "job1", "job3");
    assertThat(farm.view("job1").priority()).isEqualTo(20);
  }

  @Test
  void before_held_jobs_is_the_end_of_what_runs() {
    farm.submit(job("a"), job("b"), job("c").priority(70), job("d").priority(100));
    farm.moveBefore("job4", "job1", "job2");
    assertThat(farm.waiting()).containsExactly("job3", "job1", "job2", "job4");
    assertThat(farm.view("job1").priority()).isEqualTo(70);
    assertThat(farm.view("job2").priority()).isEqualTo(70);
  }

  @Test
  void held_jobs_stay_held_among_themselves() {
    farm.submit(job("a"), job("b").priority(100), job("c").priority(100));
    farm.moveBefore("job2", "job3");
    assertThat(farm.waiting()).containsExactly("job1", "job3", "job2");
    assertThat(farm.view("job3").priority()).isEqualTo(100);
  }

  @Test
  void jobs_find_room_between_neighbours_that_have_none() {
    farm.submit("a", "b", "c");
    for (int i = 0; i < 100; i++) {
      farm.moveBefore("job3", i % 2 == 0 ? "job1" : "job2");
      assertThat(farm.waiting())
          .containsExactly(i % 2 == 0 ? "job2" : "job1", i % 2 == 0 ? "job1" : "job2", "job3");
    }
    farm.submit("d");
    List<String> waiting = farm.waiting();
    farm.restart();
    assertThat(farm.waiting()).isEqualTo(waiting);
  }

  @Test
  void a_large_selection_finds_its_room_without_another_job_having_to_move() {
    farm.submit(IntStream.rangeClosed(1, 170).mapToObj(i -> "film" + i).toArray(String[]::new));
    long rank = farm.stored("job2").rank();
    String[] moved = IntStream.rangeClosed(21, 170).mapToObj(i -> "job" + i).toArray(String[]::new);
    farm.moveBefore("job2", moved);
    List<String> waiting = farm.waiting();
    assertThat(waiting.subList(0, 1)).containsExactly("job1");
    assertThat(waiting.subList(1, 151)).containsExactly(moved);
    assertThat(waiting.get(151)).isEqualTo("job2");
    assertThat(farm.stored("job2").rank()).isEqualTo(rank);
  }

  @Test
  void no_job_can_be_moved_before_itself_or_one_that_does_not_wait() {
    farm.register("attic");
    farm.submit("a", "b");
    farm.start("attic", "job1");
    assertThat(refusedBefore("job2", "job2").code()).isEqualTo(Refusal.BAD_MESSAGE);
    assertThat(refusedBefore("job1", "job2").message()).isEqualTo("before: no job job1 waits");
    assertThat(refusedBefore("nosuch", "job2").message()).isEqualTo("before: no job nosuch waits");
    assertThat(refusedBefore(null, "job2").message()).isEqualTo("before: the job is missing");
  }

  @Test
  void jobs_cannot_be_moved_while_the_farm_sorts_them() {
    farm.submit("a", "b");
    farm.sortBy(SortPolicy.SMALLEST);
    assertThat(refusal(farm.core.on(ChangeJobs.of(JobAction.MOVE_TOP, "job2"), farm.now)).message())
        .contains("SMALLEST")
        .contains("AGE");
  }

  @Test
  void the_smallest_come_first_when_the_farm_sorts_so() {
    farm.register("attic");
    farm.submit(
        job("a").bytes(30_000_000),
        job("b").bytes(10_000_000),
        job("c").bytes(20_000_000),
        job("d").bytes(40_000_000).priority(10));
    farm.sortBy(SortPolicy.SMALLEST);
    assertThat(farm.waiting()).containsExactly("job4", "job2", "job3", "job1");
    farm.submit(job("e").bytes(15_000_000));
    assertThat(farm.waiting()).containsExactly("job4", "job2", "job5", "job3", "job1");
    assertThat(farm.queue("attic")).containsExactly("job4", "job2");
    farm.sortBy(SortPolicy.AGE);
    assertThat(farm.waiting()).containsExactly("job4", "job1", "job2", "job3", "job5");
  }

  @Test
  void the_shortest_expected_come_first_when_the_farm_sorts_so() {
    farm.register("attic");
    farm.submit(job("a").preset("slow"), job("b").preset("fast"));
    learn("job1", 300);
    learn("job2", 10);
    farm.submit(job("c").preset("slow"), job("d").preset("fast"));
    farm.sortBy(SortPolicy.SHORTEST);
    assertThat(farm.waiting()).containsExactly("job4", "job3");
  }

  private void learn(String job, int seconds) {
    farm.transcode("attic", job);
    farm.passSeconds(seconds);
    farm.report("attic", job, Stage.RETURNING, 0, -1);
    farm.complete(job);
    assertThat(farm.state(job)).isEqualTo(JobState.COMPLETE);
  }

  private Refusal refusedBefore(String other, String job) {
    return refusal(
        farm.core.on(
            new ChangeJobs(List.of(job), JobAction.MOVE_BEFORE, null, null, other), farm.now));
  }
}
