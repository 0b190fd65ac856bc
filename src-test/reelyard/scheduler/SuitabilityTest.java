package reelyard.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static reelyard.scheduler.NewWorker.worker;
import static reelyard.scheduler.WantedJob.job;

import org.junit.jupiter.api.Test;
import reelyard.message.JobAction;
import reelyard.model.JobState;
import reelyard.model.Stage;
import reelyard.model.WorkerSettings;

/** Where a job can run, and in good words where not. */
class SuitabilityTest {

  private final FarmInHand farm = new FarmInHand();

  @Test
  void a_job_of_a_pool_runs_at_its_workers_and_at_those_of_no_pool() {
    farm.register(worker("attic").pools("films", "series"));
    farm.register(worker("cellar").pools("music"));
    farm.submit(job("a").pool("films"), job("b").pool("nobodys"));
    assertThat(farm.queue("attic")).containsExactly("job1");
    assertThat(farm.queue("cellar")).isEmpty();
    assertThat(farm.why("job1", "cellar")).isEqualTo("not in pool films");
    assertThat(farm.register("free")).contains("job2");
  }

  @Test
  void a_job_of_no_pool_runs_anywhere() {
    farm.register(worker("attic").pools("films"));
    farm.submit("a");
    assertThat(farm.queue("attic")).containsExactly("job1");
  }

  @Test
  void a_job_runs_only_where_every_tag_is() {
    farm.register(worker("attic").tags("fast"));
    farm.submit(job("a").tags("fast", "quiet"));
    assertThat(farm.why("job1", "attic")).isEqualTo("not tagged quiet");
    assertThat(farm.register(worker("cellar").tags("quiet", "fast", "big")))
        .containsExactly("job1");
  }

  @Test
  void a_job_runs_only_at_the_workers_it_names() {
    farm.register("attic");
    farm.submit(job("a").workers("cellar", "garage"));
    assertThat(farm.why("job1", "attic")).isEqualTo("not among its workers (cellar, garage)");
    assertThat(farm.register("garage")).containsExactly("job1");
  }

  @Test
  void a_job_runs_only_where_its_encoder_works() {
    farm.register("nas");
    farm.register(worker("attic").broken("nvenc_h265", "Cannot load libcuda.so.1"));
    farm.submit(job("a").encoder("nvenc_h265"));
    assertThat(farm.why("job1", "nas")).isEqualTo("no nvenc_h265");
    assertThat(farm.why("job1", "attic")).isEqualTo("no nvenc_h265: Cannot load libcuda.so.1");
    assertThat(farm.register(worker("tower").encoders("x264", "nvenc_h265")))
        .containsExactly("job1");
  }

  @Test
  void a_worker_that_does_not_know_its_encoders_may_try() {
    farm.submit(job("a").encoder("nvenc_h265"));
    assertThat(farm.register(worker("attic").encoders())).containsExactly("job1");
  }

  @Test
  void a_job_runs_only_where_handbrake_has_its_preset() {
    farm.register(worker("attic").presets("Fast 1080p30"));
    farm.submit(job("a").preset("H.265 MKV 2160p60 4K"));
    assertThat(farm.why("job1", "attic"))
        .isEqualTo("HandBrake 1.6.1 has no preset H.265 MKV 2160p60 4K");
    assertThat(farm.register(worker("cellar").presets("H.265 MKV 2160p60 4K")))
        .containsExactly("job1");
  }

  @Test
  void a_job_runs_only_where_handbrake_reads_the_version_of_its_preset() {
    farm.register(worker("attic").presetVersion(47));
    farm.submit(job("a").presetVersion(60));
    assertThat(farm.why("job1", "attic"))
        .isEqualTo("HandBrake 1.6.1 reads presets up to version 47, not 60");
    assertThat(farm.register(worker("cellar").presetVersion(60))).containsExactly("job1");
  }

  // ---- space

  @Test
  void a_job_waits_where_there_is_no_room_for_it_and_its_result() {
    farm.register("attic");
    farm.free("attic", 60_000_000_000L);
    farm.submit(job("a").bytes(70_000_000_000L));
    assertThat(farm.queue("attic")).isEmpty();
    assertThat(farm.why("job1", "attic"))
        .startsWith("60.0 GB free in its scratch folder, ")
        .endsWith(" needed");
    farm.free("attic", 600_000_000_000L);
    farm.passSeconds(1);
    assertThat(farm.queue("attic")).containsExactly("job1");
  }

  @Test
  void room_is_reckoned_for_what_runs_already() {
    farm.register("attic");
    farm.free("attic", 100_000_000_000L);
    farm.submit(job("a").bytes(40_000_000_000L), job("b").bytes(40_000_000_000L));
    farm.start("attic", "job1");
    assertThat(farm.queue("attic")).isEmpty();
    // What was fetched already lies in the folder, and so no longer in its free space.
    farm.report("attic", "job1", Stage.TRANSCODING, 50, 60);
    farm.free("attic", 1_000_000_000_000L);
    farm.passSeconds(1);
    assertThat(farm.queue("attic")).containsExactly("job2");
  }

  @Test
  void many_that_are_too_large_do_not_keep_a_small_one_waiting_behind_them() {
    farm.register("attic");
    farm.free("attic", 1_000_000_000L);
    for (int i = 0; i < 150; i++) {
      farm.submit(job("large" + i).bytes(10_000_000_000L));
    }
    farm.submit("small");
    assertThat(farm.queue("attic")).containsExactly("job151");
  }

  // ---- lanes

  @Test
  void suspended_attempts_keep_no_lane_from_others() {
    farm.register("attic");
    for (int i = 1; i <= 5; i++) {
      farm.submit("a" + i);
      farm.transcode("attic", "job" + i);
      farm.change(JobAction.SUSPEND, "job" + i);
    }
    farm.submit("b");
    assertThat(farm.queue("attic")).containsExactly("job6");
    farm.start("attic", "job6");
    assertThat(farm.state("job6")).isEqualTo(JobState.RUNNING);
  }

  @Test
  void a_worker_that_holds_all_it_can_has_no_queue_and_says_why() {
    farm.register("attic");
    for (int i = 1; i <= 5; i++) {
      farm.submit("a" + i);
      farm.transcode("attic", "job" + i);
    }
    farm.submit("b");
    assertThat(farm.queue("attic")).isEmpty();
    assertThat(farm.why("job6", "attic"))
        .isEqualTo("holds 5 attempts, paused ones included, as many as it can");
    assertThat(farm.register("cellar")).containsExactly("job6");
  }

  // ---- share

  @Test
  void a_user_gets_no_more_than_a_workers_share() {
    farm.register(worker("attic").lanes(4));
    farm.set("attic", share(1));
    farm.submit(job("a").user("ann"), job("b").user("ann"), job("c").user("bob"));
    assertThat(farm.queue("attic")).containsExactly("job1", "job3");
    farm.start("attic", "job1");
    assertThat(farm.why("job2", "attic")).isEqualTo("runs 1 of ann's jobs already, its share");
    farm.complete("job1");
    assertThat(farm.queue("attic")).containsExactly("job2", "job3");
  }

  @Test
  void thousands_of_one_user_do_not_keep_another_waiting_behind_them() {
    farm.register(worker("attic").lanes(4));
    farm.set("attic", share(1));
    for (int i = 0; i < 2_000; i++) {
      farm.submit(job("a" + i).user("ann"));
    }
    farm.submit(job("b").user("bob"));
    assertThat(farm.queue("attic")).containsExactly("job1", "job2001");
  }

  @Test
  void a_job_that_ignores_shares_neither_waits_for_one_nor_counts() {
    farm.register(worker("attic").lanes(4));
    farm.set("attic", share(1));
    farm.submit(job("a").user("ann").ignoreShare(), job("b").user("ann"));
    assertThat(farm.queue("attic")).containsExactly("job1", "job2");
  }

  // ---- alone

  @Test
  void a_job_that_wants_to_be_alone_waits_until_its_worker_is_empty_and_keeps_others_away() {
    farm.register(worker("attic").lanes(2));
    farm.submit("a");
    farm.start("attic", "job1");
    farm.submit(job("alone").nonConcurrent(), job("c"));
    assertThat(farm.queue("attic")).isEmpty();
    assertThat(farm.why("job2", "attic")).isEqualTo("busy, and the job wants to be alone");
    assertThat(farm.why("job3", "attic"))
        .isEqualTo("kept free for job job2, which wants to be alone");
    farm.complete("job1");
    assertThat(farm.queue("attic")).containsExactly("job2");
    farm.start("attic", "job2");
    assertThat(farm.queue("attic")).isEmpty();
    assertThat(farm.why("job3", "attic")).isEqualTo("runs job job2, which wants to be alone");
    farm.complete("job2");
    assertThat(farm.queue("attic")).containsExactly("job3");
  }

  @Test
  void a_job_that_wants_to_be_alone_does_not_starve_while_others_keep_coming() {
    farm.register(worker("attic").lanes(2));
    farm.submit("first");
    farm.start("attic", "job1");
    farm.submit(job("alone").nonConcurrent());
    for (int i = 0; i < 10; i++) {
      farm.submit("more" + i);
    }
    farm.complete("job1");
    assertThat(farm.queue("attic")).containsExactly("job2");
    farm.run("attic", "job2");
    assertThat(farm.state("job2")).isEqualTo(JobState.COMPLETE);
    assertThat(farm.queue("attic")).containsExactly("job3", "job4");
  }

  private static WorkerSettings share(int jobs) {
    return new WorkerSettings(null, null, null, jobs);
  }
}
