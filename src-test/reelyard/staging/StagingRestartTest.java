package reelyard.staging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reelyard.message.AttemptId;
import reelyard.message.ReturnFolder;

/** What came of results in part outlasts a staging that stops. */
class StagingRestartTest {

  private static final String PART = "out/new/.film.mp4.job.1.reelyard-part";

  @TempDir Path temporary;

  private StagingHouse house;

  @BeforeEach
  void begin() throws IOException {
    house = new StagingHouse(temporary);
  }

  @AfterEach
  void end() {
    house.close();
  }

  @Test
  void goes_on_with_an_upload_that_was_under_way_when_staging_stopped() throws IOException {
    AttemptId attempt = attempt(1);
    ReturnFolder back = house.takeBack(attempt);
    try (RawFtp ftp = RawFtp.loggedIn(back.url(), back.user(), back.password());
        Socket data = ftp.data()) {
      assertThat(ftp.send("STOR /output/film.mp4")).startsWith("150");
      data.getOutputStream().write("half ".getBytes(StandardCharsets.UTF_8));
      while (house.size(PART) < 5) {
        Thread.onSpinWait();
      }
      restart();
      assertThat(ftp.reply()).as("cut off").isNotEqualTo("226");
    }

    ReturnFolder again = house.takeBack(attempt);
    try (RawFtp ftp = RawFtp.loggedIn(again.url(), again.user(), again.password())) {
      assertThat(ftp.send("SIZE /output/film.mp4")).isEqualTo("213 5");
      assertThat(
              ftp.store("APPE /output/film.mp4", "and the rest".getBytes(StandardCharsets.UTF_8)))
          .startsWith("226");
    }
    house.commit(attempt, "film.mp4", 17);
    assertThat(house.folder.resolve("out/new/film.mp4")).hasContent("half and the rest");
    assertThat(left()).containsExactly("film.mkv", "out", "out/new", "out/new/film.mp4");
  }

  @Test
  void commits_what_was_uploaded_before_it_stopped() throws IOException {
    AttemptId attempt = attempt(1);
    StagingVerticleTest.store(house.takeBack(attempt), "result");
    restart();
    assertThat(house.commit(attempt, "film.mp4", 6).bytes()).isEqualTo(6);
    assertThat(house.folder.resolve("out/new/film.mp4")).hasContent("result");
  }

  @Test
  void sweeps_at_start_parts_and_folders_of_attempts_that_are_over() throws Exception {
    AttemptId attempt = attempt(1);
    StagingVerticleTest.store(house.takeBack(attempt), "half");
    house.leave();
    Path foreign = house.film(".other.mp4.job.1.reelyard-part", "looks like ours");
    house.live.clear();
    StagingHouse.get(house.deploy(0, "0", Duration.ofMinutes(1)));
    while (Files.exists(house.folder.resolve("out"))) {
      Thread.onSpinWait();
    }
    assertThat(left()).containsExactly(".other.mp4.job.1.reelyard-part", "film.mkv");
    assertThat(foreign).hasContent("looks like ours");
  }

  @Test
  void deletes_the_part_when_its_attempt_ends_before_it_came_again() throws IOException {
    AttemptId attempt = attempt(1);
    StagingVerticleTest.store(house.takeBack(attempt), "half");
    restart();
    house.end(attempt);
    while (Files.exists(house.folder.resolve("out"))) {
      Thread.onSpinWait();
    }
    assertThat(left()).containsExactly("film.mkv");
  }

  @Test
  void a_newer_attempt_ends_what_an_older_one_left() throws IOException {
    AttemptId first = attempt(1);
    StagingVerticleTest.store(house.takeBack(first), "half");
    restart();
    house.live.remove(first);
    AttemptId second = attempt(2);
    StagingVerticleTest.store(house.takeBack(second), "result");
    house.commit(second, "film.mp4", 6);
    house.end(second);
    while (Files.exists(house.folder.resolve(PART))) {
      Thread.onSpinWait();
    }
    assertThat(left()).containsExactly("film.mkv", "out", "out/new", "out/new/film.mp4");
  }

  private AttemptId attempt(int number) throws IOException {
    return house.attempt(
        "job",
        number,
        house.film("film.mkv", "raw film"),
        house.folder.resolve("out/new/film.mp4"),
        false);
  }

  private void restart() {
    house.leave();
    StagingHouse.get(house.deploy(0, "0", Duration.ofMinutes(1)));
  }

  private List<String> left() throws IOException {
    try (Stream<Path> files = Files.walk(house.folder)) {
      return files
          .filter(file -> !file.equals(house.folder))
          .map(file -> house.folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }
}
