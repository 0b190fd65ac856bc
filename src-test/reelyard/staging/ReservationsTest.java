package reelyard.staging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reelyard.ftp.Range;
import reelyard.message.AttemptId;
import reelyard.message.StagingDisk;
import reelyard.message.StagingStatus;
import reelyard.model.FailureReason;

/** Room for results, on disks made of a map. */
class ReservationsTest {

  private static final long GB = 1_000_000_000;

  @TempDir Path media;
  @TempDir Path state;

  private final Map<Path, Disks.Disk> disks = new HashMap<>();
  private PartJournal journal;
  private final RoomLedger ledger = new RoomLedger();
  private long now;
  private Reservations reservations;

  @BeforeEach
  void mount() {
    free(10);
    begin();
  }

  /** A staging starts. */
  private void begin() {
    reservations =
        new Reservations(
            this::disk,
            () -> now,
            new Rooms(journal(), this::disk),
            new Grounds(List.of(media), this::disk),
            ledger);
  }

  @Test
  void keeps_room_for_each_result_under_way_and_says_what_is_lacking() {
    serve("a", 4);
    serve("b", 4);

    Checked<Target> third = tryServe("c", 4);
    assertThat(third.failure().reason()).isEqualTo(FailureReason.MANAGER_DISK_FULL);
    assertThat(third.failure().message())
        .isEqualTo(
            "no space left for "
                + media.resolve("c.mp4")
                + ": its disk has 10.0 GB free of which results and uploads under way may need 8.0 GB, and it"
                + " may need 4.0 GB: make room there");
    assertThat(shortage()).isEqualTo(third.failure().message());

    reservations.over(attempt("b"));
    assertThat(shortage()).isNull();
    assertThat(tryServe("c", 4).ok()).isTrue();
  }

  @Test
  void uploads_under_way_keep_their_room_on_their_disk() {
    ledger.uploads(disk -> disk.equals(disks.get(media).identity()) ? 4 * GB : 0);

    assertThat(tryServe("a", 7).ok()).isFalse();
    serve("a", 6);
    assertThat(tryServe("b", 1).ok()).isFalse();

    ledger.uploads(disk -> 0);
    serve("b", 1);
  }

  @Test
  void asking_again_keeps_the_same_room_once() {
    serve("a", 4);
    serve("b", 5);
    serve("b", 5);
  }

  @Test
  void what_came_of_a_result_needs_no_room_any_more() throws IOException {
    serve("a", 9);
    assertThat(tryServe("b", 2).ok()).isFalse();
    try (RandomAccessFile sparse =
        new RandomAccessFile(PartPlace.path(target("a").path(), attempt("a")).toFile(), "rw")) {
      sparse.setLength(GB);
    }
    assertThat(tryServe("b", 2).ok()).isTrue();
  }

  @Test
  void keeps_room_beyond_a_restart_until_the_attempt_is_over() throws IOException {
    serve("a", 8);
    journal.close();
    begin();
    assertThat(tryServe("b", 4).ok()).isFalse();
    reservations.over(attempt("a"));
    assertThat(tryServe("b", 4).ok()).isTrue();
    journal.close();
    begin();
    assertThat(tryServe("c", 7).ok()).as("b's is kept").isFalse();
    assertThat(tryServe("c", 6).ok()).as("a's is not").isTrue();
  }

  @Test
  void lets_one_begin_that_no_empty_disk_could_hold_when_nothing_else_is_under_way() {
    assertThat(tryServe("a", 11).ok()).as("the disk holds 20 when it is empty").isFalse();
    serve("a", 900);
    assertThat(tryServe("b", 1).ok()).isFalse();
    reservations.over(attempt("a"));
    assertThat(tryServe("c", 1_100).ok()).isFalse();
  }

  @Test
  void results_on_other_disks_are_not_in_the_way() throws IOException {
    Path other = Files.createDirectory(media.resolve("other"));
    disks.put(other, new Disks.Disk("other", 2 * GB, 2 * GB));
    serve("a", 9);
    assertThat(tryServe("b", 2).ok()).isFalse();
    assertThat(reservations.serve(attempt("c"), target("other/c"), 2 * GB).ok()).isTrue();

    StagingStatus status = StagingStatus.of("nas", List.of(), reservations.disks());
    assertThat(status.disks())
        .containsExactly(
            new StagingDisk(media.toString(), 10 * GB, status.shortage()),
            new StagingDisk(other.toString(), 2 * GB, null));
    assertThat(status.freeBytes()).isEqualTo(2 * GB);
    assertThat(status.shortageAt(media + "/deep/x.mp4")).contains("no space left for");
    assertThat(status.shortageAt(media + "/other/x.mp4")).isNull();
  }

  @Test
  void a_result_that_gave_way_waits_for_more_room_than_there_was() throws IOException {
    PartFile part = fullAt(3 * GB, true);
    free(5);
    assertThat(reservations.takeBack(attempt("a"), target("a"), 8 * GB, part).ok()).isFalse();
    assertThat(shortage()).contains("may need 6.0 GB");
    free(7);
    assertThat(shortage()).isNull();
    assertThat(reservations.takeBack(attempt("a"), target("a"), 8 * GB, part).ok()).isTrue();
  }

  @Test
  void a_result_that_is_kept_waits_for_what_it_lacks() throws IOException {
    PartFile part = fullAt(3 * GB, false);
    free(0);
    assertThat(reservations.takeBack(attempt("a"), target("a"), 8 * GB, part).ok()).isFalse();
    assertThat(part.prove(4 * GB, "root").ok()).isFalse();
    assertThat(part.lacks(8 * GB)).isEqualTo(GB);
    free(2);
    assertThat(reservations.takeBack(attempt("a"), target("a"), 8 * GB, part).ok()).isTrue();
  }

  @Test
  void who_waited_is_forgotten_in_the_end_so_that_another_tries() {
    serve("a", 8);
    tryServe("b", 8);
    now += 600_001;
    assertThat(shortage()).isNull();
  }

  @Test
  void a_disk_that_tells_nothing_keeps_nothing_from_being_tried() {
    disks.clear();
    assertThat(tryServe("a", 8).ok()).isTrue();
    assertThat(reservations.disks()).isEmpty();
  }

  /** A result that met a full disk when it had so many bytes. */
  private PartFile fullAt(long bytes, boolean othersNeedRoom) throws IOException {
    PartFile part =
        new PartFile(target("a"), attempt("a"), journal, () -> othersNeedRoom, Runnable::run);
    part.upload(Range.from(0), 8 * GB).close();
    try (RandomAccessFile sparse = new RandomAccessFile(part.path().toFile(), "rw")) {
      sparse.setLength(bytes);
    }
    part.broken(new IOException("No space left on device"));
    return part;
  }

  private void serve(String job, long gigabytes) {
    assertThat(tryServe(job, gigabytes).ok()).isTrue();
  }

  private Checked<Target> tryServe(String job, long gigabytes) {
    return reservations.serve(attempt(job), target(job), gigabytes * GB);
  }

  private String shortage() {
    return StagingStatus.of("nas", List.of(), reservations.disks()).shortage();
  }

  private static AttemptId attempt(String job) {
    return new AttemptId(job, 1);
  }

  private PartJournal journal() {
    journal = PartJournal.open(state, Runnable::run);
    return journal;
  }

  private Target target(String name) {
    return new Target(media.resolve(name + ".mp4"), media);
  }

  private void free(long gigabytes) {
    disks.put(media, new Disks.Disk("disk", gigabytes * GB, 20 * GB));
  }

  private Disks.Disk disk(Path existing) throws IOException {
    Disks.Disk disk = disks.get(existing);
    if (disk == null) {
      throw new IOException("no such disk");
    }
    return disk;
  }
}
