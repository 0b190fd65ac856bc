package reelyard.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ReportReaderTest {

  @Test
  void understands_every_state() {
    assertThat(progress("{\"State\":\"SCANNING\"}")).contains(new Report.Scanning());
    assertThat(progress("{\"State\":\"SEARCHING\"}")).contains(new Report.Searching());
    assertThat(progress("{\"State\":\"MUXING\"}")).contains(new Report.Muxing());
    assertThat(progress("{\"State\":\"WORKDONE\",\"WorkDone\":{\"Error\":4}}"))
        .contains(new Report.WorkDone(4));
    assertThat(
            progress(
                "{\"State\":\"WORKING\",\"Working\":{\"ETASeconds\":7,\"Hours\":0,\"Pass\":2,"
                    + "\"PassCount\":3,\"Progress\":0.5,\"Rate\":9,\"RateAvg\":8}}"))
        .contains(new Report.Working(2, 3, 0.5, 8, 7));
  }

  @Test
  void understands_a_scan_without_a_state() {
    assertThat(progress("{\"Scanning\":{\"Preview\":8,\"Progress\":0.8}}"))
        .contains(new Report.Scanning());
  }

  @Test
  void takes_work_done_without_a_number_for_an_error() {
    assertThat(progress("{\"State\":\"WORKDONE\"}")).contains(new Report.WorkDone(-1));
  }

  @Test
  void knows_no_eta_while_handbrake_says_minus_one_hours() {
    assertThat(
            progress(
                "{\"State\":\"WORKING\",\"Working\":{\"ETASeconds\":0,\"Hours\":-1,"
                    + "\"Progress\":0.1,\"RateAvg\":0.0,\"Rate\":5}}"))
        .contains(new Report.Working(1, 1, 0.1, 5, -1));
  }

  @Test
  void skips_what_it_does_not_understand() {
    assertThat(progress("{\"State\":\"DANCING\"}")).isEmpty();
    assertThat(progress("{ not json")).isEmpty();
    assertThat(progress("[" + "[".repeat(5000))).isEmpty();
    assertThat(progress("3")).isEmpty();
  }

  private static Optional<Report> progress(String json) {
    byte[] bytes = json.getBytes(UTF_8);
    return ReportReader.read("Progress", bytes, bytes.length);
  }
}
