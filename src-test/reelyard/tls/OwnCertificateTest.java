package reelyard.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnCertificateTest {

  @TempDir Path temporary;

  @Test
  void is_made_once_for_ten_years_readable_by_its_user_alone() throws Exception {
    Path folder = temporary.resolve("state/own");
    Instant now = Instant.now();

    Identity first = new OwnCertificate(folder, "127.0.0.1").identity(now);
    Identity second = new OwnCertificate(folder, "nas").identity(now);

    assertThat(first.fingerprint()).matches("[0-9a-f]{64}").isEqualTo(second.fingerprint());
    assertThat(first.certificate().getNotAfter().toInstant())
        .isAfter(now.plus(Duration.ofDays(3640)));
    assertThat(first.certificate().getSubjectAlternativeNames().toString()).contains("127.0.0.1");
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .isEqualTo("rw-------");
      }
    }
    try (Stream<Path> files = Files.list(folder.getParent())) {
      assertThat(files).containsExactlyInAnyOrder(folder, folder.resolveSibling("own.lock"));
    }
  }

  @Test
  void is_made_anew_before_it_ends() {
    Path folder = temporary.resolve("own");
    Instant now = Instant.now();
    String first = new OwnCertificate(folder, "nas.example").identity(now).fingerprint();

    Instant late = now.plus(Duration.ofDays(3630));

    assertThat(new OwnCertificate(folder, "nas.example").identity(late).fingerprint())
        .isNotEqualTo(first);
  }

  @Test
  void starts_at_its_end_wait_for_each_other() {
    Path folder = temporary.resolve("own");
    Instant late =
        new OwnCertificate(folder, "nas")
            .identity(Instant.now())
            .certificate()
            .getNotAfter()
            .toInstant()
            .minus(Duration.ofDays(1));
    List<CompletableFuture<String>> starts =
        Stream.generate(
                () ->
                    CompletableFuture.supplyAsync(
                        () -> new OwnCertificate(folder, "nas").identity(late).fingerprint()))
            .limit(3)
            .toList();

    assertThat(starts.stream().map(CompletableFuture::join)).hasSize(3).doesNotHaveDuplicates();
  }

  @Test
  void leaves_no_key_of_an_earlier_start_that_was_killed() throws Exception {
    Path left = Files.createDirectory(temporary.resolve("own.new-123"));
    Files.writeString(left.resolve("certificate.p12"), "key");
    Path others = Files.createDirectory(temporary.resolve("others.new-123"));

    new OwnCertificate(temporary.resolve("own"), "nas").identity(Instant.now());

    assertThat(left).doesNotExist();
    assertThat(others).exists();
  }

  @Test
  void names_its_folder_when_it_cannot_be_read() throws Exception {
    Path folder = Files.createDirectory(temporary.resolve("own"));
    Files.writeString(folder.resolve("certificate.p12"), "garbage");
    Files.writeString(folder.resolve("password"), "secret");

    assertThatThrownBy(() -> new OwnCertificate(folder, "nas").identity(Instant.now()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(folder.toString())
        .hasMessageContaining("delete that folder")
        .hasMessageNotContaining("secret");
  }
}
