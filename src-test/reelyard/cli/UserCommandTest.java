package reelyard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reelyard.login.PasswordHash;
import reelyard.login.UserFile;
import reelyard.model.UserRole;

/** Who may log in, by the command line. */
class UserCommandTest {

  @TempDir private Path folder;

  private final InputStream in = System.in;
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final ByteArrayOutputStream complained = new ByteArrayOutputStream();
  private Path conf;
  private UserFile file;

  @BeforeEach
  void start() throws Exception {
    file = new UserFile(folder.resolve("users.jsonl"));
    conf =
        Files.writeString(
            folder.resolve("farm.yaml"),
            "users: {file: %1$s/users.jsonl}\ndropbox: {folders: {films: {path: %1$s/in, output: %1$s/out}}}"
                .formatted(folder));
    System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void stop() {
    System.setIn(in);
    System.setOut(out);
    System.setErr(err);
  }

  @Test
  void a_user_is_added_listed_given_another_password_and_removed() throws Exception {
    assertThat(user("seven correct horses", "add", "anna", "--folder", "films")).isZero();
    assertThat(PasswordHash.matches("seven correct horses", file.users().get(0).password()))
        .isTrue();
    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains(
            "anna may log in as submitter by " + file.path(),
            "set web.login to always, or dropbox.ftp.on");

    assertThat(user("nine other horses", "password", "anna")).isZero();
    assertThat(PasswordHash.matches("nine other horses", file.users().get(0).password())).isTrue();

    said.reset();
    assertThat(user("", "list")).isZero();
    assertThat(said).hasToString("NAME  ROLE       FOLDERS\nanna  submitter  films\n");
    said.reset();
    assertThat(user("", "list", "--json")).isZero();
    assertThat(said)
        .hasToString(
            "{\"users\":[{\"name\":\"anna\",\"role\":\"submitter\",\"folders\":[\"films\"]}]}\n");

    assertThat(user("", "role", "anna", "operator")).isZero();
    assertThat(file.users().get(0).role()).isEqualTo(UserRole.OPERATOR);

    assertThat(user("", "remove", "anna")).isZero();
    assertThat(file.users()).isEmpty();
    assertThat(Files.readString(file.path())).doesNotContain("horse");
  }

  @Test
  void nonsense_is_refused_with_what_would_make_sense() {
    assertThat(user("seven correct horses", "add", "Anna!")).isEqualTo(ExitStatus.USAGE);
    assertThat(user("seven correct horses", "add", "anna", "--role", "king"))
        .isEqualTo(ExitStatus.USAGE);
    assertThat(user("seven correct horses", "add", "anna", "--folder", "x"))
        .isEqualTo(ExitStatus.USAGE);
    assertThat(user("short", "add", "anna")).isEqualTo(ExitStatus.USAGE);
    assertThat(user("password12345678", "add", "anna")).isEqualTo(ExitStatus.USAGE);
    assertThat(user(null, "add", "anna")).isEqualTo(ExitStatus.FAILED);
    assertThat(user("seven correct horses", "password", "anna")).isEqualTo(ExitStatus.USAGE);
    assertThat(user("", "remove", "anna")).isEqualTo(ExitStatus.USAGE);
    assertThat(user("", "role", "anna", "admin")).isEqualTo(ExitStatus.USAGE);
    assertThat(user("")).isEqualTo(ExitStatus.USAGE);

    assertThat(complained.toString(StandardCharsets.UTF_8))
        .contains(
            "lower-case letters", "viewer, submitter, operator or admin", "there is no watched")
        .contains(
            "12 to 128 characters",
            "is easy to guess: ",
            "no password was given",
            "there is no user anna",
            "add, list")
        .doesNotContain("seven correct horses");
    assertThat(file.users()).isEmpty();
  }

  @Test
  void the_same_name_is_not_added_twice() {
    user("seven correct horses", "add", "anna");

    assertThat(user("seven correct horses", "add", "anna")).isEqualTo(ExitStatus.USAGE);
    assertThat(complained.toString(StandardCharsets.UTF_8)).contains("reelyard user password anna");
  }

  private int user(String line, String... words) {
    byte[] typed = line == null ? new byte[0] : (line + "\n").getBytes(StandardCharsets.UTF_8);
    System.setIn(new ByteArrayInputStream(typed));
    List<String> args = new ArrayList<>(List.of("user"));
    args.addAll(List.of(words));
    if (words.length > 0) {
      args.addAll(List.of("--conf", conf.toString()));
    }
    return Cli.run(args.toArray(String[]::new));
  }
}
