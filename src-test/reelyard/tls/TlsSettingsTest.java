package reelyard.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlsSettingsTest {

  @TempDir static Path folder;

  private static ThrowawayPems pems;

  @BeforeAll
  static void make() throws Exception {
    pems = ThrowawayPems.in(folder);
  }

  @ParameterizedTest
  @CsvSource({
    "auto, 127.0.0.1, '', false",
    "auto, ::1, '', false",
    "auto, 127.0.0.1, 127.0.0.2, false",
    "auto, 192.0.2.7, '', true",
    "auto, no-such-host.invalid, '', true",
    "auto, 192.0.2.7, 127.0.0.1, true",
    "auto, 127.0.0.1, 192.0.2.7, true",
    "never, 192.0.2.7, '', false",
    "always, 127.0.0.1, '', true",
  })
  void encrypts_what_leaves_the_machine_unless_told_otherwise(
      String mode, String host, String external, boolean encrypts) {
    Identity identity = settings(mode, pems.certificate(), pems.key()).identity(host, external);
    assertThat(identity != null).isEqualTo(encrypts);
  }

  @Test
  void shows_the_configured_certificate() {
    Identity identity = settings("always", pems.certificate(), pems.key()).identity("nas", "");

    assertThat(identity.fingerprint()).matches("[0-9a-f]{64}");
    assertThat(identity.context().getProtocol()).isEqualTo("TLS");
  }

  @Test
  void tells_two_weeks_before_that_its_certificate_ends() {
    Identity identity = settings("always", pems.certificate(), pems.key()).identity("nas", "");

    assertThat(identity.endsSoon(identity.ends().minus(Duration.ofDays(15)))).isFalse();
    assertThat(identity.endsSoon(identity.ends().minus(Duration.ofDays(13)))).isTrue();
  }

  @Test
  void names_the_key_of_what_cannot_be_used() throws Exception {
    Path garbage = Files.writeString(folder.resolve("garbage.pem"), "garbage");
    Path missing = folder.resolve("missing.pem");
    Path locked =
        Files.writeString(folder.resolve("locked.pem"), "-----BEGIN ENCRYPTED PRIVATE KEY-----");
    Path other = ThrowawayPems.in(Files.createDirectory(folder.resolve("other"))).key();

    assertRefused(missing, pems.key(), "staging.tls.certificate " + missing, "cannot be read");
    assertRefused(garbage, pems.key(), "staging.tls.certificate " + garbage, "no certificate");
    assertRefused(pems.certificate(), missing, "staging.tls.key " + missing, "cannot be read");
    assertRefused(pems.certificate(), garbage, "staging.tls.key " + garbage, "PKCS#8");
    assertRefused(pems.certificate(), locked, "staging.tls.key " + locked, "password");
    assertRefused(pems.certificate(), other, "staging.tls.certificate", "staging.tls.key");
  }

  @Test
  void takes_no_certificate_out_of_its_time() {
    TlsSettings settings =
        new TlsSettings("always", pems.certificate().toString(), pems.key().toString());
    Instant now = Instant.now();

    assertThatThrownBy(
            () -> settings.identity("staging", "nas", "", folder, now.plus(Duration.ofDays(4000))))
        .hasMessageContaining("staging.tls.certificate", "expired on");
    assertThatThrownBy(
            () -> settings.identity("staging", "nas", "", folder, now.minus(Duration.ofDays(9))))
        .hasMessageContaining("staging.tls.certificate", "valid only from");
  }

  @Test
  void refuses_settings_that_are_none() {
    assertThatThrownBy(() -> new TlsSettings("on", "", "")).hasMessageContaining("tls.mode");
    assertThatThrownBy(() -> new TlsSettings("auto", "a", "")).hasMessageContaining("tls.key");
    assertThatThrownBy(() -> new TlsSettings("auto", "", "\0")).hasMessageContaining("tls.key");
  }

  private static void assertRefused(Path certificate, Path key, String... words) {
    assertThatThrownBy(() -> settings("always", certificate, key).identity("nas", ""))
        .isInstanceOf(IllegalStateException.class)
        .message()
        .contains(words);
  }

  /** Settings for staging, now. */
  private record Staging(TlsSettings settings) {
    Identity identity(String host, String external) {
      return settings.identity("staging", host, external, folder.resolve("none"), Instant.now());
    }
  }

  private static Staging settings(String mode, Path certificate, Path key) {
    return new Staging(new TlsSettings(mode, certificate.toString(), key.toString()));
  }
}
