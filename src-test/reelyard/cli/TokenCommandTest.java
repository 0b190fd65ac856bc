package reelyard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reelyard.login.PasswordHash;
import reelyard.login.TokenFile;
import reelyard.login.User;
import reelyard.login.UserFile;
import reelyard.model.UserRole;

/** What programs prove themselves by, by the command line. */
class TokenCommandTest {

  @TempDir private Path folder;

  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final ByteArrayOutputStream complained = new ByteArrayOutputStream();
  private Path conf;
  private TokenFile file;

  @BeforeEach
  void start() throws Exception {
    file = new TokenFile(folder.resolve("attic-tokens.jsonl"));
    conf =
        Files.writeString(
            folder.resolve("farm.yaml"),
            "farm: attic\nusers: {file: %s/users.jsonl}".formatted(folder));
    System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void stop() {
    System.setOut(out);
    System.setErr(err);
  }

  @Test
  void a_token_is_told_once_kept_as_a_hash_listed_and_removed() throws Exception {
    assertThat(token("add", "nightly", "--role", "submitter", "--days", "7")).isZero();
    String secret = said.toString(StandardCharsets.UTF_8).strip();
    long now = System.currentTimeMillis();

    assertThat(secret).matches("ry_[A-Za-z0-9_-]{43}");
    assertThat(file.find(secret, now)).get().hasToString("Token[nightly, submitter]");
    assertThat(file.find(secret, now + 7 * 86_400_000L)).isEmpty();
    assertThat(Files.readString(file.path())).doesNotContain(secret);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
        .isEqualTo("rw-------");

    said.reset();
    assertThat(token("list")).isZero();
    assertThat(said.toString(StandardCharsets.UTF_8)).contains("nightly  submitter");
    said.reset();
    assertThat(token("list", "--json")).isZero();
    assertThat(said.toString(StandardCharsets.UTF_8))
        .startsWith("{\"tokens\":[{\"name\":\"nightly\",\"role\":\"submitter\"")
        .doesNotContain("hash");

    assertThat(token("remove", "nightly")).isZero();
    assertThat(file.find(secret, now)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "add Nightly!",
        "add nightly --role king",
        "add nightly --days 0",
        "add nightly --days 9999",
        "add twice",
        "add anna",
        "remove nightly",
        "",
      })
  void nonsense_is_refused(String words) {
    new UserFile(folder.resolve("users.jsonl"))
        .change(
            none ->
                List.of(
                    new User(
                        "anna", UserRole.VIEWER, List.of(), PasswordHash.of("correct horse"))));
    token("add", "twice");
    said.reset();

    assertThat(token(words.split(" "))).isEqualTo(ExitStatus.USAGE);
    assertThat(said).hasToString("");
    assertThat(complained.toString(StandardCharsets.UTF_8)).isNotBlank();
    assertThat(file.tokens()).hasSize(1);
  }

  @Test
  void a_worker_gets_one_too() {
    assertThat(token("add", "rack", "--role", "worker")).isZero();

    assertThat(file.tokens().get(0).speaksAs()).isEmpty();
  }

  private int token(String... words) {
    List<String> args = new ArrayList<>(List.of("token"));
    for (String word : words) {
      if (!word.isEmpty()) {
        args.add(word);
      }
    }
    if (args.size() > 1) {
      args.addAll(List.of("--conf", conf.toString()));
    }
    return Cli.run(args.toArray(String[]::new));
  }
}
