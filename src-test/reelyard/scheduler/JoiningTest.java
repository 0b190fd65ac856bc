package reelyard.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reelyard.login.Token;
import reelyard.login.TokenFile;
import reelyard.message.Refusal;
import reelyard.message.RegisterWorker;

/** Who may join a farm that others can reach. */
class JoiningTest {

  private static final String SECRET = Token.newSecret();

  @TempDir private Path folder;
  private long now = 1_000;

  @Test
  void a_worker_joins_by_a_workers_token_until_that_ends() {
    Joining joining = joining("worker");

    assertThat(joining.refuse(with(SECRET))).isEmpty();
    now = 2_000;
    assertThat(refusal(joining, SECRET).message()).contains("a token that is none or has ended");
  }

  @Test
  void no_token_and_no_other_token_will_do_and_the_refusal_says_what_to_do() {
    Joining joining = joining("worker");

    assertThat(refusal(joining, null).message())
        .contains("sent no token", "./reelyard token add attic --role worker")
        .contains("REELYARD_WORKER_TOKEN");
    String other = Token.newSecret();
    assertThat(refusal(joining, other).code()).isEqualTo(Refusal.FORBIDDEN);
    assertThat(refusal(joining, other).message()).doesNotContain(other);
    assertThat(refusal(joining("admin"), SECRET).code()).isEqualTo(Refusal.FORBIDDEN);
  }

  @Test
  void nobody_joins_while_the_tokens_cannot_be_read() throws Exception {
    Path file = folder.resolve("broken.jsonl");
    new TokenFile(file).change(none -> List.of());
    Files.writeString(file, "nonsense\n");

    assertThat(refusal(new Joining(new TokenFile(file), () -> now), SECRET).code())
        .isEqualTo(Refusal.UNAVAILABLE);
  }

  @Test
  void a_message_never_shows_its_token() {
    assertThat(with(SECRET).toString()).contains("attic").doesNotContain(SECRET);
  }

  private Joining joining(String role) {
    TokenFile file = new TokenFile(folder.resolve(role + ".jsonl"));
    file.change(none -> List.of(new Token("rack", role, Token.hash(SECRET), 0, 2_000)));
    return new Joining(file, () -> now);
  }

  private static Refusal refusal(Joining joining, String token) {
    return joining.refuse(with(token)).orElseThrow();
  }

  private static RegisterWorker with(String token) {
    return new RegisterWorker(NewWorker.worker("attic").info(), List.of(), token);
  }
}
