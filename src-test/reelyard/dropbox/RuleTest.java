package reelyard.dropbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reelyard.bus.Json;

final class RuleTest {

  @Test
  void what_is_left_out_gets_its_default() {
    Rule rule = config("{'path': '/in', 'output': '/out'}").folders().get("films");

    assertThat(rule)
        .isEqualTo(
            new Rule(
                "/in",
                "/out",
                "Fast 1080p30",
                "",
                "mp4",
                null,
                "",
                50,
                null,
                "",
                "{name}",
                true,
                true,
                30,
                "keep",
                "",
                ""));
  }

  @Test
  void results_may_lie_within_the_watched_folder() {
    assertThat(config("{'path': '/in', 'output': '/in/done'}").watchesAny()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'output': '/out'} | path must be an absolute path without . and .., not null",
        "{'path': '/in'} | output must be an absolute path",
        "{'path': '/', 'output': '/out'} | path must be a folder of its own",
        "{'path': 'in', 'output': '/out'} | path must be an absolute path",
        "{'path': '/in/../etc', 'output': '/out'} | path must be an absolute path",
        "{'path': '/in', 'output': '/in'} | output must be neither the watched folder nor one above",
        "{'path': '/in/a', 'output': '/in'} | output must be neither the watched folder nor one above",
        "{'path': '/in', 'output': '/out', 'preset': ' '} | preset must be the name of a preset",
        "{'path': '/in', 'output': '/out', 'presetFile': '/p.json'} | preset is missing",
        "{'path': '/in', 'output': '/out', 'container': 'avi'} | container must be mp4, mkv or webm",
        "{'path': '/in', 'output': '/out', 'options': ['-o', 'x']} | options: the HandBrake option -o",
        "{'path': '/in', 'output': '/out', 'priority': 101} | priority must be 0 to 100, not 101",
        "{'path': '/in', 'output': '/out', 'name': '{x}'} | name knows",
        "{'path': '/in', 'output': '/out', 'settleSeconds': 0} | settleSeconds must be 1 to 86400",
        "{'path': '/in', 'output': '/out', 'after': 'delete'} | after must be keep or archive",
        "{'path': '/in', 'output': '/out', 'after': 'archive'} | archive must name the folder",
        "{'path': '/in', 'output': '/out', 'archive': '/a'} | archive is of no use while after is keep",
        "{'path': '/in', 'output': '/out', 'after': 'archive', 'archive': '/'} | archive must be neither",
        "{'path': '/in', 'output': '/out', 'sort': 1} | sort: unknown",
        "null | folders.films must have the keys path and output"
      })
  void nonsense_is_refused_by_its_key(String rule, String words) {
    assertThatThrownBy(() -> config(rule))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(words);
  }

  @ParameterizedTest
  @CsvSource({
    "/in, /x, /in, /y, /a, folders.two.archive and folders.one.path",
    "/in, /x, /in/deep, /y, /a, folders.two.archive and folders.one.path",
    "/in, /x, /other, /y, /in, folders.two.archive and folders.one.path",
    "/out/in, /x, /other, /out, , folders.two.output and folders.one.path",
  })
  void rules_that_are_at_odds_are_refused_by_their_keys(
      String path,
      String output,
      String otherPath,
      String otherOutput,
      String archive,
      String words) {
    Map<String, Rule> rules =
        Map.of(
            "one",
            Drops.rule(Path.of(path), Path.of(output), null),
            "two",
            Drops.rule(
                Path.of(otherPath),
                Path.of(otherOutput),
                archive == null ? null : Path.of(archive)));

    assertThatThrownBy(() -> Overlap.check(rules)).hasMessageContaining(words);
  }

  @Test
  void a_rule_needs_a_plain_name_and_polling_some_time() {
    assertThatThrownBy(() -> config("Films!", "{'path': '/in', 'output': '/out'}", 60))
        .hasMessageContaining("folders: a name must be lower-case letters");
    assertThatThrownBy(() -> config("films", "{'path': '/in', 'output': '/out'}", 0))
        .hasMessageContaining("pollSeconds must be 1 to 86400, not 0");
  }

  private static DropboxConfig config(String rule) {
    return config("films", rule, 60);
  }

  private static DropboxConfig config(String name, String rule, int pollSeconds) {
    String text =
        "{'folders': {'%s': %s}, 'pollSeconds': %d, 'ledger': '', 'ftp': %s}"
            .formatted(
                name,
                rule,
                pollSeconds,
                "{'on': false, 'host': '::1', 'port': 0, 'passivePorts': '0',"
                    + " 'tls': {'mode': 'auto', 'certificate': '', 'key': ''}}");
    return Json.decodeStrictly(new JsonObject(text.replace('\'', '"')), DropboxConfig.class);
  }
}
