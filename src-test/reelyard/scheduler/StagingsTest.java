package reelyard.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static reelyard.scheduler.WantedJob.job;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reelyard.message.GetStagings;
import reelyard.message.StagingDisk;
import reelyard.message.StagingStatus;
import reelyard.message.StagingView;
import reelyard.model.AlertKind;
import reelyard.model.FailureReason;
import reelyard.model.JobState;

/** Staging hosts that come and go, and run short of space. */
class StagingsTest {

  private final FarmInHand farm = new FarmInHand();

  @BeforeEach
  void begin() {
    farm.staging("nas", null);
    farm.register("attic");
  }

  @Test
  void starts_no_job_whose_staging_is_away_and_says_since_when() {
    farm.submit(job("away").staging("nas"), job("here"));
    farm.stagingLeaves("nas");
    farm.passSeconds(25);
    assertThat(farm.queue("attic")).containsExactly("job2");
    assertThat(farm.headline("job1"))
        .isEqualTo("its files lie at nas, which is away since 2026-01-04 10:00 UTC");
    assertThat(farm.headline("job2")).isEmpty();
    assertThat(farm.eta("job1").basis()).contains("away since");

    farm.staging("nas", null);
    assertThat(farm.queue("attic")).containsExactly("job1", "job2");
    assertThat(farm.headline("job1")).isEmpty();
  }

  @Test
  void a_running_attempt_waits_for_its_staging() {
    farm.submit(job("a").staging("nas"));
    farm.transcode("attic", "job1");
    farm.stagingLeaves("nas");
    farm.passMinutes(5);
    assertThat(farm.state("job1")).isEqualTo(JobState.RUNNING);
    farm.complete("job1");
    assertThat(farm.state("job1")).isEqualTo(JobState.COMPLETE);
  }

  @Test
  void expects_after_a_restart_that_the_stagings_of_live_jobs_speak_soon() {
    farm.submit(job("a").staging("nas"));
    farm.stagingLeaves("nas");
    farm.restart();
    farm.register("attic");
    assertThat(farm.queue("attic")).containsExactly("job1");

    farm.passSeconds(25);
    assertThat(farm.queue("attic")).isEmpty();
    assertThat(farm.headline("job1"))
        .isEqualTo("its files lie at nas, which has not been heard of: start that staging");
  }

  @Test
  void silence_while_the_scheduler_itself_did_not_run_is_nobodys() {
    farm.submit(job("a").staging("nas"));
    farm.tick();
    farm.now += 3_600_000;
    farm.stagingLeaves("nas");
    farm.tick();
    assertThat(farm.headline("job1")).isEmpty();
  }

  @Test
  void lays_no_jobs_of_a_staging_short_of_space_until_it_has_room_and_tells_people_once() {
    farm.submit(job("a").staging("nas"));
    farm.staging("nas", "1 GB free on /nas, 2 GB needed: make room");
    farm.passSeconds(30);
    assertThat(farm.queue("attic")).isEmpty();
    assertThat(farm.headline("job1"))
        .isEqualTo(
            "its files lie at nas, which is short of space: 1 GB free on /nas, 2 GB needed:"
                + " make room");
    assertThat(farm.alerts()).hasSize(1);
    assertThat(farm.alerts().get(0).kind()).isEqualTo(AlertKind.LOW_SPACE);
    assertThat(farm.alerts().get(0).text())
        .isEqualTo(
            "the disk of staging nas is short of space: 1 GB free on /nas, 2 GB needed: make room");

    farm.staging("nas", null);
    assertThat(farm.queue("attic")).containsExactly("job1");
  }

  @Test
  void holds_back_only_jobs_whose_results_land_on_the_short_disk() {
    farm.submit(job("a").staging("nas"), job("b").staging("nas"));
    String target = farm.stored("job1").target();
    farm.did(
        farm.core.on(
            StagingStatus.of(
                "nas",
                List.of("/"),
                List.of(new StagingDisk("/", 7, null), new StagingDisk(target, 1, "it is full"))),
            farm.now));
    assertThat(farm.queue("attic")).containsExactly("job2");
    assertThat(farm.headline("job1"))
        .isEqualTo("its files lie at nas, which is short of space: it is full");
    assertThat(farm.headline("job2")).isEmpty();

    farm.staging("nas", null);
    assertThat(farm.queue("attic")).containsExactly("job1", "job2");
  }

  @Test
  void a_job_for_whose_result_staging_has_no_room_is_given_back_however_often() {
    farm.submit(job("a").staging("nas").attempts(2));
    for (int i = 0; i < 5; i++) {
      farm.startAndFail("attic", "job1", FailureReason.MANAGER_DISK_FULL);
      assertThat(farm.state("job1")).isEqualTo(JobState.QUEUED);
      assertThat(farm.headline("job1")).isEqualTo("rests for 10 s: it broke");
      farm.passSeconds(11);
    }
    assertThat(farm.stored("job1").failures()).isZero();
    assertThat(farm.stored("job1").avoid()).isEmpty();
    farm.run("attic", "job1");
    assertThat(farm.state("job1")).isEqualTo(JobState.COMPLETE);
  }

  @Test
  void one_path_at_two_stagings_is_two_files() {
    farm.submit(job("a"), job("a").staging("nas"));
    assertThat(farm.refused(job("a").staging("nas")).reason())
        .isEqualTo(FailureReason.RESULT_EXISTS);
    assertThat(farm.queue("attic")).containsExactly("job1", "job2");
    assertThat(farm.start("attic", "job2").staging()).isEqualTo("nas");
  }

  @Test
  void forgets_after_a_day_who_has_no_jobs() {
    farm.staging("old", null);
    farm.submit(job("a").staging("nas"));
    farm.stagingLeaves("nas");
    farm.stagingLeaves("old");
    farm.passMinutes(60);
    assertThat(ids()).contains("old");
    farm.now += Stagings.FORGET_MILLIS;
    farm.tick();
    farm.passMinutes(24 * 60);
    assertThat(ids()).contains("nas").doesNotContain("old");
  }

  private List<String> ids() {
    return farm.did(farm.core.on(new GetStagings())).stagings().stream()
        .map(view -> view.status().id())
        .toList();
  }

  @Test
  void lists_who_is_there_and_who_is_away() {
    farm.stagingLeaves("nas");
    farm.passSeconds(25);
    List<StagingView> views = farm.did(farm.core.on(new GetStagings())).stagings();
    assertThat(views).extracting(view -> view.status().id()).containsExactly("nas", "staging");
    assertThat(views).extracting(StagingView::here).containsExactly(false, true);
  }
}
