package reelyard.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PasswordHashTest {

  @Test
  void knows_the_password_again_and_no_other() {
    String kept = PasswordHash.of("correct horse");

    assertThat(kept).startsWith("$pbkdf2-sha512$210000$").doesNotContain("horse");
    assertThat(PasswordHash.matches("correct horse", kept)).isTrue();
    assertThat(PasswordHash.matches("correct hors", kept)).isFalse();
    assertThat(PasswordHash.matches("", kept)).isFalse();
  }

  @Test
  void the_same_password_is_kept_differently_each_time() {
    assertThat(PasswordHash.of("correct horse")).isNotEqualTo(PasswordHash.of("correct horse"));
  }

  @Test
  void letters_count_however_a_keyboard_spells_them() {
    assertThat(
            PasswordHash.matches(
                "pässwörd mit ö", PasswordHash.of("pa\u0308sswo\u0308rd mit o\u0308")))
        .isTrue();
  }

  /** Made by Python: hashlib.pbkdf2_hmac('sha512', b'password', b'0123456789abcdef', 1000, 32). */
  @Test
  void is_pbkdf2_as_others_compute_it() {
    assertThat(
            PasswordHash.matches(
                "password",
                "$pbkdf2-sha512$1000$MDEyMzQ1Njc4OWFiY2RlZg$38DzhdBT7fPaUGBlsh42VTuuKSFAIYGZJ7l6feCDLIk"))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"short", "with\nline", ""})
  void refuses_what_is_no_password(String password) {
    assertThatThrownBy(() -> PasswordHash.of(password))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "plain text",
        "$pbkdf2-sha512$0$AAAA$AAAA",
        "$pbkdf2-sha512$99999999$AAAA$AAAA"
      })
  void what_was_never_written_so_matches_nothing(String kept) {
    assertThat(PasswordHash.matches("correct horse", kept)).isFalse();
  }
}
