package reelyard.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reelyard.model.Phase;

final class ProgressTrackTest {

  private final ProgressTrack track = new ProgressTrack();

  static List<String> recordings() {
    return Samples.names(".stdout.txt");
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void never_runs_backwards(String name) {
    List<ProgressTrack.Point> points = new ArrayList<>();
    Samples.reports(Samples.bytes(name), 0).forEach(r -> points.add(track.after(r)));

    assertThat(points).isSortedAccordingTo((a, b) -> Double.compare(a.percent(), b.percent()));
    assertThat(points).allMatch(p -> p.percent() >= 0 && p.percent() <= 100);
    assertThat(points).allMatch(p -> p.etaSeconds() >= -1 && p.fps() >= 0);
  }

  @Test
  void counts_all_passes_as_one_whole() {
    assertThat(working(1, 2, 0.5).percent()).isEqualTo(25);
    assertThat(working(1, 2, 1).percent()).isEqualTo(50);
    assertThat(working(2, 2, 0).percent()).isEqualTo(50);
    assertThat(working(2, 2, 0.5).percent()).isEqualTo(75);
    assertThat(working(2, 2, 0.5).pass()).isEqualTo(2);
  }

  @Test
  void keeps_the_percent_when_handbrake_steps_back() {
    working(1, 1, 0.7);

    assertThat(working(1, 1, 0.2).percent()).isEqualTo(70);
    assertThat(working(1, 3, 0.2).percent()).isEqualTo(70);
    assertThat(track.after(new Report.Muxing()).percent()).isEqualTo(70);
    assertThat(track.checking().percent()).isEqualTo(100);
  }

  @Test
  void guesses_the_eta_of_the_passes_to_come() {
    assertThat(eta(1, 2, 0.5, 10)).isEqualTo(10 + 20);
    assertThat(eta(1, 2, 0.999, 0)).isEqualTo(20);
    assertThat(eta(2, 2, 0.5, 12)).isEqualTo(12);
    assertThat(eta(2, 2, 0.5, -1)).isEqualTo(-1);
    assertThat(eta(2, 2, 0.5, Long.MAX_VALUE)).isEqualTo(-1);
  }

  @Test
  void says_which_phase_it_is() {
    assertThat(track.after(new Report.Scanning()).phase()).isEqualTo(Phase.SCANNING);
    assertThat(track.after(new Report.Searching()).phase()).isEqualTo(Phase.SCANNING);
    assertThat(working(1, 1, 0.1).phase()).isEqualTo(Phase.ENCODING);
    assertThat(track.after(new Report.Searching()).phase()).isEqualTo(Phase.ENCODING);
    assertThat(track.after(new Report.Muxing()).phase()).isEqualTo(Phase.MUXING);
    assertThat(track.checking().phase()).isEqualTo(Phase.CHECKING);
  }

  @Test
  void survives_any_numbers() {
    Random random = new Random(11);
    double[] odd = {Double.NaN, Double.POSITIVE_INFINITY, -1, 1e300, 0.5, 8e-8, 0, 1, 60};
    double last = 0;
    for (int i = 0; i < 10_000; i++) {
      ProgressTrack.Point point =
          track.after(
              new Report.Working(
                  random.nextInt(),
                  random.nextInt(),
                  odd[random.nextInt(odd.length)],
                  odd[random.nextInt(odd.length)],
                  random.nextLong()));
      assertThat(point.percent()).isBetween(last, 100.0);
      assertThat(point.fps()).isBetween(0.0, 1e6);
      assertThat(point.etaSeconds()).isGreaterThanOrEqualTo(-1);
      assertThat(point.pass()).isBetween(1, point.passCount());
      last = point.percent();
    }
  }

  private ProgressTrack.Point working(int pass, int passCount, double progress) {
    return track.after(new Report.Working(pass, passCount, progress, 25, -1));
  }

  private long eta(int pass, int passCount, double progress, long etaSeconds) {
    return track.after(new Report.Working(pass, passCount, progress, 25, etaSeconds)).etaSeconds();
  }
}
