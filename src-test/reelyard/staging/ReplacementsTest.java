package reelyard.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reelyard.address.Addresses;
import reelyard.bus.RefusedException;
import reelyard.hash.FileRoot;
import reelyard.message.Assignment;
import reelyard.message.AttemptId;
import reelyard.message.CommitResult;
import reelyard.message.InspectSources;
import reelyard.message.JobId;
import reelyard.message.ResultCommitted;
import reelyard.message.ReturnFolder;
import reelyard.message.SourceFinding;
import reelyard.message.Undone;
import reelyard.model.Container;
import reelyard.model.FailureReason;
import reelyard.model.JobSpec;
import reelyard.model.Receipt;

/** Results that take their sources' places, by a real staging: which may, and how they go back. */
class ReplacementsTest {

  private static final String RAW = "the raw film, which is long";
  private static final String RESULT = "shorter";

  @TempDir private Path temporary;
  private StagingHouse house;
  private Path film;

  @BeforeEach
  void open() throws IOException {
    house = new StagingHouse(Files.createDirectory(temporary.resolve("media")));
    film = house.film("film.mkv", RAW);
  }

  @AfterEach
  void close() {
    house.close();
  }

  // ---- which may

  @ParameterizedTest
  @CsvSource({
    "film.mkv,    MKV, film.mkv",
    "film.mkv,    MP4, film.mp4",
    "Film.MKV,    MKV, Film.MKV",
    "a.b.ts,      MP4, a.b.mp4",
    "noending,    MKV, noending.mkv",
    ".hidden,     MKV, .hidden.mkv",
    "' -o .mkv',  MP4, ' -o .mp4'"
  })
  void the_result_gets_the_films_own_name_and_its_containers_extension(
      String name, Container container, String result) throws IOException {
    SourceFinding finding = look(house.film(name, RAW), container);

    assertThat(finding.refusal()).isNull();
    assertThat(finding.target()).isEqualTo(house.folder.resolve(result).toString());
    assertThat(house.folder.resolve(".reelyard-undo")).doesNotExist();
  }

  @Test
  void of_a_folder_with_sidecars_only_the_film_is_replaced() throws IOException {
    Path inside = house.film("Heat/heat.avi", RAW);
    house.film("Heat/heat.srt", "words");

    assertThat(look(inside.getParent(), Container.MKV).target())
        .isEqualTo(house.folder.resolve("Heat/heat.mkv").toString());
  }

  @Test
  void what_cannot_be_proven_or_would_free_nothing_is_refused() throws IOException {
    house.film("DISC/VIDEO_TS/VTS_01_1.VOB", RAW);
    house.film("taken.mkv", RAW);
    house.film("taken.mp4", "another");
    Files.createSymbolicLink(house.folder.resolve("link.mkv"), film);
    house.film("Linked/data.bin", RAW);
    Files.createSymbolicLink(
        house.folder.resolve("Linked/film.mkv"), house.folder.resolve("Linked/data.bin"));
    Files.createLink(house.folder.resolve("second.mkv"), house.film("first.mkv", RAW));

    assertRefused("DISC", FailureReason.BAD_REQUEST, "is a disc");
    Path image = house.film("disc.ISO", RAW);
    assertRefused(image.getFileName().toString(), FailureReason.BAD_REQUEST, "image of a disc");
    assertRefused("taken.mkv", FailureReason.RESULT_EXISTS, "taken.mp4 exists already");
    assertRefused("link.mkv", FailureReason.BAD_REQUEST, "submit the film itself");
    assertRefused("Linked", FailureReason.BAD_REQUEST, "is reached by a link");
    assertRefused("first.mkv", FailureReason.BAD_REQUEST, "has 2 names (hard links)");
  }

  private void assertRefused(String input, FailureReason reason, String words) {
    SourceFinding finding = look(house.folder.resolve(input), Container.MP4);
    assertThat(finding.refusal()).as(input).isNotNull();
    assertThat(finding.refusal().reason()).isEqualTo(reason);
    assertThat(finding.refusal().message()).contains(words);
  }

  private SourceFinding look(Path input, Container container) {
    JobSpec spec =
        new JobSpec(
            null,
            input.toString(),
            null,
            null,
            null,
            container,
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
            null,
            true);
    return house
        .ask(Addresses.inspect(JobSpec.ONLY_STAGING), new InspectSources(List.of(spec)))
        .findings()
        .get(0);
  }

  // ---- there and back

  @ParameterizedTest
  @CsvSource({"film.mkv", "film.mp4"})
  void a_proven_result_stands_and_its_original_comes_back_after_a_restart(String name)
      throws Exception {
    AttemptId attempt = attempt(name);
    house.serve(attempt);
    Receipt receipt = returned(attempt);

    ResultCommitted committed = commit(attempt, name, receipt);

    assertThat(committed.receipt()).isEqualTo(receipt);
    assertThat(house.heard.poll(10, TimeUnit.SECONDS).receipt()).isEqualTo(receipt);
    assertThat(house.folder.resolve(name)).hasContent(RESULT);
    assertThat(Files.exists(film)).isEqualTo(name.equals("film.mkv"));
    house.end(attempt);
    house.leave();
    StagingHouse.get(house.deploy(0, "0", Duration.ofMinutes(1)));

    assertThat(undo(attempt)).isEqualTo(new Undone(film.toString()));

    assertThat(film).hasContent(RAW);
    assertThat(undo(attempt)).isEqualTo(new Undone(film.toString()));
  }

  @Test
  void a_staging_that_was_started_anew_still_knows_what_was_handed_out() throws Exception {
    AttemptId attempt = attempt("film.mkv");
    house.serve(attempt);
    house.leave();
    StagingHouse.get(house.deploy(0, "0", Duration.ofMinutes(1)));

    assertThat(commit(attempt, "film.mkv", returned(attempt)).receipt()).isNotNull();
    assertThat(film).hasContent(RESULT);
  }

  @Test
  void a_result_that_stands_is_told_with_its_receipt() throws Exception {
    AttemptId attempt = attempt("film.mkv");
    house.serve(attempt);
    Receipt receipt = returned(attempt);
    String mark = ResultMark.of(part());
    commit(attempt, "film.mkv", receipt);
    house.heard.poll(10, TimeUnit.SECONDS);
    AttemptId next = new AttemptId("job", 2);
    house.live.put(next, assignment(next, "film.mkv", mark));

    assertThatThrownBy(() -> house.serve(next)).hasMessageContaining("stands already");

    assertThat(house.heard.poll(10, TimeUnit.SECONDS).receipt()).isEqualTo(receipt);
  }

  @ParameterizedTest
  @CsvSource({"film.mkv", "film.mp4"})
  void a_staging_killed_right_after_a_replacement_tells_of_it_when_asked_again(String name)
      throws Exception {
    AttemptId attempt = attempt(name);
    house.serve(attempt);
    Receipt receipt = returned(attempt);
    String mark = ResultMark.of(part());
    byte[] note = Files.readAllBytes(note(attempt).orElseThrow());
    commit(attempt, name, receipt);
    house.leave();
    // As if it had not come to forget its part.
    Path killed = Files.createDirectory(house.journal.resolve(UUID.randomUUID().toString()));
    Files.createFile(killed.resolve("lock"));
    Files.write(killed.resolve(attempt + ".part.json"), note);
    house.live.put(attempt, assignment(attempt, name, mark));
    StagingHouse.get(house.deploy(0, "0", Duration.ofMinutes(1)));
    assertThat(note(attempt)).isPresent();

    assertThat(commit(attempt, name, receipt).receipt()).isEqualTo(receipt);

    assertThat(house.folder.resolve(name)).hasContent(RESULT);
    assertThat(undo(attempt)).isEqualTo(new Undone(film.toString()));
    assertThat(film).hasContent(RAW);
  }

  private Optional<Path> note(AttemptId attempt) throws IOException {
    try (var all = Files.walk(house.journal)) {
      return all.filter(each -> each.endsWith(attempt + ".part.json")).findFirst();
    }
  }

  private Path part() throws IOException {
    try (var all = Files.list(house.folder)) {
      return all.filter(each -> each.toString().endsWith("-part")).findFirst().orElseThrow();
    }
  }

  // ---- receipts

  @Test
  void only_a_good_receipt_of_these_very_files_lets_a_result_in() throws Exception {
    assertKeptOut(receipt -> null, "came without a receipt");
    assertKeptOut(receipt -> with(receipt, false, 5, receipt.resultBytes(), "x"), "is not good");
    assertKeptOut(
        receipt -> with(receipt, true, 5, receipt.resultBytes() + 1, receipt.root()),
        "files of other sizes");
    assertKeptOut(
        receipt -> with(receipt, true, -1, receipt.resultBytes(), receipt.root()), "not decoded");
    assertKeptOut(
        receipt -> with(receipt, true, 5, receipt.resultBytes(), "00"),
        "is not the file that the receipt is about");
  }

  @Test
  void a_result_that_saves_too_little_is_kept_out() throws Exception {
    Files.writeString(film, "shorte+");

    assertKeptOut(receipt -> receipt, "saves less than 5 %");
  }

  @Test
  void a_film_that_was_changed_since_is_not_replaced() throws Exception {
    AttemptId attempt = attempt("film.mkv");
    house.serve(attempt);
    Receipt receipt = returned(attempt);
    Files.writeString(film, "another film, as long as it");

    assertThatThrownBy(() -> commit(attempt, "film.mkv", receipt))
        .hasMessageContaining("was changed since it was handed out")
        .extracting(e -> ((RefusedException) e).refusal().code())
        .isEqualTo(FailureReason.RECEIPT_REJECTED.code());

    assertThat(film).hasContent("another film, as long as it");
  }

  @Test
  void what_replaced_nothing_cannot_be_undone() {
    assertThatThrownBy(() -> undo(new AttemptId("nobody", 1)))
        .hasMessageContaining("job nobody has no original in an undo bin");
  }

  private void assertKeptOut(UnaryOperator<Receipt> change, String words) throws Exception {
    String before = Files.readString(film);
    AttemptId attempt = attempt("film.mkv");
    house.serve(attempt);
    Receipt receipt = returned(attempt);

    assertThatThrownBy(() -> commit(attempt, "film.mkv", change.apply(receipt)))
        .hasMessageContaining(words)
        .extracting(e -> ((RefusedException) e).refusal().code())
        .isEqualTo(FailureReason.RECEIPT_REJECTED.code());

    assertThat(film).hasContent(before);
    assertThat(house.folder.resolve(".reelyard-undo")).doesNotExist();
  }

  private static Receipt with(
      Receipt old, boolean passed, double decoded, long bytes, String root) {
    return new Receipt(
        passed, old.lines(), old.sourceBytes(), bytes, 5, 5, decoded, root, "attic", 0);
  }

  // ---- steps

  private int attempts;

  private AttemptId attempt(String result) {
    attempts++;
    AttemptId attempt = new AttemptId("job", attempts);
    house.live.put(attempt, assignment(attempt, result, null));
    return attempt;
  }

  private Assignment assignment(AttemptId attempt, String result, String mark) {
    return new Assignment(
        attempt,
        StagingHouse.WORKER,
        "film",
        film.toString(),
        RAW.length(),
        house.folder.resolve(result).toString(),
        false,
        result.endsWith("mkv") ? Container.MKV : Container.MP4,
        null,
        List.of(),
        mark == null ? 0 : 1,
        mark,
        null,
        JobSpec.ONLY_STAGING,
        true);
  }

  /** Uploads the result; the receipt is a good one. */
  private Receipt returned(AttemptId attempt) throws Exception {
    ReturnFolder back = house.takeBack(attempt);
    assertThat(StagingVerticleTest.store(back, RESULT)).startsWith("226");
    Path same = Files.writeString(temporary.resolve("same"), RESULT);
    return new Receipt(
        true,
        List.of(new Receipt.Line("video", "h264", "hevc", true)),
        Files.size(film),
        RESULT.length(),
        5,
        5,
        5,
        FileRoot.of(same),
        StagingHouse.WORKER,
        1);
  }

  private ResultCommitted commit(AttemptId attempt, String name, Receipt receipt) {
    return house.ask(
        Addresses.commitResult(JobSpec.ONLY_STAGING),
        new CommitResult(
            attempt, StagingHouse.WORKER, name, RESULT.length(), house.root(attempt), receipt));
  }

  private Undone undo(AttemptId attempt) {
    return house.ask(Addresses.undo(JobSpec.ONLY_STAGING), new JobId(attempt.jobId()));
  }
}
