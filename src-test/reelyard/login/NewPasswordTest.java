package reelyard.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NewPasswordTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password12345678",
        "aaaaaaaaaaaaaaaa",
        "qwertyuiop1234",
        "annabella1990!",
        "reelyardreelyard",
        "abcdefghijklmnop"
      })
  void refuses_in_words_what_is_easy_to_guess(String password) {
    assertThatThrownBy(() -> NewPassword.kept("annabella", password))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the password is easy to guess: ")
        .hasMessageNotContaining(password);
  }

  @ParameterizedTest
  @ValueSource(strings = {"short", "elevenchars", "with\nline breaks"})
  void refuses_what_is_no_password(String password) {
    assertThatThrownBy(() -> NewPassword.kept("anna", password))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void keeps_what_is_not() {
    assertThat(NewPassword.kept("anna", "seven correct horses"))
        .startsWith("$pbkdf2-sha512$210000$");
  }
}
