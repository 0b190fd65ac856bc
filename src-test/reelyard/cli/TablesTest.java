package reelyard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import reelyard.cli.FailureReport.Failed;
import reelyard.message.JobView;
import reelyard.model.Failure;
import reelyard.model.FailureReason;

class TablesTest {

  @Test
  void a_table_is_aligned_and_cuts_nothing() {
    TextTable table = new TextTable("ID", "NAME", "NOTE");
    table.row("a", "日本", "");
    table.row("bcd", "a name that is long", "x");
    assertThat(table.lines())
        .containsExactly(
            "ID   NAME                 NOTE", "a    日本", "bcd  a name that is long  x");
  }

  @Test
  void the_report_says_which_why_and_where_the_log_lies() {
    Failure crash =
        new Failure(
            FailureReason.HANDBRAKE_CRASHED,
            "HandBrake died",
            "w",
            List.of("one", "two\u001b[0m"),
            "/logs/a-1.log");
    Failure missing = new Failure(FailureReason.SOURCE_MISSING, "there is no x", null, null, null);
    assertThat(
            FailureReport.lines(List.of(new Failed("a.mkv", crash), new Failed("x", missing)), 3))
        .containsExactly(
            "",
            "2 of 3 jobs failed:",
            "  a.mkv  HANDBRAKE_CRASHED  HandBrake died",
            "    the last lines of HandBrake's log:",
            "      one",
            "      two\\x1b[0m",
            "    the whole log: /logs/a-1.log",
            "  x      SOURCE_MISSING  there is no x");
  }

  @Test
  void nothing_is_reported_when_nothing_failed() {
    assertThat(FailureReport.lines(List.of(), 3)).isEmpty();
  }

  @Test
  void a_narrow_terminal_goes_without_the_least_columns() {
    TextTable table = new TextTable("ID", "STATE", "SPEED", "ETA", "NAME").without("SPEED", "ETA");
    table.row("abcdefghijkl", "running", "120.5 fps", "1:02:03", "a film with a long name.mkv");

    assertThat(table.lines(60, false).get(0)).contains("SPEED");
    assertThat(table.lines(48, false).get(0)).doesNotContain("SPEED").contains("ETA");
    assertThat(table.lines(40, false).get(0)).doesNotContain("SPEED", "ETA").contains("NAME");
    for (int columns : new int[] {40, 48, 60}) {
      assertThat(table.lines(columns, false)).allMatch(line -> line.length() <= columns);
    }
  }

  @Test
  void the_list_of_jobs_fits_forty_columns() {
    JobView job = Jobs.transcoding("abcdefghijkl", "a film with a long name.mkv", 1, 50, 3600);

    assertThat(JobWords.table(List.of(job)).lines(40, false))
        .allMatch(line -> line.length() <= 40)
        .anyMatch(line -> line.contains("NAME"));
  }
}
