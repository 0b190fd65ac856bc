package reelyard.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reelyard.message.AttemptId;

class AppearanceTest {

  private static final FileTime LONG_AGO = FileTime.from(Instant.parse("1999-12-31T23:59:00Z"));

  @TempDir Path folder;

  @Test
  void a_committed_result_looks_as_configured_and_is_known_again_so() throws IOException {
    JsonObject results = new JsonObject().put("times", "source").put("mode", "0640");
    try (StagingHouse house =
        new StagingHouse(folder, new JsonObject().put("results", results.put("owner", "source")))) {
      AttemptId attempt = house.attempt("job");
      Files.setLastModifiedTime(house.folder.resolve("film.mkv"), LONG_AGO);
      StagingVerticleTest.store(house.takeBack(attempt), "result");
      house.commit(attempt, "film.mp4", 6);

      Path result = house.folder.resolve("out/film.mp4");
      assertThat(Files.getLastModifiedTime(result)).isEqualTo(LONG_AGO);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(result)))
          .isEqualTo("rw-r-----");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(result.getParent())))
          .as("the folder that was made for it")
          .isEqualTo("rwxr-x---");
      assertThat(house.marks).containsExactly(ResultMark.of(result));
    }
  }

  @Test
  void gives_a_result_away_where_the_system_lets_it() throws IOException {
    assumeTrue(System.getProperty("user.name").equals("root"), "only root gives files away");
    Path part = Files.writeString(folder.resolve("part"), "result");
    new Appearance(new ResultsConfig("now", "", "nobody:nogroup")).give(part, null);
    assertThat(Files.getOwner(part).getName()).isEqualTo("nobody");
    assertThat(Files.getAttribute(part, "posix:group")).hasToString("nogroup");
  }

  @Test
  void what_cannot_be_given_keeps_nothing_else_back() throws IOException {
    Path part = Files.writeString(folder.resolve("part"), "result");
    Appearance appearance =
        new Appearance(new ResultsConfig("source", "600", "nobody-of-this-name:nogroup"));
    appearance.give(part, null);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(part)))
        .isEqualTo("rw-------");
  }

  @ParameterizedTest
  @CsvSource({"0640, rw-r-----", "777, rwxrwxrwx", "0401, r-------x", "000, ---------"})
  void reads_modes_as_chmod_does(String octal, String words) {
    assertThat(PosixFilePermissions.toString(Appearance.permissions(octal))).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({
    "later, '', '', times",
    "now, 4755, '', mode",
    "now, 088, '', mode",
    "now, 240, '', mode",
    "now, '', root, owner",
    "now, '', 'a:b:c', owner"
  })
  void refuses_what_means_nothing(String times, String mode, String owner, String key) {
    assertThatThrownBy(() -> new ResultsConfig(times, mode, owner)).hasMessageContaining(key);
  }
}
