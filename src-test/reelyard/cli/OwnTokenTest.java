package reelyard.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnTokenTest {

  private static final String SECRET = "ry_0123456789abcdef";

  @TempDir private Path folder;

  private Path file(String text, String permissions) throws IOException {
    Path file = Files.writeString(folder.resolve("token"), text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  @Test
  void is_told_or_read_from_a_file_that_nobody_else_reads() throws Exception {
    Path none = folder.resolve("none");
    Path file = file(SECRET + "\n", "rw-------");

    assertThat(OwnToken.find("", null, none)).isEmpty();
    assertThat(OwnToken.find(SECRET, null, file("ry_of_the_file", "rw-------"))).isEqualTo(SECRET);
    assertThat(OwnToken.find("", null, file)).isEqualTo("ry_of_the_file");
    assertThat(OwnToken.find(SECRET, file, none)).isEqualTo("ry_of_the_file");
  }

  @Test
  void a_file_that_others_read_is_not_used() throws Exception {
    Path file = file(SECRET, "rw-r-----");

    assertThatThrownBy(() -> OwnToken.find("", null, file))
        .hasMessageContainingAll("others can read", "chmod 600", file.toString())
        .hasMessageNotContaining(SECRET);
  }

  @Test
  void what_is_no_token_is_refused_without_being_shown() throws Exception {
    for (String text :
        new String[] {"", "two words of ry_secret", "ry_ä0123456", "x".repeat(5000)}) {
      Path file = file(text, "rw-------");
      assertThatThrownBy(() -> OwnToken.find("", file, file))
          .hasMessageContaining("holds no token")
          .hasMessageNotContaining("secret");
    }
    assertThatThrownBy(() -> OwnToken.find("", folder.resolve("gone"), folder))
        .hasMessageContaining("there is no file");
  }
}
