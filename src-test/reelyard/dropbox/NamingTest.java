package reelyard.dropbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NamingTest {

  @Test
  void fills_each_field_and_adds_the_extension() {
    assertThat(path("{user}/{date} {rule}/{name} ({preset}, {folder})", "Heat"))
        .containsExactly("anna", "2026-11-22 films", "Heat (Fast 1080p30, new).mp4");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"it's \"quoted\"", "-rf", "käse 映画 🎬", "$(reboot)", "a;b|c&d", "{name}", "$1\\2"})
  void takes_any_name_that_a_file_may_have(String name) {
    assertThat(path("{name}", name)).containsExactly(name + ".mp4");
  }

  @Test
  void control_characters_do_not_get_into_a_result() {
    assertThat(path("{name}", "a\nb\rc\u001bd")).containsExactly("a_b_c_d.mp4");
  }

  @Test
  void a_value_cannot_lead_out_of_the_folder_or_hide_the_result() {
    assertThat(path("{name}", "..")).containsExactly("_.mp4");
    assertThat(path("{user}/{name}", "x", "user", "..")).containsExactly("_", "x.mp4");
    assertThat(path("{preset}/{name}", "x", "preset", "../../etc"))
        .containsExactly("__.._etc", "x.mp4");
    assertThat(path("{user}/{name}", ".hidden", "user", ".ssh"))
        .containsExactly("_ssh", "_hidden.mp4");
  }

  @Test
  void a_folder_without_a_name_is_left_out() {
    assertThat(path("{user}/{name}", "x", "user", "")).containsExactly("x.mp4");
  }

  @Test
  void a_name_fits_into_a_file_system_extension_included() {
    String cut = path("{name}", "映".repeat(200)).get(0);

    assertThat(cut).endsWith("映.mp4");
    assertThat(cut.getBytes(StandardCharsets.UTF_8).length)
        .isLessThanOrEqualTo(255)
        .isGreaterThan(250);
  }

  @ParameterizedTest
  @CsvSource({
    "{titel}, 'knows {date} {folder} {name} {preset} {rule} {user}, but no {titel}'",
    "'{name', 'has a brace without its partner: {name'",
    "../{name}, 'must be a relative path without empty names and names that begin with a dot, not ../{name}'",
    "/{name}, 'must be a relative path without empty names and names that begin with a dot, not /{name}'",
    "'', 'must be a relative path without empty names and names that begin with a dot, not '",
    ".{name}, 'must be a relative path without empty names and names that begin with a dot, not .{name}'"
  })
  void refuses_a_template_that_makes_no_sense(String template, String complaint) {
    assertThat(Naming.complaint(template)).contains(complaint);
  }

  private static List<String> path(String template, String name, String... others) {
    Map<String, String> values =
        new HashMap<>(
            Map.of(
                "name",
                name,
                "folder",
                "new",
                "rule",
                "films",
                "preset",
                "Fast 1080p30",
                "user",
                "anna",
                "date",
                "2026-11-22"));
    for (int i = 0; i < others.length; i += 2) {
      values.put(others[i], others[i + 1]);
    }
    return Naming.path(template, values, "mp4");
  }
}
