package reelyard.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import reelyard.bus.RefusedException;
import reelyard.message.SourceFinding;
import reelyard.message.StagingList;
import reelyard.message.StagingStatus;
import reelyard.message.StagingView;
import reelyard.model.Failure;
import reelyard.model.FailureReason;
import reelyard.model.JobSpec;

/** To which staging a new job goes. */
class RoutingTest {

  private final List<StagingView> stagings = new ArrayList<>();
  private final Map<String, Set<String>> films = new HashMap<>();
  private final Set<String> silent = new HashSet<>();
  private final Set<String> unreadable = new HashSet<>();
  private final Map<String, List<String>> asked = new HashMap<>();

  @Test
  void goes_to_the_longest_root_above_the_source() {
    has("all", "/", "/media/a.mkv");
    has("nas", "/media", "/media/a.mkv");
    has("tv", "/media/tv");
    SourceFinding finding = look("/media/a.mkv");
    assertThat(finding.staging()).isEqualTo("nas");
    assertThat(asked).containsOnlyKeys("nas");
  }

  @Test
  void a_folder_whose_name_only_begins_like_a_root_is_not_below_it() {
    has("all", "/");
    has("nas", "/media");
    look("/media2/a.mkv");
    look("/media/../b.mkv");
    assertThat(asked).containsOnlyKeys("all");
  }

  @Test
  void asks_all_of_equal_claim_and_takes_the_one_that_has_it() {
    has("nas", "/media", "/media/a.mkv");
    has("attic", "/media/");
    assertThat(look("/media/a.mkv").staging()).isEqualTo("nas");
    assertThat(asked).containsOnlyKeys("nas", "attic");
  }

  @Test
  void asks_all_when_no_root_is_above_it_since_links_may_lead_there() {
    has("nas", "/media", "/films/a.mkv");
    has("attic", "/store");
    assertThat(look("/films/a.mkv").staging()).isEqualTo("nas");
  }

  @Test
  void refuses_what_several_have_and_says_how_to_choose() {
    has("nas", "/", "/media/a.mkv");
    has("attic", "/", "/media/a.mkv");
    SourceFinding finding = look("/media/a.mkv");
    assertThat(finding.refusal().reason()).isEqualTo(FailureReason.BAD_REQUEST);
    assertThat(finding.refusal().message())
        .isEqualTo(
            "/media/a.mkv lies at attic and at nas: choose one with --staging (\"staging\" in a"
                + " job of the API)");
  }

  @Test
  void refuses_what_nobody_has_and_says_who_was_asked_and_who_was_not() {
    has("nas", "/media");
    has("attic", "/media");
    away("tv", "/media/tv");
    SourceFinding finding = look("/media/a.mkv");
    assertThat(finding.refusal().reason()).isEqualTo(FailureReason.SOURCE_MISSING);
    assertThat(finding.refusal().message())
        .isEqualTo(
            "/media/a.mkv is not at nas (/media), nor at attic (/media): check the name, that it is"
                + " mounted there, and that staging.roots hold it (not asked, since away: tv)");
  }

  @Test
  void a_farm_with_one_staging_hears_its_own_words() {
    has("staging", "/media");
    assertThat(look("/films/a.mkv").refusal().message()).isEqualTo("it is not there");
  }

  @Test
  void goes_where_its_user_says() {
    has("nas", "/media", "/films/a.mkv");
    has("attic", "/films", "/films/a.mkv");
    away("tv", "/tv");
    assertThat(look(at("nas")).staging()).isEqualTo("nas");
    assertThat(look(at("tv")).refusal().message())
        .isEqualTo("staging tv is away: start it, then submit again");
    assertThat(look(at("cellar")).refusal().message())
        .isEqualTo("there is no staging cellar: choose one of nas, attic, or none");
  }

  @Test
  void what_keeps_the_result_out_is_told_as_it_is() {
    has("nas", "/media", "/media/exists.mkv");
    has("attic", "/media");
    assertThat(look("/media/exists.mkv").refusal().reason()).isEqualTo(FailureReason.RESULT_EXISTS);
  }

  @Test
  void each_staging_is_asked_once_for_all_its_jobs_and_answers_keep_their_order() {
    has("nas", "/nas", "/nas/a.mkv", "/nas/c.mkv");
    has("tv", "/tv", "/tv/b.mkv");
    List<SourceFinding> findings =
        routing()
            .inspect(List.of(spec("/nas/a.mkv"), spec("/tv/b.mkv"), spec("/nas/c.mkv")))
            .toCompletableFuture()
            .join();
    assertThat(findings).extracting(SourceFinding::staging).containsExactly("nas", "tv", "nas");
    assertThat(findings)
        .extracting(SourceFinding::target)
        .containsExactly("/nas/a.mkv", "/tv/b.mkv", "/nas/c.mkv");
    assertThat(asked.get("nas")).containsExactly("/nas/a.mkv", "/nas/c.mkv");
  }

  @Test
  void what_cannot_be_read_at_one_of_several_is_told_so() {
    has("nas", "/media");
    has("attic", "/media");
    unreadable.add("nas");
    Failure refusal = look("/media/a.mkv").refusal();
    assertThat(refusal.reason()).isEqualTo(FailureReason.SOURCE_UNREADABLE);
    assertThat(refusal.message()).endsWith("; nas says: staging may not read it");
  }

  @Test
  void a_staging_that_does_not_answer_matters_to_its_own_jobs_only() {
    has("nas", "/nas", "/nas/a.mkv");
    has("tv", "/tv", "/tv/b.mkv");
    silent.add("tv");
    List<SourceFinding> findings =
        routing()
            .inspect(List.of(spec("/nas/a.mkv"), spec("/tv/b.mkv")))
            .toCompletableFuture()
            .join();
    assertThat(findings.get(0).staging()).isEqualTo("nas");
    assertThat(findings.get(1).refusal().reason()).isEqualTo(FailureReason.SOURCE_UNREADABLE);
    assertThat(findings.get(1).refusal().message()).contains("staging tv did not look");
    silent.add("nas");
    assertThatThrownBy(() -> look("/nas/a.mkv")).hasMessageContaining("too slow");
  }

  @Test
  void takes_nothing_elsewhere_that_an_away_or_silent_staging_may_be_meant_to_have() {
    has("nas", "/", "/media/a.mkv", "/films/a.mkv");
    away("tv", "/media");
    Failure refusal = look("/media/a.mkv").refusal();
    assertThat(refusal.reason()).isEqualTo(FailureReason.SOURCE_UNREADABLE);
    assertThat(refusal.message())
        .contains("lies at nas, but may be meant at tv")
        .contains("--staging");
    assertThat(look("/films/a.mkv").staging()).isEqualTo("nas");
    assertThat(look(at("nas")).staging()).isEqualTo("nas");

    has("attic", "/");
    silent.add("attic");
    assertThat(look("/films/a.mkv").refusal().message()).contains("may be meant at attic");
  }

  @Test
  void refuses_all_while_no_staging_is_there() {
    away("nas", "/");
    assertThatThrownBy(() -> look("/a.mkv"))
        .hasCauseInstanceOf(RefusedException.class)
        .hasMessageContaining("no staging is there");
  }

  private void has(String staging, String root, String... sources) {
    stagings.add(new StagingView(new StagingStatus(staging, List.of(root), 1, null), true, 1));
    films.put(staging, Set.of(sources));
  }

  private void away(String staging, String root) {
    stagings.add(new StagingView(new StagingStatus(staging, List.of(root), 1, null), false, 1));
  }

  private SourceFinding look(String input) {
    return look(spec(input));
  }

  private SourceFinding look(JobSpec spec) {
    return routing().inspect(List.of(spec)).toCompletableFuture().join().get(0);
  }

  private Routing routing() {
    return new Routing(
        () -> CompletableFuture.completedStage(new StagingList(stagings)), this::inspect);
  }

  private CompletionStage<List<SourceFinding>> inspect(String staging, List<JobSpec> jobs) {
    if (silent.contains(staging)) {
      return CompletableFuture.failedStage(new IllegalStateException("too slow"));
    }
    asked.put(staging, jobs.stream().map(JobSpec::input).toList());
    return CompletableFuture.completedStage(
        jobs.stream().map(job -> finding(staging, job.input())).toList());
  }

  private SourceFinding finding(String staging, String input) {
    if (unreadable.contains(staging)) {
      Failure why =
          new Failure(
              FailureReason.SOURCE_UNREADABLE, "staging may not read it", null, List.of(), null);
      return new SourceFinding(0, null, null, why);
    }
    if (!films.get(staging).contains(input)) {
      return new SourceFinding(0, null, null, failure(FailureReason.SOURCE_MISSING));
    }
    return input.contains("exists")
        ? new SourceFinding(0, null, null, failure(FailureReason.RESULT_EXISTS))
        : new SourceFinding(7, input, staging, null);
  }

  private static Failure failure(FailureReason reason) {
    return new Failure(reason, "it is not there", null, List.of(), null);
  }

  private static JobSpec spec(String input) {
    return JobSpec.of(input, "/out/a.mp4", null, 0);
  }

  private static JobSpec at(String staging) {
    return new JobSpec(
        null,
        "/films/a.mkv",
        "/out/a.mp4",
        null,
        null,
        null,
        null,
        false,
        0,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        0,
        false,
        false,
        false,
        false,
        null,
        null,
        staging,
        false);
  }
}
