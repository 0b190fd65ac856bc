package reelyard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static reelyard.web.Views.queued;
import static reelyard.web.Views.running;
import static reelyard.web.Views.transcoding;

import java.util.List;
import org.junit.jupiter.api.Test;
import reelyard.message.FarmSummary;
import reelyard.message.FarmView;
import reelyard.message.JobView;
import reelyard.model.FarmSettings;

class FarmMetersTest {

  private final FarmMeters meters = new FarmMeters();

  private static FarmView farm(JobView... jobs) {
    return new FarmView(
        "e1",
        1,
        List.of(jobs),
        List.of(),
        FarmSettings.DEFAULT,
        new FarmSummary(5, 1, 0, 7, 0, 0, 0, 90));
  }

  @Test
  void counts_jobs_and_what_those_do_that_run() {
    String text =
        meters.scrape(
            farm(queued("q", "Q"), running("a", "A", "attic", transcoding("a", "attic", 10, 1))));

    assertThat(text.lines())
        .contains(
            "reelyard_scheduler_up 1.0",
            "reelyard_jobs{state=\"queued\"} 5.0",
            "reelyard_jobs{state=\"complete\"} 7.0",
            "reelyard_eta_seconds 90.0",
            "reelyard_running_jobs{stage=\"transcoding\"} 1.0",
            "reelyard_running_jobs{stage=\"fetching\"} 0.0",
            "reelyard_workers{state=\"ready\"} 0.0");
  }

  @Test
  void tells_no_old_numbers_when_no_scheduler_answers() {
    meters.scrape(farm());

    assertThat(meters.scrape(null))
        .contains("reelyard_scheduler_up 0.0")
        .doesNotContain("reelyard_jobs{")
        .doesNotContain("reelyard_workers{");
  }
}
