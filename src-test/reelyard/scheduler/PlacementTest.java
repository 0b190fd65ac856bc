package reelyard.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static reelyard.scheduler.FarmInHand.refusal;

import org.junit.jupiter.api.Test;
import reelyard.message.AttemptId;
import reelyard.message.Refusal;
import reelyard.model.Stage;

/** Which worker a job waits at, as long as several could run it. */
class PlacementTest {

  private final FarmInHand farm = new FarmInHand();

  @Test
  void shares_jobs_among_workers() {
    farm.register("attic");
    farm.register("cellar");
    farm.submit("a", "b");
    assertThat(farm.queue("attic")).containsExactly("job1");
    assertThat(farm.queue("cellar")).containsExactly("job2");
  }

  @Test
  void moves_unstarted_jobs_to_a_worker_that_starts_them_sooner() {
    farm.register("attic");
    farm.submit("a", "b", "c");
    farm.start("attic", "job1");
    assertThat(farm.queue("attic")).containsExactly("job2", "job3");
    assertThat(farm.register("cellar")).containsExactly("job2");
    assertThat(farm.queue("attic")).containsExactly("job3");
    assertThat(refusal(farm.tryStart("attic", "job2")).code()).isEqualTo(Refusal.CONFLICT);
  }

  @Test
  void takes_a_claimed_job_from_a_busy_worker_for_an_idle_one() {
    claimedBehindALongOne();
    farm.register("cellar");
    farm.passSeconds(1);
    assertThat(farm.queue("cellar")).containsExactly("job2");
    assertThat(farm.stopped()).containsExactly(new AttemptId("job2", 1));
  }

  @Test
  void does_so_too_while_jobs_wait_that_no_worker_can_run() {
    claimedBehindALongOne();
    farm.submit(WantedJob.job("nowhere").tags("moon"));
    farm.register("cellar");
    farm.passSeconds(1);
    assertThat(farm.queue("cellar")).containsExactly("job2");
  }

  @Test
  void leaves_a_claimed_job_where_it_ends_first_though_a_slow_worker_idles() {
    farm.register("fast");
    farm.register("slow");
    farm.submit("a", "b");
    farm.transcode("fast", "job1");
    farm.transcode("slow", "job2");
    farm.passSeconds(10);
    farm.report("fast", "job1", Stage.RETURNING, 0, -1);
    farm.complete("job1");
    farm.report("slow", "job2", Stage.TRANSCODING, 2, 490);
    farm.submit("c", "d");
    farm.start("fast", "job3");
    farm.report("fast", "job3", Stage.TRANSCODING, 0, 30);
    farm.start("fast", "job4");
    farm.passSeconds(490);
    farm.report("slow", "job2", Stage.RETURNING, 0, -1);
    farm.complete("job2");
    farm.passSeconds(5);
    assertThat(farm.view("job4").workerId()).isEqualTo("fast");
    assertThat(farm.live("job4")).isEqualTo(new AttemptId("job4", 1));
  }

  @Test
  void gives_a_worker_that_proved_faster_more_of_what_waits() {
    farm.register("slow");
    farm.register("fast");
    farm.submit("a", "b");
    farm.transcode("slow", "job1");
    farm.transcode("fast", "job2");
    farm.passSeconds(10);
    farm.report("fast", "job2", Stage.RETURNING, 0, -1);
    farm.passSeconds(90);
    farm.report("slow", "job1", Stage.RETURNING, 0, -1);
    farm.complete("job1");
    farm.complete("job2");
    farm.submit("c", "d", "e");
    assertThat(farm.queue("fast")).containsExactly("job3", "job4");
    assertThat(farm.queue("slow")).containsExactly("job5");
  }

  private void claimedBehindALongOne() {
    farm.register("attic");
    farm.submit("long", "next");
    farm.start("attic", "job1");
    farm.report("attic", "job1", Stage.TRANSCODING, 10, 3600);
    farm.start("attic", "job2");
  }
}
