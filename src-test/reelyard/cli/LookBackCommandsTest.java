package reelyard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpServerRequest;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reelyard.bus.Json;
import reelyard.cli.FakeManager.Answer;
import reelyard.message.AlertList;
import reelyard.message.ImportedPresets;
import reelyard.message.JobView;
import reelyard.message.LogPart;
import reelyard.message.OwnPreset;
import reelyard.message.PresetCategory;
import reelyard.message.PresetInfo;
import reelyard.message.PresetList;
import reelyard.message.RefusedPreset;
import reelyard.message.Statistics;
import reelyard.message.StatisticsRow;
import reelyard.message.SubmitOutcome;
import reelyard.message.Submitted;
import reelyard.message.Throughput;
import reelyard.model.Alert;
import reelyard.model.AlertKind;
import reelyard.model.JobState;
import reelyard.model.Stage;
import reelyard.model.StatisticsBy;

/** The commands that look back, keep presets, and follow: what they ask, print and exit with. */
class LookBackCommandsTest {

  @TempDir private Path folder;

  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final ByteArrayOutputStream complained = new ByteArrayOutputStream();
  private final List<Object> answers = new ArrayList<>();
  private FakeManager manager;

  @BeforeEach
  void start() throws Exception {
    manager = new FakeManager(this::answer);
    System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void stop() {
    System.setOut(out);
    System.setErr(err);
    manager.close();
  }

  /** One after the other; the last one again and again. */
  private synchronized Answer answer(HttpServerRequest request) {
    Object next = answers.size() > 1 ? answers.remove(0) : answers.get(0);
    return next instanceof Answer answer ? answer : new Answer(200, Json.write(next));
  }

  private int run(Object answer, String... words) {
    answers.clear();
    answers.add(answer);
    return runOn(words);
  }

  private int runOn(String... words) {
    List<String> args = new ArrayList<>(List.of(words));
    args.addAll(List.of("--manager", manager.url()));
    return Cli.run(args.toArray(String[]::new));
  }

  private String said() {
    return said.toString(StandardCharsets.UTF_8);
  }

  private String complained() {
    return complained.toString(StandardCharsets.UTF_8);
  }

  private static JobView running(int attempt) {
    return Jobs.job("j1", "film", JobState.RUNNING, Stage.TRANSCODING, attempt, null, null);
  }

  private static LogPart part(String text, long from, long total, boolean live) {
    return new LogPart("j1", 1, "attic", text, from, from + text.length(), total, live);
  }

  @Test
  void log_prints_all_parts_without_what_a_terminal_would_obey() {
    answers.add(part("one\n\ttwo\u001b[2J", 0, 18, false));
    answers.add(part("three\n", 12, 18, false));

    assertThat(runOn("log", "j1")).as(complained()).isEqualTo(ExitStatus.COMPLETE);
    assertThat(said()).isEqualTo("one\n\ttwo\\x1b[2Jthree\n");
    assertThat(manager.asked.get(1)).contains("attempt=1", "from=12");
  }

  @Test
  void log_shows_the_last_lines() {
    assertThat(run(part("1\n2\n3\n", 0, 6, false), "log", "j1", "-n", "2")).isZero();
    assertThat(said()).isEqualTo("2\n3\n");
    assertThat(LogTail.cut(part("1\n2\n", 0, 4, false), 0).text()).isEmpty();
    assertThat(LogTail.cut(part("1\n2", 0, 3, false), 1).text()).isEqualTo("2");
    assertThat(LogTail.cut(part("1\n2\n", 0, 4, false), 9).text()).isEqualTo("1\n2\n");
  }

  @Test
  void a_followed_log_goes_on_through_attempts_and_silence_until_the_job_ends() throws Exception {
    List<String> shown = new ArrayList<>();
    answers.add(running(1));
    answers.add(part("a", 0, 1, true));
    answers.add(new Answer(504, "{\"detail\": \"no answer\"}"));
    answers.add(part("b", 1, 2, false));
    answers.add(running(2));
    answers.add(new LogPart("j1", 2, "nas", "c", 0, 1, 1, true));
    answers.add(Jobs.job("j1", "film", JobState.COMPLETE, Stage.COMPLETE, 2, null, null));
    answers.add(new LogPart("j1", 2, "nas", "d", 1, 2, 2, false));
    ManagerLink link = ManagerLink.to(manager.url(), ManagerAccess.NONE);
    List<Object> pauses = new ArrayList<>();

    new LogFollower(
            "j1",
            new LookBackClient(link),
            new ManagerClient(link),
            part -> shown.add(part.text()),
            pauses::add)
        .run(null);

    assertThat(String.join("", shown)).isEqualTo("abcd");
    assertThat(complained()).contains("no answer");
    assertThat(pauses).hasSize(3);
  }

  @Test
  void presets_are_listed_shown_and_kept() throws Exception {
    PresetList list =
        new PresetList(
            "1.6.1",
            List.of(new PresetCategory("General", List.of(new PresetInfo("Fast", "for\nall")))),
            List.of(new OwnPreset("Mine", "m", 3, 0, "ada")));
    assertThat(run(list, "presets")).as(complained()).isZero();
    assertThat(said()).contains("OWN", "Mine", "HANDBRAKE 1.6.1", "General", "for all");

    Path file =
        Files.writeString(folder.resolve("p.json"), "{\"PresetList\":[{\"PresetName\":\"N\"}]}");
    ImportedPresets done =
        new ImportedPresets(List.of("N"), List.of(new RefusedPreset("X", "PresetName is taken")));
    assertThat(run(done, "presets", "import", file.toString())).isEqualTo(ExitStatus.FAILED);
    assertThat(said()).contains("imported N");
    assertThat(complained()).contains("X: refused: PresetName is taken");
    assertThat(run(Map.of(), "presets", "delete", "a/b")).isZero();
    assertThat(manager.asked.get(2)).isEqualTo("DELETE /api/v1/presets/a%2Fb");
  }

  @Test
  void sums_and_throughput_are_tables() {
    StatisticsRow row = new StatisticsRow("", 2, 1, 0, 0, 60_000, 30_000, 2000, 500);
    assertThat(run(new Statistics(StatisticsBy.USER, List.of(row)), "stats", "--by", "user"))
        .isZero();
    assertThat(said()).contains("USER", "75 %");
    assertThat(manager.asked.get(0)).contains("by=USER");

    Throughput lately =
        new Throughput(
            60,
            1_000_000_000_000L,
            List.of(2.0, 4.0),
            List.of(1.0, 1.0),
            List.of(0.0, 0.0),
            List.of(1L, 2L),
            5000);
    assertThat(run(lately, "stats", "--throughput")).isZero();
    assertThat(said())
        .contains(
            "3     3.0  120 B",
            "counted since this manager leads; saved since the farm began: 5.0 kB");
  }

  @Test
  void alerts_are_listed() {
    Alert alert = new Alert(1, AlertKind.JOB_COMPLETE, 0, "film\u001b failed", "t", null, null);
    assertThat(run(new AlertList(List.of(alert)), "alerts", "--limit", "5")).isZero();
    assertThat(said()).contains("film\\x1b failed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "log ../x",
        "log j1 --lines -1",
        "log j1 --attempt -1",
        "log j1 -f --attempt 1",
        "stats --days 0",
        "stats --throughput --days 1",
        "alerts --limit 101",
        "presets show x --version -1",
        "presets import /no/such.json",
        "completion fish",
      })
  void what_cannot_be_meant_is_refused_before_anybody_is_asked(String words) {
    assertThat(Cli.run(words.split(" ", -1))).as(complained()).isEqualTo(ExitStatus.USAGE);
    assertThat(manager.asked).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh"})
  void completion_is_a_script_with_every_command(String shell) {
    assertThat(Cli.run("completion", shell)).isZero();
    assertThat(said()).contains("complete -F _complete_reelyard", "doctor", "presets", "submit");
    assertThat(said().contains("bashcompinit\n#!")).isEqualTo(shell.equals("zsh"));
  }

  @Test
  void submit_waits_for_the_end_that_no_event_told_and_exits_by_it() {
    answers.add(
        new Submitted(List.of(new SubmitOutcome("j1", null), new SubmitOutcome("j2", null))));
    answers.add(Jobs.complete("j1", "one"));
    answers.add(new Answer(404, "{\"detail\": \"no job j2\"}"));

    assertThat(runOn("submit", "a.mkv", "b.mkv", "--wait", "-o", folder.toString()))
        .isEqualTo(ExitStatus.FAILED);
    assertThat(said()).isEqualTo("j1\nj2\n");
    assertThat(complained()).contains("deleted before they ended: 1 of 2");
  }

  @Test
  void a_followed_log_that_nobody_reads_ends_quietly() {
    System.setOut(new PrintStream(new ClosedPipe(), true, StandardCharsets.UTF_8));
    answers.add(running(1));
    answers.add(part("a", 0, 1, true));

    assertThat(runOn("log", "-f", "j1")).isEqualTo(ExitStatus.UNREAD);
    assertThat(complained()).isEmpty();
  }

  @Test
  void a_followed_log_waits_while_the_film_is_on_its_way() throws Exception {
    answers.add(Jobs.job("j1", "film", JobState.RUNNING, Stage.FETCHING, 1, null, null));
    answers.add(Jobs.job("j1", "film", JobState.COMPLETE, Stage.COMPLETE, 1, null, null));
    answers.add(part("a", 0, 1, false));
    ManagerLink link = ManagerLink.to(manager.url(), ManagerAccess.NONE);

    new LogFollower(
            "j1", new LookBackClient(link), new ManagerClient(link), part -> {}, pause -> {})
        .run(null);

    assertThat(complained()).contains("its film is on the way").doesNotContain("cleared");
  }
}
