package reelyard.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reelyard.node.probe.Echo;

final class RunArgumentsTest {

  private static final String ECHO = Echo.class.getName();

  @TempDir Path folder;

  @Test
  void a_managers_scheduler_starts_first_so_that_a_second_manager_ends_there() throws Exception {
    assertThat(parse("manager", "web").verticles().roles())
        .containsExactly(
            Role.SCHEDULER, Role.STAGING, Role.WEB, Role.ALERT, Role.DROPBOX, Role.GATEWAY);
  }

  @Test
  void roles_and_classes_go_together() throws Exception {
    assertThat(parse("manager").verticles().named()).isEmpty();
    assertThat(parse("dropbox", "worker").verticles().named())
        .containsExactlyInAnyOrder(Role.DROPBOX, Role.WORKER);
    VerticleNames verticles = parse("worker", ECHO, "staging", "java:" + ECHO).verticles();

    assertThat(verticles.roles()).containsExactly(Role.STAGING, Role.WORKER);
    assertThat(verticles.classes()).containsExactly(Echo.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-cluster -cluster-host 127.0.0.2 -cluster-port 7 -conf {\"farm\":\"attic\"}",
        "--cluster --cluster-host=127.0.0.2 --cluster-port=7 --conf={\"farm\":\"attic\"}",
        "-c --Cluster-Host 127.0.0.2 -cluster-port=7 --conf {\"farm\":\"attic\"}",
      })
  void options_have_one_dash_or_two(String options) throws Exception {
    RunArguments arguments = parse(("worker " + options).split(" "));
    FarmConfig config = arguments.config(Map.of());

    assertThat(arguments.clustered()).isTrue();
    assertThat(arguments.forVertx()).containsExactly("--cluster");
    assertThat(config.farm()).isEqualTo("attic");
    assertThat(config.cluster().host()).isEqualTo("127.0.0.2");
    assertThat(config.cluster().busPort()).isEqualTo(7);
  }

  @Test
  void a_configuration_is_a_file_or_the_text_itself() throws Exception {
    Path file = Files.writeString(folder.resolve("my {conf}.yaml"), "farm: attic");

    assertThat(parse("worker", "-conf", file.toString()).config(Map.of()).farm())
        .isEqualTo("attic");
    assertThatThrownBy(() -> parse("worker", "-conf", "{\"frm\":1}").config(Map.of()))
        .isInstanceOf(BadConfigException.class)
        .hasMessageStartingWith("--conf:1:2: frm: unknown; did you mean farm?");
    assertThatThrownBy(() -> parse("worker", "-conf", "none.yaml").config(Map.of()))
        .isInstanceOf(BadConfigException.class)
        .hasMessageStartingWith("none.yaml: there is no such");
  }

  @Test
  void deployment_options_are_for_classes_of_the_users_own() throws Exception {
    RunArguments arguments =
        parse(
            ECHO,
            "-w",
            "-instances",
            "2",
            "--deployment-options",
            "{\"workerPoolName\":\"echo\",\"instances\":3}");

    assertThat(arguments.forVertx()).containsExactly("--instances=2", "--worker");
    assertThat(arguments.deploymentJson().getString("workerPoolName")).isEqualTo("echo");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "~~                                         | run needs a role (manager, scheduler",
        "wroker                                     | did you mean worker?",
        "com.example.None                           | com.example.None is unknown",
        "java.lang.String                           | java.lang.String is not a verticle",
        "../x                                       | ../x is unknown",
        "worker --clusterr                          | Unknown option: '--clusterr'",
        "worker -conf                               | Missing required parameter",
        "worker -cluster-port x                     | 'x' is not an int",
        "worker -ha                                 | -ha, -hagroup and -quorum are gone",
        "worker -hagroup g                          | -ha, -hagroup and -quorum are gone",
        "worker -instances 2                        | a process runs each role once",
        "worker ECHO -instances 2                   | a process runs each role once",
        "worker ECHO --deployment-options {\"instances\":2} | a process runs each role once",
        "worker -w                                  | deployment options are for verticle classes",
        "ECHO -w -vt                                | exclude each other",
        "ECHO -instances 0                          | -instances must be 1 or more, not 0",
        "ECHO --deployment-options {\"config\":{}}  | must not hold config",
        "ECHO --deployment-options {\"instance\":1} | instance: unknown; did you mean instances?",
        "ECHO --deployment-options {\"instances\":\"2\"} | instances cannot be 2",
        "ECHO --deployment-options {                | --deployment-options:1:",
        "ECHO --deployment-options none.json        | none.json is neither JSON nor a readable file",
        "ECHO --options {\"eventLoopPoolSiz\":1}    | did you mean eventLoopPoolSize?",
        "ECHO --options {\"eventLoopPoolSize\":0}   | --options: ",
      })
  void a_wrong_command_line_is_refused(String line, String message) {
    String[] args = line.isEmpty() ? new String[0] : line.replace("ECHO", ECHO).split(" ");

    assertThatThrownBy(() -> parse(args))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(message);
  }

  @Test
  void words_that_begin_with_an_at_sign_are_no_files_to_be_read() {
    assertThatThrownBy(() -> parse("@/etc/hostname"))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("@/etc/hostname is unknown");
  }

  @Test
  void help_shows_both_spellings() throws Exception {
    assertThat(parse("--help").helpRequested()).isTrue();
    assertThat(RunArguments.usage()).contains("-conf, --conf=FILE|JSON", "Roles: manager");
  }

  private static RunArguments parse(String... args) throws UsageException {
    return RunArguments.parse(List.copyOf(Arrays.asList(args)));
  }
}
