package reelyard.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reelyard.model.UserRole;

final class LoginTest {

  private static final String KEPT = PasswordHash.of("correct horse");

  @TempDir private Path folder;
  private Path path;
  private UserFile file;
  private long now = 1_000_000;
  private Login login;

  @BeforeEach
  void write() {
    path = folder.resolve("state/users.jsonl");
    file = new UserFile(path);
    add("anna");
    login = new Login(file, () -> now);
  }

  @Test
  void lets_in_with_the_right_password_only() throws Exception {
    assertThat(login.login("anna", "correct horse", "a"))
        .get()
        .extracting(User::name)
        .isEqualTo("anna");
    assertThat(login.login("anna", "wrong horse", "a")).isEmpty();
    assertThat(login.login("ben", "correct horse", "a")).isEmpty();
  }

  @Test
  void whoever_guesses_wrong_has_to_wait_and_waits_longer_each_time() throws Exception {
    for (int i = 0; i < 4; i++) {
      login.login("anna", "wrong horse", "a");
    }
    assertThat(login.login("anna", "correct horse", "a")).as("at once").isEmpty();
    now += 2_500;
    assertThat(login.login("anna", "correct horse", "a")).as("later").isPresent();
  }

  @Test
  void a_name_that_is_guessed_at_from_many_places_is_slow_for_all_of_them() throws Exception {
    for (int i = 0; i < 4; i++) {
      login.login("anna", "wrong horse", "a" + i);
    }
    assertThat(login.login("anna", "correct horse", "b")).isEmpty();
  }

  @Test
  void guesses_of_others_keep_nobody_out_where_he_logged_in_before() throws Exception {
    assertThat(login.login("anna", "correct horse", "home")).isPresent();
    for (int i = 0; i < 4; i++) {
      login.login("anna", "wrong horse", "a" + i);
    }

    assertThat(login.login("anna", "correct horse", "home")).isPresent();
    assertThat(login.login("anna", "correct horse", "elsewhere")).isEmpty();
  }

  @Test
  void who_logged_in_from_a_place_waits_for_no_wrong_logins_of_others_there() throws Exception {
    assertThat(login.login("anna", "correct horse", "office")).isPresent();
    for (int i = 0; i < 9; i++) {
      login.login("user" + i, "wrong horse", "office");
    }

    assertThat(login.login("anna", "correct horse", "office")).isPresent();
    assertThat(login.pauseMillis("anna", "elsewhere")).isZero();
    assertThat(login.pauseMillis("ben", "office")).isPositive();
    for (int i = 0; i < 9; i++) {
      login.login("anna", "wrong horse", "office");
    }
    assertThat(login.pauseMillis("anna", "office")).as("his own guesses").isPositive();
  }

  @Test
  void a_kiosk_with_an_old_password_keeps_nobody_else_out() throws Exception {
    assertThat(login.login("anna", "correct horse", "office")).isPresent();
    for (int i = 0; i < 20; i++) {
      login.login("anna", "old horse", "office");
    }

    assertThat(login.pauseMillis("anna", "office")).isPositive();
    assertThat(login.pauseMillis("ben", "office")).isZero();
  }

  @Test
  void nobody_guesses_a_hundred_times_an_hour_at_one_name() {
    Pauses pauses = new Pauses();
    int guesses = 0;
    for (long at = now; at < now + 3_600_000; at += 500) {
      if (pauses.left("a", at) == 0) {
        pauses.wrong("a", at);
        guesses++;
      }
    }
    assertThat(guesses).isBetween(20, 50);
  }

  @Test
  void whoever_guesses_at_one_door_has_to_wait_at_each() throws Exception {
    for (int i = 0; i < 9; i++) {
      Login.at(file).login("anna", "wrong horse", "a");
    }

    assertThat(Login.at(new UserFile(path)).pauseMillis("anna", "b")).isPositive();
  }

  @Test
  void a_whole_network_of_ipv6_is_one_client() throws Exception {
    for (int i = 0; i < 9; i++) {
      login.login("user" + i, "wrong horse", "2001:db8:1:2::" + i);
    }

    assertThat(login.pauseMillis("anna", "2001:db8:1:2:ffff::1")).isPositive();
    assertThat(login.pauseMillis("anna", "2001:db8:1:3::1")).isZero();
  }

  @Test
  void pauses_end_and_so_many_are_remembered_only() {
    Pauses pauses = new Pauses();
    for (int i = 0; i < 1_000; i++) {
      pauses.wrong("a", now);
    }
    assertThat(pauses.left("a", now)).isEqualTo(90_000);
    for (int i = 0; i < 10_000; i++) {
      pauses.wrong("b" + i, now);
    }
    assertThat(pauses.left("a", now)).isZero();
  }

  @Test
  void who_is_removed_is_let_in_no_more_without_a_restart() throws Exception {
    assertThat(login.login("anna", "correct horse", "a")).isPresent();
    new UserFile(path).change(all -> List.of());

    assertThat(login.login("anna", "correct horse", "a")).isEmpty();
  }

  @Test
  void only_its_owner_can_read_the_file() throws Exception {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-------");
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r--r--"));

    assertThatThrownBy(() -> new UserFile(path).users())
        .isInstanceOf(UserFileException.class)
        .hasMessageContaining("chmod 600");
  }

  @Test
  void who_lets_others_read_the_file_while_it_is_in_use_is_told() throws Exception {
    assertThat(file.users()).hasSize(1);
    FileTime before = Files.getLastModifiedTime(path);
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r--r--"));
    Files.setLastModifiedTime(path, before);

    assertThatThrownBy(() -> file.users()).hasMessageContaining("chmod 600");
  }

  @Test
  void a_link_to_the_file_stays_a_link() throws Exception {
    Path link = Files.createSymbolicLink(path.resolveSibling("link.jsonl"), path);

    new UserFile(link).change(all -> List.of());

    assertThat(link).isSymbolicLink();
    assertThat(path).isEmptyFile();
  }

  @Test
  void a_broken_line_is_told_by_its_number_alone() throws Exception {
    Files.writeString(
        path, Files.readString(path) + "{\"name\": \"ben\", \"secret\": \"hunter2\"}\n");

    assertThatThrownBy(() -> new UserFile(path).users())
        .isInstanceOf(UserFileException.class)
        .hasMessageContaining("line 2")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void users_show_no_hash() {
    assertThat(file.users().get(0).toString()).isEqualTo("User[anna, SUBMITTER, [films]]");
  }

  private void add(String name) {
    file.change(
        all -> {
          List<User> more = new ArrayList<>(all);
          more.add(new User(name, UserRole.SUBMITTER, List.of("films"), KEPT));
          return more;
        });
  }
}
