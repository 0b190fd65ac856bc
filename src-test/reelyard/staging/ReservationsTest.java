package reelyard.staging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reelyard.message.AttemptId;
import reelyard.model.FailureReason;

/** Room for results, on disks made of a map. */
class ReservationsTest {

  private static final long GB = 1_000_000_000;

  @TempDir Path media;
  @TempDir Path state;

  private final Map<Path, Disks.Disk> disks = new HashMap<>();
  private final List<Door> open = new ArrayList<>();
  private long now;
  private final Reservations reservations = new Reservations(this::disk, () -> now, () -> open);

  @BeforeEach
  void mount() {
    free(10);
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
                + ": its disk has 10.0 GB free of which results under way may need 8.0 GB, and it"
                + " may need 4.0 GB: make room there");
    assertThat(reservations.shortage()).isEqualTo(third.failure().message());

    open.remove(1);
    assertThat(reservations.shortage()).isNull();
    assertThat(tryServe("c", 4).ok()).isTrue();
  }

  @Test
  void asking_again_keeps_the_same_room_once() {
    serve("a", 4);
    Door door = serve("b", 5);
    assertThat(reservations.serve(door, target("b"), 5 * GB).ok()).isTrue();
  }

  @Test
  void what_came_of_a_result_needs_no_room_any_more() throws IOException {
    Door first = serve("a", 4);
    PartFile part = new PartFile(target("a"), first.attempt(), new Placement(), journal());
    first.takeBack(part);
    Files.write(part.path(), new byte[1_000_000]);
    assertThat(first.stillNeeds("disk")).isEqualTo(4 * GB - 1_000_000);
  }

  @Test
  void lets_one_begin_that_may_be_too_large_when_nothing_else_is_under_way() {
    serve("a", 900);
    assertThat(tryServe("b", 1).ok()).isFalse();
    open.clear();
    assertThat(tryServe("c", 1_100).ok()).isFalse();
  }

  @Test
  void results_on_other_disks_are_not_in_the_way() throws IOException {
    Path other = Files.createDirectory(media.resolve("other"));
    disks.put(other, new Disks.Disk("other", 2 * GB));
    serve("a", 9);
    Door door = door("b");
    assertThat(reservations.serve(door, target("other/b"), 2 * GB).ok()).isTrue();
  }

  @Test
  void waits_for_more_room_than_there_was_when_the_disk_was_full() throws IOException {
    Door door = serve("a", 8);
    door.takeBack(fullAt(3 * GB, door));
    free(5);
    assertThat(reservations.takeBack(door, target("a"), 8 * GB).ok()).isFalse();
    assertThat(reservations.shortage()).contains("may need 6.0 GB");
    free(7);
    assertThat(reservations.shortage()).isNull();
    assertThat(reservations.takeBack(door, target("a"), 8 * GB).ok()).isTrue();
  }

  @Test
  void who_waited_is_forgotten_in_the_end_so_that_another_tries() {
    serve("a", 8);
    tryServe("b", 8);
    now += 600_001;
    assertThat(reservations.shortage()).isNull();
  }

  @Test
  void a_disk_that_tells_nothing_keeps_nothing_from_being_tried() {
    disks.clear();
    assertThat(tryServe("a", 8).ok()).isTrue();
    assertThat(reservations.free(List.of(media))).isEqualTo(-1);
  }

  /** A result that met a full disk when it had so many bytes. */
  private PartFile fullAt(long bytes, Door door) throws IOException {
    Placement full =
        new Placement(
            (name, file) -> {
              throw new IOException("No space left on device");
            });
    PartFile part = new PartFile(target("a"), door.attempt(), full, journal());
    try (RandomAccessFile sparse = new RandomAccessFile(part.path().toFile(), "rw")) {
      sparse.setLength(bytes);
    }
    assertThat(part.commit(bytes, false).ok()).isFalse();
    return part;
  }

  private Door serve(String job, long gigabytes) {
    Door door = door(job);
    assertThat(reservations.serve(door, target(job), gigabytes * GB).ok()).isTrue();
    open.add(door);
    return door;
  }

  private Checked<Target> tryServe(String job, long gigabytes) {
    return reservations.serve(door(job), target(job), gigabytes * GB);
  }

  private static Door door(String job) {
    return new Door(new AttemptId(job, 1), "attic", "user", "password");
  }

  private PartJournal journal() {
    return PartJournal.open(state);
  }

  private Target target(String name) {
    return new Target(media.resolve(name + ".mp4"), media);
  }

  private void free(long gigabytes) {
    disks.put(media, new Disks.Disk("disk", gigabytes * GB));
  }

  private Disks.Disk disk(Path existing) throws IOException {
    Disks.Disk disk = disks.get(existing);
    if (disk == null) {
      throw new IOException("no such disk");
    }
    return disk;
  }
}
