package reelyard.staging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reelyard.message.AttemptId;

class PartJournalTest {

  private static final AttemptId ATTEMPT = new AttemptId("job", 2);

  @TempDir Path state;
  @TempDir Path temporary;

  private Path media;

  @BeforeEach
  void media() throws IOException {
    media = temporary.toRealPath();
  }

  @Test
  void knows_what_another_process_wrote_once_that_is_gone() throws IOException {
    PartJournal first = PartJournal.open(state, Runnable::run);
    first.write(note("out/film.mp4", "out"));
    PartJournal beside = PartJournal.open(state, Runnable::run);
    assertThat(beside.all()).isEmpty();

    first.close();
    beside.takeOver();
    assertThat(beside.all()).containsExactly(note("out/film.mp4", "out"));
    assertThat(beside.of(ATTEMPT)).isPresent();
    beside.forget(ATTEMPT);
    beside.close();
    assertThat(names(state)).containsExactly(PartJournal.MARK);
  }

  @Test
  void refuses_a_folder_with_somebody_elses_files() throws IOException {
    Files.writeString(state.resolve("thesis.txt"), "mine");
    assertThatThrownBy(() -> PartJournal.open(state, Runnable::run))
        .hasMessageContaining("staging.folder")
        .hasMessageContaining("empty folder of its own");
    assertThat(names(state)).containsExactly("thesis.txt");
  }

  @Test
  void a_note_that_names_anything_but_a_part_of_its_own_deletes_nothing() throws IOException {
    Path precious = Files.writeString(media.resolve("precious.mkv"), "film");
    Path hidden = Files.writeString(media.resolve(".film.mp4.job.3.reelyard-part"), "another's");
    try (PartJournal journal = PartJournal.open(state, Runnable::run)) {
      for (Path named : List.of(precious, hidden)) {
        journal.write(new PartNote(ATTEMPT, named + "", media.resolve("film.mp4") + "", List.of()));
        leftovers(journal, part -> false).over(ATTEMPT);
        assertThat(named).exists();
      }
    }
  }

  @Test
  void deletes_no_part_that_a_door_takes_and_no_folder_that_others_use() throws IOException {
    try (PartJournal journal = PartJournal.open(state, Runnable::run)) {
      PartNote note = note("a/b/film.mp4", "a", "a/b");
      journal.write(note);
      Files.createDirectories(media.resolve("a/b"));
      Files.write(Path.of(note.part()), "half".getBytes(UTF_8));
      leftovers(journal, part -> true).over(ATTEMPT);
      assertThat(Path.of(note.part())).exists();

      Files.writeString(media.resolve("a/song.mp3"), "others'");
      leftovers(journal, part -> false).over(new AttemptId("job", 1));
      assertThat(Path.of(note.part())).as("a later attempt's").exists();
      leftovers(journal, part -> false).over(new AttemptId("job", 3));
      assertThat(names(media.resolve("a"))).containsExactly("song.mp3");
      assertThat(journal.all()).isEmpty();
    }
  }

  @Test
  void waits_for_a_disk_that_is_yet_to_be_mounted() throws IOException {
    try (PartJournal journal = PartJournal.open(state, Runnable::run)) {
      journal.write(note("usb/film.mp4"));
      leftovers(journal, part -> false).over(ATTEMPT);
      assertThat(journal.all()).hasSize(1);
    }
  }

  private Path writtenNote() throws IOException {
    try (Stream<Path> files = Files.walk(state)) {
      return files.filter(f -> f.toString().endsWith(".json")).findFirst().orElseThrow();
    }
  }

  @Test
  void a_note_that_was_half_written_is_left_alone() throws IOException {
    try (PartJournal journal = PartJournal.open(state, Runnable::run)) {
      journal.write(note("film.mp4"));
      Path file = writtenNote();
      for (String content :
          List.of(
              "{\"attempt\":",
              Files.readString(file).replaceAll("\"part\":\"[^\"]*", "\"part\":\"a\\\\u0000b"))) {
        Files.writeString(file, content);
        assertThat(journal.all()).isEmpty();
        assertThat(leftovers(journal, part -> false).waiting()).isEmpty();
      }
      assertThat(journal.of(ATTEMPT)).isEmpty();
    }
  }

  @Test
  void a_note_that_a_power_cut_took_is_no_note() throws IOException {
    try (PartJournal journal = PartJournal.open(state, Runnable::run)) {
      journal.write(note("film.mp4"));
      Path file = writtenNote();
      Files.write(file, new byte[100]);

      assertThat(journal.all()).isEmpty();
      assertThat(file).doesNotExist();
    }
  }

  @Test
  void looks_for_a_part_whose_folder_is_gone_no_longer_than_a_disk_is_away() throws IOException {
    try (PartJournal journal = PartJournal.open(state, Runnable::run)) {
      journal.write(note("usb/film.mp4"));
      Clock later = Clock.offset(Clock.systemUTC(), Duration.ofDays(91));
      new Leftovers(journal, part -> false, later).over(ATTEMPT);
      assertThat(journal.all()).isEmpty();
    }
  }

  @Test
  void takes_over_whatever_a_process_left_that_was_killed_while_it_wrote() throws IOException {
    Path theirs;
    try (PartJournal killed = PartJournal.open(state, Runnable::run)) {
      killed.write(note("film.mp4"));
      killed.write(new RoomNote(ATTEMPT, media.resolve("film.mp4").toString(), 5));
      theirs = folders().get(0);
    }
    Files.writeString(theirs.resolve("job.3.part.json.new"), "{");
    Path unborn = Files.createDirectory(state.resolve(UUID.randomUUID() + ".new"));
    Files.createFile(unborn.resolve("lock"));
    Files.setLastModifiedTime(unborn, FileTime.from(Instant.EPOCH));
    Files.createDirectory(state.resolve(UUID.randomUUID() + ".new"));

    try (PartJournal next = PartJournal.open(state, Runnable::run)) {
      assertThat(next.all()).hasSize(1);
      assertThat(next.rooms()).hasSize(1);
      assertThat(theirs).doesNotExist();
      assertThat(unborn).doesNotExist();
      assertThat(folders()).as("its own, and one that is being made").hasSize(2);
    }
  }

  private List<Path> folders() throws IOException {
    try (Stream<Path> files = Files.list(state)) {
      return files.filter(Files::isDirectory).toList();
    }
  }

  private static Leftovers leftovers(PartJournal journal, Predicate<Path> inUse) {
    return new Leftovers(journal, inUse, Clock.systemUTC());
  }

  private PartNote note(String target, String... folders) {
    Path path = media.resolve(target);
    return new PartNote(
        ATTEMPT,
        PartPlace.path(path, ATTEMPT).toString(),
        path.toString(),
        Stream.of(folders).map(folder -> media.resolve(folder).toString()).toList());
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
