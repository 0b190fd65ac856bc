package reelyard.staging.media;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reelyard.bus.RefusedException;
import reelyard.model.FailureReason;
import reelyard.staging.Disks;
import reelyard.staging.Films;
import reelyard.staging.RoomLedger;

class UploadsTest {

  private static final String ANN = "ann";
  private static final int FULL = FailureReason.MANAGER_DISK_FULL.code();
  private static final long LEAST_FREE = 100_000_000;

  @TempDir Path temp;
  private Path folder;
  private final RoomLedger ledger = new RoomLedger();
  private long now;
  private long freeBytes = 1_000_000;
  private Uploads uploads;

  @BeforeEach
  void open() throws IOException {
    folder = temp.toRealPath().resolve("uploads");
    now = System.currentTimeMillis();
    uploads = start(folder);
  }

  private Uploads start(Path where) throws IOException {
    Films films = new Films(List.of(temp.toRealPath().resolve("uploads").toString()));
    Disks disks = existing -> new Disks.Disk("disk", LEAST_FREE + freeBytes, Long.MAX_VALUE);
    return new Uploads(where, 1, films, () -> now, disks, ledger);
  }

  @Test
  void goes_on_after_a_restart_where_it_was() throws Exception {
    UploadNote begun = uploads.create(ANN, 10, named("film.mkv"));
    write(begun, 0, "01234");

    Uploads restarted = start(folder);
    UploadNote found = restarted.find(begun.id(), ANN);

    assertThat(restarted.offset(found)).isEqualTo(5);
    try (UploadWriter writer = restarted.open(found, 5)) {
      writer.write(bytes("56789"));
    }
    assertThat(Path.of(restarted.finish(found).path()))
        .isEqualTo(folder.resolve("film.mkv"))
        .hasContent("0123456789");
  }

  @Test
  void says_that_none_may_be_brought_where_no_job_could_use_them() throws Exception {
    assertThat(uploads.mostBytes()).isEqualTo(1_000_000);
    assertThat(start(temp.toRealPath().resolve("elsewhere")).mostBytes()).isZero();
  }

  @Test
  void only_one_writes_until_it_was_silent_for_a_while() throws Exception {
    UploadNote note = uploads.create(ANN, 10, named("film.mkv"));
    UploadWriter first = uploads.open(note, 0);
    first.write(bytes("012"));

    refused(423, () -> uploads.open(note, 3));
    now += Uploads.SILENT.toMillis() + 1;
    UploadWriter second = uploads.open(note, 3);

    assertThatThrownBy(() -> first.write(bytes("x"))).isInstanceOf(IOException.class);
    first.close();
    refused(423, () -> uploads.open(note, 3));
    second.write(bytes("3"));
    assertThat(uploads.offset(note)).isEqualTo(4);
    second.close();
  }

  @Test
  void wrong_offsets_and_more_than_was_announced_change_nothing() throws Exception {
    UploadNote note = uploads.create(ANN, 10, named("film.mkv"));
    write(note, 0, "01234");

    refused(409, () -> uploads.open(note, 0));
    refused(409, () -> uploads.open(note, 9));
    refused(
        413,
        () -> {
          write(note, 5, "567890");
          return null;
        });
    assertThat(uploads.offset(note)).isEqualTo(5);
    assertThat(uploads.finish(note).path()).isNull();
  }

  @Test
  void nobody_sees_the_uploads_of_others() throws Exception {
    UploadNote note = uploads.create(ANN, 10, named("film.mkv"));

    refused(404, () -> uploads.find(note.id(), "bob"));
    refused(404, () -> uploads.find("../" + note.id(), ANN));
    refused(404, () -> uploads.find("", ANN));
  }

  @Test
  void what_is_too_large_or_empty_or_has_no_place_is_refused() throws Exception {
    refused(413, () -> uploads.create(ANN, 1_000_001, named("film.mkv")));
    refused(400, () -> uploads.create(ANN, 0, named("film.mkv")));
    refused(
        404, () -> start(temp.toRealPath().resolve("elsewhere")).create(ANN, 9, named("a.mkv")));
  }

  @Test
  void names_that_are_taken_get_a_number() throws Exception {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("film.mkv"), "older");

    UploadNote note = uploads.create(ANN, 2, named("film.mkv"));
    write(note, 0, "ab");

    assertThat(uploads.finish(note).path()).endsWith("/film (2).mkv");
    assertThat(folder.resolve("film.mkv")).hasContent("older");
  }

  @Test
  void a_name_given_just_before_a_crash_is_not_given_twice() throws Exception {
    UploadNote note = uploads.create(ANN, 2, named("film.mkv"));
    write(note, 0, "ab");
    Path part = folder.resolve(".reelyard-uploads/" + note.id() + ".part");
    Files.createLink(folder.resolve("film.mkv"), part);

    assertThat(start(folder).finish(note).path()).endsWith("/film.mkv");
    assertThat(part).doesNotExist();
  }

  @Test
  void what_nobody_goes_on_with_is_swept_and_whole_films_stay() throws Exception {
    UploadNote left = uploads.create(ANN, 10, named("left.mkv"));
    write(left, 0, "ab");
    UploadNote whole = uploads.create(ANN, 2, named("whole.mkv"));
    write(whole, 0, "ab");
    UploadNote placed = uploads.finish(whole);

    uploads.sweep();
    assertThat(uploads.find(left.id(), ANN)).isEqualTo(left);
    now += Uploads.KEPT.toMillis() + 60_000;
    uploads.sweep();

    refused(404, () -> uploads.find(left.id(), ANN));
    assertThat(Path.of(placed.path())).exists();
    try (Stream<Path> kept = Files.list(folder.resolve(".reelyard-uploads"))) {
      assertThat(kept).isEmpty();
    }
  }

  @Test
  void cancels_what_is_not_whole() throws Exception {
    UploadNote note = uploads.create(ANN, 2, named("film.mkv"));
    UploadWriter writer = uploads.open(note, 0);

    uploads.delete(note);

    assertThatThrownBy(() -> writer.write(bytes("x"))).isInstanceOf(IOException.class);
    refused(404, () -> uploads.find(note.id(), ANN));
    UploadNote whole = uploads.create(ANN, 2, named("film.mkv"));
    write(whole, 0, "ab");
    UploadNote placed = uploads.finish(whole);
    refused(
        409,
        () -> {
          uploads.delete(placed);
          return null;
        });
    refused(409, () -> uploads.open(placed, 2));
  }

  @Test
  void room_is_for_uploads_and_results_together() throws Exception {
    freeBytes = 1_000;
    UploadNote begun = uploads.create(ANN, 600, named("film.mkv"));
    write(begun, 0, "01234");

    assertThat(uploads.needs("disk")).isEqualTo(595);
    assertThat(uploads.needs("another disk")).isZero();
    refused(FULL, () -> uploads.create(ANN, 406, named("film.mkv")));
    ledger.results(disk -> 100);
    refused(FULL, () -> uploads.create(ANN, 306, named("film.mkv")));
    uploads.create(ANN, 305, named("film.mkv"));
  }

  @Test
  void no_room_is_kept_for_an_upload_that_does_not_go_on() throws Exception {
    freeBytes = 1_000;
    UploadNote begun = uploads.create(ANN, 600, named("film.mkv"));
    write(begun, 0, "01234");

    now += BegunUploads.AWAITED.toMillis() + 60_000;

    assertThat(uploads.needs("disk")).isZero();
    UploadNote other = uploads.create(ANN, 1_000, named("film.mkv"));
    uploads.delete(other);
    assertThat(uploads.needs("disk")).isZero();
  }

  @Test
  void beginning_one_reads_no_notes_of_others() throws Exception {
    UploadNote first = uploads.create(ANN, 600, named("film.mkv"));
    Files.writeString(shelf().resolve(first.id() + ".json"), "");

    uploads.create(ANN, 10, named("film.mkv"));

    assertThat(uploads.needs("disk")).isEqualTo(610);
    assertThat(start(folder).needs("disk")).isEqualTo(10);
  }

  @Test
  void what_a_power_cut_left_is_swept_in_the_end() throws Exception {
    UploadNote whole = uploads.create(ANN, 2, named("film.mkv"));
    write(whole, 0, "ab");
    Files.writeString(shelf().resolve(whole.id() + ".json"), "");
    Files.writeString(shelf().resolve("0".repeat(32) + ".new"), "{");
    Files.writeString(shelf().resolve("1".repeat(32) + ".part"), "ab");
    Files.writeString(shelf().resolve("notes of mine.json"), "mine");

    uploads.sweep();
    assertThat(names()).hasSize(5);
    now += Uploads.KEPT.toMillis() + 60_000;
    uploads.sweep();

    assertThat(names()).containsExactly("notes of mine.json");
  }

  @Test
  void only_a_full_disk_is_called_full() {
    assertThat(Uploads.broken("film.mkv", new IOException("No space left on device")).refusal())
        .matches(refusal -> refusal.code() == FULL);
    assertThat(Uploads.broken("film.mkv", new IOException("Input/output error")).refusal())
        .matches(refusal -> refusal.code() == 500);
  }

  private Path shelf() {
    return folder.resolve(".reelyard-uploads");
  }

  private List<String> names() throws IOException {
    try (Stream<Path> kept = Files.list(shelf())) {
      return kept.map(path -> path.getFileName().toString()).toList();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "film.mkv, film.mkv",
    "/etc/film.mkv, film.mkv",
    "C:\\films\\film.mkv, film.mkv",
    "-o film.mkv, %2Do film.mkv",
    ".film.mkv, %2Efilm.mkv",
    "<script>.mkv, <script>.mkv",
  })
  void names_become_harmless(String given, String name) {
    assertThat(UploadName.of(named(given))).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "page.html", "..", "film.mkv/", "film"})
  void what_is_not_named_like_a_film_is_refused(String given) throws Exception {
    refused(400, () -> UploadName.of(named(given)));
    refused(400, () -> UploadName.of("filename !!!"));
    refused(400, () -> UploadName.of(null));
  }

  private void write(UploadNote note, long offset, String text) throws IOException {
    try (UploadWriter writer = uploads.open(note, offset)) {
      writer.write(bytes(text));
    }
  }

  private static void refused(int code, Callable<?> action) {
    assertThatThrownBy(action::call)
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.refusal().code()).isEqualTo(code));
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8));
  }

  private static String named(String name) {
    return "filename " + Base64.getEncoder().encodeToString(name.getBytes(UTF_8));
  }
}
