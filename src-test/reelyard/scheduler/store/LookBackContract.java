package reelyard.scheduler.store;

import static org.assertj.core.api.Assertions.assertThat;
import static reelyard.scheduler.store.Rows.await;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reelyard.message.GetPreset;
import reelyard.message.GetStatistics;
import reelyard.message.OwnPreset;
import reelyard.message.PresetText;
import reelyard.message.StatisticsRow;
import reelyard.model.Alert;
import reelyard.model.AlertKind;
import reelyard.model.AttemptRecord;
import reelyard.model.JobState;
import reelyard.model.StatisticsBy;

/** What every store keeps for people to come back to: presets, statistics, alerts. */
abstract class LookBackContract {

  JobStore store;

  /** A store that nobody leads yet, on an empty database. */
  abstract JobStore open() throws Exception;

  @BeforeEach
  void lead() throws Exception {
    store = open();
    await(store.lead(why -> {}));
  }

  @AfterEach
  void close() throws Exception {
    await(store.close());
  }

  private void keep(Change... changes) {
    await(store.save(List.of(changes)));
  }

  @Test
  void keeps_presets_and_the_versions_before() {
    assertThat(await(store.presets())).isEmpty();
    assertThat(await(store.preset(new GetPreset("Sofa", 0)))).isEmpty();

    keep(add("Sofa", 1), add("'; DROP TABLE job --", 2), add("Sofa", 3));

    assertThat(await(store.presets()))
        .containsExactly(
            new OwnPreset("'; DROP TABLE job --", "says 2", 1, 2, "ann"),
            new OwnPreset("Sofa", "says 3", 2, 3, "ann"));
    assertThat(await(store.preset(new GetPreset("Sofa", 0))))
        .contains(new PresetText("Sofa", false, 2, "says 3", 3, "ann", "{3}"));
    assertThat(await(store.preset(new GetPreset("Sofa", 1))))
        .contains(new PresetText("Sofa", false, 1, "says 1", 1, "ann", "{1}"));
    assertThat(await(store.preset(new GetPreset("Sofa", 3)))).isEmpty();
    assertThat(await(store.preset(new GetPreset("sofa", 0)))).isEmpty();

    keep(new Change.DropPreset("Sofa"));
    assertThat(await(store.presets())).extracting(OwnPreset::name).hasSize(1);
    assertThat(await(store.preset(new GetPreset("Sofa", 1)))).isEmpty();
  }

  @Test
  void forgets_the_oldest_versions_of_a_preset_that_is_often_changed() {
    List<Change> changes = new ArrayList<>();
    for (int i = 1; i <= OwnPresets.VERSIONS + 5; i++) {
      changes.add(add("Sofa", i));
    }
    await(store.save(changes));

    assertThat(await(store.preset(new GetPreset("Sofa", 5)))).isEmpty();
    assertThat(await(store.preset(new GetPreset("Sofa", 6)))).isPresent();
    assertThat(await(store.preset(new GetPreset("Sofa", 0))).orElseThrow().version())
        .isEqualTo(OwnPresets.VERSIONS + 5);
  }

  private static Change add(String name, int number) {
    return new Change.AddPreset(
        new PresetText(name, false, 0, "says " + number, number, "ann", "{" + number + "}"));
  }

  @Test
  void sums_what_was_done_by_preset_worker_user_and_month() {
    keep(
        ended("a", 1, "attic", "Fast", "ann", "2026-10-31T23:59:59Z", JobState.COMPLETE),
        ended("b", 1, "attic", "Slow", "bob", "2026-11-01T00:00:00Z", JobState.FAILED),
        ended("b", 2, "cellar", "Slow", "bob", "2026-11-02T10:00:00Z", JobState.QUEUED),
        ended("b", 3, "cellar", "Slow", "bob", "2026-11-02T11:00:00Z", JobState.COMPLETE),
        ended("c", 1, "cellar", "Fast", "", "2026-11-02T12:00:00Z", JobState.STOPPED));

    assertThat(rows(StatisticsBy.PRESET, 0, 0))
        .containsExactly(
            new StatisticsRow("Slow", 1, 1, 0, 1, 3000, 600, 100, 40),
            new StatisticsRow("Fast", 1, 0, 1, 0, 2000, 400, 100, 40));
    assertThat(rows(StatisticsBy.WORKER, 0, 0))
        .containsExactly(
            new StatisticsRow("cellar", 1, 0, 1, 1, 3000, 600, 100, 40),
            new StatisticsRow("attic", 1, 1, 0, 0, 2000, 400, 100, 40));
    assertThat(rows(StatisticsBy.USER, 0, 0))
        .extracting(StatisticsRow::key)
        .containsExactly("bob", "ann", "");
    assertThat(rows(StatisticsBy.MONTH, 0, 0))
        .containsExactly(
            new StatisticsRow("2026-10", 1, 0, 0, 0, 1000, 200, 100, 40),
            new StatisticsRow("2026-11", 1, 1, 1, 1, 4000, 800, 100, 40));
  }

  @Test
  void counts_whole_days_and_an_attempt_that_is_kept_again_once() {
    keep(
        ended("a", 1, "attic", "Fast", "ann", "2026-11-01T10:00:00Z", JobState.COMPLETE),
        ended("b", 1, "attic", "Fast", "ann", "2026-11-02T10:00:00Z", JobState.COMPLETE));
    keep(
        ended("a", 1, "attic", "Fast", "ann", "2026-11-01T10:00:00Z", JobState.COMPLETE),
        ended("b", 1, "attic", "Fast", "ann", "2026-11-03T10:00:00Z", JobState.FAILED));

    assertThat(rows(StatisticsBy.USER, 0, 0))
        .containsExactly(new StatisticsRow("ann", 1, 1, 0, 0, 2000, 400, 100, 40));
    long second = Instant.parse("2026-11-02T00:00:00Z").toEpochMilli();
    assertThat(rows(StatisticsBy.USER, 0, second)).extracting(StatisticsRow::complete).contains(1L);
    assertThat(rows(StatisticsBy.USER, second + 1, second + 86_400_000))
        .allMatch(row -> row.complete() + row.failed() == 0);
    assertThat(rows(StatisticsBy.USER, second, second + 86_400_001))
        .extracting(StatisticsRow::failed)
        .containsExactly(1L);
  }

  private List<StatisticsRow> rows(StatisticsBy by, long from, long to) {
    return await(store.statistics(new GetStatistics(by, from, to))).rows();
  }

  private static Change ended(
      String job,
      int number,
      String worker,
      String preset,
      String user,
      String moment,
      JobState outcome) {
    long end = Instant.parse(moment).toEpochMilli();
    return new Change.AddAttempt(
        new AttemptRecord(
            job,
            number,
            worker,
            "Film",
            user,
            preset,
            "kind",
            100,
            40,
            end - 1000,
            end,
            1,
            200,
            3,
            0,
            -1,
            outcome,
            null));
  }

  @Test
  void shows_the_latest_alerts_whether_people_were_told_or_not() {
    List<Change> changes = new ArrayList<>();
    for (int i = 1; i <= 150; i++) {
      changes.add(new Change.KeepAlert(alert(i)));
    }
    for (int i = 1; i <= 140; i++) {
      changes.add(new Change.DropAlert(i));
    }
    await(store.save(changes));

    List<Alert> latest = await(store.alerts(100));

    assertThat(latest).hasSize(100).startsWith(alert(150), alert(149)).endsWith(alert(51));
    assertThat(await(store.alerts(1000))).hasSize(110);
    assertThat(await(store.load()).alerts()).hasSize(10);
  }

  private static Alert alert(long id) {
    return new Alert(id, AlertKind.LOW_SPACE, id, "low", "space", Map.of(), null);
  }
}
