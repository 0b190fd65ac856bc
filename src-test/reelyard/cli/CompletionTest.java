package reelyard.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Asks real shells. */
class CompletionTest {

  @TempDir private Path folder;

  private Path script(String shell) throws IOException {
    PrintStream out = System.out;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      assertThat(Cli.run("completion", shell)).isZero();
    } finally {
      System.setOut(out);
    }
    return Files.write(folder.resolve("script"), said.toByteArray());
  }

  private String say(String... command) throws Exception {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return said.strip();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "jobs --state q | queued",
        "jobs --order n | newest",
        "sort a | age",
        "submit a.mkv --when-done d | delete",
        "submit a.mkv --container w | webm",
        "worker attic pau | pause",
        "worker attic schedule --when-closed g | give-back",
        "user add anna --role o | operator",
        "token add nightly --role v | viewer",
        "run man | manager",
        "completion z | zsh",
        "und | undo",
      })
  void bash_completes(String typed, String completed) throws Exception {
    String words = "reelyard " + typed;
    String driver =
        "source %s; COMP_WORDS=(%s); COMP_CWORD=%d; COMP_LINE='%s'; _complete_reelyard; echo ${COMPREPLY[*]}"
            .formatted(script("bash"), words, words.split(" ", -1).length - 1, words);

    assertThat(say("bash", "--norc", "-c", driver)).isEqualTo(completed);
  }

  @Test
  void zsh_knows_what_to_ask() throws Exception {
    assumeTrue(
        List.of("/bin/zsh", "/usr/bin/zsh").stream().anyMatch(zsh -> Files.exists(Path.of(zsh))),
        "zsh is not installed here");
    String driver = "source " + script("zsh") + "; print -r -- $_comps[reelyard]";

    assertThat(say("zsh", "-f", "-c", driver)).contains("_complete_reelyard");
  }
}
