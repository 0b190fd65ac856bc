package reelyard.scheduler.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static reelyard.scheduler.store.Rows.attempt;
import static reelyard.scheduler.store.Rows.await;
import static reelyard.scheduler.store.Rows.job;
import static reelyard.scheduler.store.Rows.keep;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import reelyard.message.GetHistory;
import reelyard.message.History;
import reelyard.message.JobOrder;
import reelyard.message.JobPage;
import reelyard.message.JobView;
import reelyard.message.SubmitOutcome;
import reelyard.message.WorkerTotals;
import reelyard.model.Alert;
import reelyard.model.AlertKind;
import reelyard.model.AttemptRecord;
import reelyard.model.Capabilities;
import reelyard.model.FarmSettings;
import reelyard.model.Job;
import reelyard.model.JobState;
import reelyard.model.LaneCounts;
import reelyard.model.LearnedSpeed;
import reelyard.model.SortPolicy;
import reelyard.model.WorkerControl;
import reelyard.model.WorkerInfo;
import reelyard.model.WorkerSettings;

/** What every store does, whatever database it lives in. */
abstract class JobStoreContract extends LookBackContract {

  @Test
  void begins_with_nothing() {
    assertThat(await(store.load())).isEqualTo(Kept.nothing());
  }

  @Test
  void gives_back_a_job_as_it_was_kept() {
    Job job =
        job("a", d -> d.named("Ærø — \"x\" 'y' \n 日本 🎬", "says it").of("ann", "hd", "attic"));
    save(keep(job));

    assertThat(await(store.jobs(List.of("a", "none")))).containsExactly(job);
    assertThat(await(store.load()).live()).containsExactly(job);
  }

  @Test
  void keeps_the_latest_of_a_job() {
    save(keep(job("a"), job("a", d -> d.at(7, 3))));
    save(keep(job("a", d -> d.ended(JobState.FAILED, 5))));

    assertThat(await(store.jobs(List.of("a"))))
        .containsExactly(job("a", d -> d.ended(JobState.FAILED, 5)));
  }

  @Test
  void loads_live_jobs_and_counts_the_others() {
    save(
        keep(
            job("q"),
            job("r", d -> d.state(JobState.RUNNING)),
            job("c", d -> d.ended(JobState.COMPLETE, 1)),
            job("f", d -> d.ended(JobState.FAILED, 1)),
            job("g", d -> d.ended(JobState.FAILED, 2)),
            job("z", d -> d.ended(JobState.COMPLETE, 1).archived(true))));

    Kept kept = await(store.load());

    assertThat(kept.live()).extracting(Job::id).containsExactlyInAnyOrder("q", "r");
    assertThat(kept.ended()).isEqualTo(Map.of(JobState.COMPLETE, 1L, JobState.FAILED, 2L));
    assertThat(kept.archived()).isEqualTo(1);
  }

  @Test
  void forgets_a_dropped_job_but_not_its_attempts() {
    save(keep(job("a"), job("b")));
    save(
        List.of(
            new Change.AddAttempt(attempt("a", 1, "attic", 1, 2, JobState.STOPPED)),
            new Change.DropJob("a"),
            new Change.DropJob("never was")));

    assertThat(await(store.jobs(List.of("a", "b")))).extracting(Job::id).containsExactly("b");
    assertThat(ids(new Question())).containsExactly("b");
    assertThat(ids(new Question().text("film a"))).isEmpty();
    assertThat(history(null, null, 0, 0).attempts()).hasSize(1);
  }

  @Test
  void keeps_the_order_of_changes_within_and_among_saves() {
    List<CompletionStage<Void>> saves = new ArrayList<>();
    saves.add(store.save(List.of(keep(job("a")).get(0), new Change.DropJob("a"))));
    saves.add(store.save(List.of(new Change.DropJob("b"), keep(job("b")).get(0))));
    for (int i = 0; i < 50; i++) {
      saves.add(store.save(keep(job("c", rank(i)))));
    }
    saves.forEach(Rows::await);

    assertThat(await(store.load()).live()).containsExactlyInAnyOrder(job("b"), job("c", rank(49)));
  }

  private static java.util.function.UnaryOperator<Rows.Draft> rank(int rank) {
    return draft -> draft.at(50, rank);
  }

  @Test
  void shares_the_text_of_a_preset_among_jobs() {
    String preset = "{\"PresetList\":[\"" + "é".repeat(10_000) + "\"]}";
    save(keep(job("a", d -> d.preset(preset)), job("b", d -> d.preset(preset))));

    List<Job> jobs = await(store.jobs(List.of("a", "b")));

    assertThat(jobs).extracting(job -> job.spec().presetJson()).containsExactly(preset, preset);
    assertThat(jobs.get(0).spec().presetJson()).isSameAs(jobs.get(1).spec().presetJson());
  }

  @Test
  void keeps_a_preset_as_long_as_a_job_needs_it() {
    save(keep(job("a", d -> d.preset("{1}"))));
    save(
        List.of(
            new Change.DropJob("a"),
            keep(job("b", d -> d.preset("{1}"))).get(0),
            keep(job("c", d -> d.preset("{1}"))).get(0)));
    save(List.of(new Change.DropJob("c")));
    save(keep(job("d", d -> d.preset("{1}"))));
    save(List.of(new Change.DropJob("b")));

    assertThat(await(store.jobs(List.of("d"))).get(0).spec().presetJson()).isEqualTo("{1}");
  }

  @Test
  void keeps_all_before_the_save_that_cannot_be_kept_and_nothing_of_it() {
    List<CompletionStage<Void>> good = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      good.add(store.save(keep(job("good" + i))));
    }
    CompletionStage<Void> bad =
        store.save(List.of(keep(job("half")).get(0), new Change.KeepJob(null)));

    good.forEach(Rows::await);
    assertThatThrownBy(() -> await(bad)).hasCauseInstanceOf(StoreException.class);
    assertThat(await(store.load()).live()).hasSize(20).extracting(Job::id).doesNotContain("half");
  }

  @Test
  void takes_text_that_databases_refuse() {
    save(keep(job("a", d -> d.named("zero\0half\uD800", "x").of("u\0", "", null))));

    assertThat(ids(new Question().user("u\0"))).containsExactly("a");
    assertThat(await(store.jobs(List.of("a"))).get(0).spec().name()).startsWith("zero\0half");
  }

  @Test
  void lists_the_queue_as_it_shall_run_then_the_ended_latest_first() {
    save(
        keep(
            job("old", d -> d.ended(JobState.COMPLETE, 10)),
            job("new", d -> d.ended(JobState.STOPPED, 30)),
            job("mid", d -> d.ended(JobState.FAILED, 20)),
            job("last", d -> d.at(50, 9)),
            job("urgent", d -> d.at(0, 11)),
            job("middle", d -> d.at(50, -3)),
            job("run", d -> d.at(100, 1).state(JobState.RUNNING))));

    assertThat(ids(new Question()))
        .containsExactly("run", "urgent", "middle", "last", "new", "mid", "old");
    assertThat(ids(new Question().order(JobOrder.ENDED))).containsExactly("new", "mid", "old");
    assertThat(ids(new Question().order(JobOrder.OLDEST)))
        .containsExactly("old", "new", "mid", "last", "urgent", "middle", "run");
    assertThat(ids(new Question().order(JobOrder.NEWEST)))
        .containsExactly("run", "middle", "urgent", "last", "mid", "new", "old");
  }

  @Test
  void filters_by_what_is_given() {
    save(
        keep(
            job("a", d -> d.of("ann", "hd", "attic").ended(JobState.COMPLETE, 3)),
            job("b", d -> d.of("ann", "sd", "nas").archived(true).ended(JobState.FAILED, 2)),
            job("c", d -> d.of("bob", "hd", null).suspended(true)),
            job("d", d -> d.of("", "", null))));

    assertThat(ids(new Question().user("ann"))).containsExactly("a", "b");
    assertThat(ids(new Question().pool("hd"))).containsExactly("c", "a");
    assertThat(ids(new Question().worker("nas"))).containsExactly("b");
    assertThat(ids(new Question().archived(true))).containsExactly("b");
    assertThat(ids(new Question().archived(false))).containsExactly("c", "d", "a");
    assertThat(ids(new Question().suspended(true))).containsExactly("c");
    assertThat(ids(new Question().suspended(false))).containsExactly("d", "a", "b");
    assertThat(ids(new Question().states(JobState.QUEUED, JobState.FAILED)))
        .containsExactly("c", "d", "b");
    assertThat(ids(new Question().user("ann").pool("hd").worker("attic"))).containsExactly("a");
    assertThat(ids(new Question().user("nobody"))).isEmpty();
    assertThat(ids(new Question().user("' OR 1=1 --"))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(JobOrder.class)
  void pages_through_all_once_whatever_the_page_size(JobOrder order) {
    Random random = new Random(7);
    List<Job> jobs = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      int number = i;
      JobState state = List.of(JobState.values()).get(random.nextInt(5));
      int few = random.nextInt(5);
      jobs.add(
          job(
              "j" + i,
              d -> {
                Rows.Draft draft = d.at(few, number % 7).archived(state.ended() && few == 0);
                draft = draft.of(few == 1 ? "ann" : "", few == 2 ? "hd" : "", null);
                return state.ended() ? draft.ended(state, few) : draft.state(state);
              }));
    }
    save(keep(jobs));

    for (Question question :
        List.of(
            new Question(),
            new Question().archived(false),
            new Question().user("ann"),
            new Question().pool("hd"),
            new Question().text("film"),
            new Question().states(JobState.FAILED, JobState.QUEUED))) {
      List<String> all = ids(question.order(order));
      assertThat(all).doesNotHaveDuplicates();
      for (int limit : new int[] {1, 3, 50}) {
        assertThat(paged(question.order(order).limit(limit))).isEqualTo(all);
      }
    }
    assertThat(ids(new Question().order(order)))
        .hasSize(
            (int) jobs.stream().filter(j -> order != JobOrder.ENDED || j.state().ended()).count());
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "%%%", "'; DROP TABLE job", "MDowOjA6MDow", "\0", "QUEUE:1:1:1:1"})
  void refuses_a_cursor_that_it_never_gave(String cursor) {
    assertThatThrownBy(() -> await(store.list(new Question().cursor(cursor).query())))
        .hasCauseInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cursor must be");
    assertThatThrownBy(() -> await(store.history(new GetHistory(null, null, 0, 0, cursor, 0))))
        .hasCauseInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refuses_the_cursor_of_another_order() {
    save(keep(job("a"), job("b")));
    String next = await(store.list(new Question().limit(1).query())).next();

    assertThatThrownBy(
            () -> await(store.list(new Question().order(JobOrder.NEWEST).cursor(next).query())))
        .hasMessageContaining("cursor must be");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "amelie          | a",
        "AMÉLIE          | a",
        "fab dest        | a",
        "mél              | ~~",
        "straße          | b",
        "STRASSE         | b",
        "东京             | b",
        "привет          | b",
        "films           | b a",
        "mkv fabuleux    | a",
        "mk              | b a",
        "ann             | a",
        "2001            | b",
        "it's            | b",
        "o'brien         | b",
        "\"quoted\"      | b",
        "NEAR            | b",
        "AND OR NOT      | b",
        "a* OR b*        | b",
        "name:amelie     | a",
        "^amelie         | a",
        "(amelie         | a",
        "-amelie         | a",
        "{ana amelie}:x  | ~~",
        "100%            | b",
        "a & b ! zzz     | ~~",
        "zzz             | ~~",
      })
  void finds_words_by_their_beginnings(String text, String found) {
    save(
        keep(
            job("a", d -> d.named("Le fabuleux destin d'Ame\u0301lie", "name").of("ann", "", null)),
            job(
                "b",
                d ->
                    d.named(
                        "2001: Straße, 东京物语, Привет",
                        "it's O'Brien's \"quoted\" near and or not 100% b"))));

    List<String> expected = found.isEmpty() ? List.of() : List.of(found.split(" "));
    assertThat(ids(new Question().text(text))).containsExactlyInAnyOrderElementsOf(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "***", "\"", "'", "🎬", "\0", "( ) - : ^ { }"})
  void filters_nothing_by_text_without_words(String text) {
    save(keep(job("a"), job("b")));

    assertThat(ids(new Question().text(text))).hasSize(2);
  }

  @Test
  void searches_very_long_words_and_very_many() {
    String endless = "x".repeat(5000);
    String many = "word ".repeat(3000);
    save(keep(job("a", d -> d.named(endless, many))));

    assertThat(ids(new Question().text(endless))).containsExactly("a");
    assertThat(ids(new Question().text(many))).containsExactly("a");
  }

  @Test
  void combines_text_with_everything_else() {
    save(
        keep(
            job("a", d -> d.named("Alien", "").of("ann", "", null)),
            job("b", d -> d.named("Aliens", "").of("bob", "", null)),
            job("c", d -> d.named("Alien 3", "").of("ann", "", null).ended(JobState.FAILED, 1))));

    assertThat(ids(new Question().text("alien").user("ann"))).containsExactly("a", "c");
    assertThat(ids(new Question().text("alien").states(JobState.QUEUED).order(JobOrder.NEWEST)))
        .containsExactly("b", "a");
    assertThat(paged(new Question().text("ali").limit(1))).containsExactly("a", "b", "c");
    assertThat(ids(new Question().text("ali").archived(true))).isEmpty();
    assertThat(ids(new Question().text("ali").states(JobState.QUEUED).order(JobOrder.ENDED)))
        .isEmpty();
    assertThat(ids(new Question().states(JobState.QUEUED).order(JobOrder.ENDED))).isEmpty();
  }

  @Test
  void remembers_submissions_until_they_are_old() {
    Submission first = new Submission("k1", "d1", List.of(new SubmitOutcome("a", null)), 100);
    Submission second = new Submission("it's \"k2\"", "d2", List.of(), 200);
    save(List.of(new Change.KeepSubmission(first), new Change.KeepSubmission(second)));

    assertThat(await(store.submission("k1"))).contains(first);
    assertThat(await(store.submission("it's \"k2\""))).contains(second);
    assertThat(await(store.submission("k3"))).isEmpty();

    save(List.of(new Change.DropSubmissions(200)));

    assertThat(await(store.submission("k1"))).isEmpty();
    assertThat(await(store.submission("it's \"k2\""))).contains(second);
  }

  @Test
  void keeps_workers_settings_speeds_and_alerts() {
    WorkerRecord attic = worker("attic", 3);
    LearnedSpeed speed = new LearnedSpeed("*", "Fast", 1.25, 1e-300, 1L << 40);
    FarmSettings farm = new FarmSettings(SortPolicy.AGE, WorkerControl.RUN, 77, 5);
    Alert first =
        new Alert(1, AlertKind.valueOf("JOB_FAILED"), 5, "s", "t", Map.of("jobId", "a"), null);
    Alert second = new Alert(1L << 50, AlertKind.valueOf("LOW_SPACE"), 6, "s", "t", Map.of(), null);
    save(
        List.of(
            new Change.KeepWorker(worker("attic", 1)),
            new Change.KeepWorker(worker("nas", 1)),
            new Change.KeepWorker(attic),
            new Change.DropWorker("nas"),
            new Change.KeepFarm(FarmSettings.DEFAULT),
            new Change.KeepFarm(farm),
            new Change.KeepSpeed(new LearnedSpeed("*", "Fast", 0, 0, 0)),
            new Change.KeepSpeed(speed),
            new Change.KeepAlert(second),
            new Change.KeepAlert(first)));

    Kept kept = await(store.load());
    assertThat(kept.workers()).containsExactly(attic);
    assertThat(kept.farm()).isEqualTo(farm);
    assertThat(kept.speeds()).containsExactly(speed);
    assertThat(kept.alerts()).containsExactly(first, second);

    save(List.of(new Change.DropAlert(1)));
    assertThat(await(store.load()).alerts()).containsExactly(second);
  }

  @Test
  void tells_what_workers_did_in_a_span() {
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      JobState outcome =
          List.of(JobState.COMPLETE, JobState.FAILED, JobState.STOPPED, JobState.QUEUED).get(i % 4);
      String worker = i % 2 == 0 ? "attic" : "nas";
      changes.add(new Change.AddAttempt(attempt("j" + i / 3, i % 3, worker, i, 2L * i, outcome)));
    }
    save(changes);
    // Said again, it counts once.
    save(List.of(changes.get(5)));

    History all = history(null, null, 0, 0);
    assertThat(all.attempts()).hasSize(30);
    assertThat(all.attempts())
        .extracting(AttemptRecord::endedMillis)
        .isSortedAccordingTo(java.util.Comparator.reverseOrder());
    assertThat(all.attempts().get(29)).isEqualTo(((Change.AddAttempt) changes.get(0)).attempt());
    assertThat(all.totals())
        .containsExactly(
            new WorkerTotals("attic", 8, 0, 7, 0, 210, 30, 800, 320),
            new WorkerTotals("nas", 0, 8, 0, 7, 225, 30, 0, 0));

    History span = history("nas", null, 10, 20);
    assertThat(span.attempts())
        .extracting(AttemptRecord::endedMillis)
        .containsExactly(18L, 14L, 10L);
    assertThat(span.totals()).extracting(WorkerTotals::workerId).containsExactly("nas");
    assertThat(history(null, "j2", 0, 0).attempts()).hasSize(3);
    assertThat(history(null, null, 1000, 0).totals()).isEmpty();

    List<AttemptRecord> paged = new ArrayList<>();
    String cursor = null;
    do {
      History page = await(store.history(new GetHistory(null, null, 0, 0, cursor, 7)));
      paged.addAll(page.attempts());
      assertThat(page.totals()).isEqualTo(all.totals());
      cursor = page.next();
    } while (cursor != null);
    assertThat(paged).isEqualTo(all.attempts());
  }

  @Test
  void loads_the_latest_thousand_attempts_oldest_first() {
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < 1010; i++) {
      changes.add(new Change.AddAttempt(attempt("j", i, "attic", i, i, JobState.COMPLETE)));
    }
    save(changes);

    List<AttemptRecord> latest = await(store.load()).latest();
    assertThat(latest).hasSize(1000);
    assertThat(latest.get(0).attempt()).isEqualTo(10);
    assertThat(latest.get(999).attempt()).isEqualTo(1009);
  }

  @Test
  void answers_for_thousands_of_jobs_at_once() {
    List<Job> jobs = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      jobs.add(job("j" + i));
    }
    save(keep(jobs));

    List<String> ids = new ArrayList<>(jobs.stream().map(Job::id).toList());
    ids.add("j0");
    assertThat(await(store.jobs(ids))).containsExactlyInAnyOrderElementsOf(jobs);
    assertThat(await(store.jobs(List.of()))).isEmpty();
  }

  @Test
  void saves_nothing_when_there_is_nothing() {
    save(List.of());
  }

  @Test
  void keeps_nothing_after_a_save_that_failed_until_all_was_loaded_anew() {
    CompletionStage<Void> before = store.save(keep(job("before")));
    CompletionStage<Void> fails = store.save(List.of(new Change.KeepSpeed(null)));
    CompletionStage<Void> behind = store.save(keep(job("behind")));
    assertThatThrownBy(() -> await(fails)).hasCauseInstanceOf(StoreException.class);
    assertThatThrownBy(() -> await(behind)).hasCauseInstanceOf(StoreException.class);
    CompletionStage<Void> later = store.save(keep(job("later")));
    CompletionStage<Kept> loaded = store.load();
    CompletionStage<Void> again = store.save(keep(job("again")));

    await(before);
    assertThatThrownBy(() -> await(later)).hasCauseInstanceOf(StoreException.class);
    assertThat(await(loaded).live()).extracting(Job::id).containsExactly("before");
    await(again);
    assertThat(await(store.load()).live())
        .extracting(Job::id)
        .containsExactlyInAnyOrder("before", "again");
  }

  @Test
  void keeps_what_was_decided_however_much_waits() {
    assertThat(store.hasRoom()).isTrue();
    // Of a kind that costs the database next to nothing.
    List<Change> many =
        java.util.Collections.nCopies(100_000, new Change.DropSubmissions(Long.MIN_VALUE));
    CompletionStage<Void> first = store.save(many);
    CompletionStage<Void> second = store.save(keep(job("a")));
    assertThat(store.hasRoom()).isFalse();
    await(first);
    await(second);
    assertThat(store.hasRoom()).isTrue();
  }

  @Test
  void loads_after_all_that_was_saved_before() {
    List<CompletionStage<Void>> saves = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      saves.add(store.save(keep(job("j" + i))));
    }
    assertThat(await(store.load()).live()).hasSize(2000);
    assertThat(saves).allMatch(save -> save.toCompletableFuture().isDone());
  }

  @Test
  void refuses_everything_once_closed() {
    await(store.close());
    await(store.close());

    assertThatThrownBy(() -> await(store.save(keep(job("a"))))).hasMessageContaining("closed");
    assertThatThrownBy(() -> await(store.load())).hasMessageContaining("closed");
  }

  @Test
  void saves_nothing_before_it_leads() throws Exception {
    await(store.close());
    store = open();

    assertThatThrownBy(() -> await(store.save(keep(job("a"))))).hasMessageContaining("lead");
    await(store.lead(why -> {}));
  }

  void save(List<? extends Change> changes) {
    await(store.save(List.copyOf(changes)));
  }

  private History history(String worker, String job, long from, long to) {
    return await(store.history(new GetHistory(worker, job, from, to, null, 0)));
  }

  List<String> ids(Question question) {
    JobPage page = await(store.list(question.limit(1000).query()));
    assertThat(page.next()).isNull();
    return page.jobs().stream().map(JobView::id).toList();
  }

  private List<String> paged(Question question) {
    List<String> ids = new ArrayList<>();
    Question next = question;
    while (true) {
      JobPage page = await(store.list(next.query()));
      page.jobs().forEach(job -> ids.add(job.id()));
      if (page.next() == null) {
        return ids;
      }
      next = question.cursor(page.next());
    }
  }

  static WorkerRecord worker(String id, int failures) {
    return new WorkerRecord(
        new WorkerInfo(
            id,
            "i1",
            "host",
            new LaneCounts(1, 1, 1),
            new Capabilities(
                "1.6.1", 47, List.of("x264"), List.of(), List.of(), 8, 1L << 34, 5, false),
            "Europe/Berlin",
            List.of("hd"),
            List.of("fast")),
        WorkerSettings.DEFAULT,
        WorkerControl.RUN,
        5,
        failures,
        0,
        "fine",
        99);
  }
}
