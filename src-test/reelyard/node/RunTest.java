package reelyard.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reelyard.node.probe.Echo;
import reelyard.node.probe.Failing;
import reelyard.node.probe.Hanging;
import reelyard.node.probe.Leaving;
import reelyard.node.probe.Resigning;
import reelyard.node.probe.Second;

/** {@code run} in a JVM of its own, without a cluster. */
final class RunTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void runs_verticles_in_order_and_stops_them_in_reverse_when_terminated() throws Exception {
    try (NodeProcess node =
        NodeProcess.start("run", Echo.class.getName(), "java:" + Second.class.getName())) {
      node.await("started: " + Echo.class.getName() + ", ", PATIENCE);
      System.out.println(
          "run of two small verticles was up after " + node.age().toMillis() + " ms");

      node.signal("TERM");

      assertThat(node.exit(PATIENCE)).isEqualTo(143);
      assertThat(node.output())
          .containsSubsequence("started Echo", "started Second", "stopped Second", "stopped Echo");
    }
  }

  @Test
  void ends_with_130_after_an_interrupt() throws Exception {
    try (NodeProcess node = NodeProcess.start("run", Echo.class.getName())) {
      node.await("farm reelyard: ", PATIENCE);

      node.signal("INT");

      assertThat(node.exit(PATIENCE)).isEqualTo(130);
      assertThat(node.output()).contains("stopped Echo");
    }
  }

  @Test
  @Tag("slow")
  void ends_even_when_a_verticle_never_stops() throws Exception {
    try (NodeProcess node =
        NodeProcess.start("run", Echo.class.getName(), Hanging.class.getName())) {
      node.await("farm reelyard: ", PATIENCE);

      node.signal("TERM");

      assertThat(node.exit(PATIENCE)).isEqualTo(143);
      assertThat(node.output()).contains("not everything stopped within 9 s");
    }
  }

  @Test
  void ends_with_0_when_every_verticle_has_left_by_itself() throws Exception {
    try (NodeProcess node = NodeProcess.start("run", Leaving.class.getName())) {
      assertThat(node.exit(PATIENCE)).isZero();
      assertThat(node.output()).contains("every verticle of this process has left");
    }
  }

  @Test
  void ends_as_failed_when_a_verticle_had_to_leave() throws Exception {
    try (NodeProcess node = NodeProcess.start("run", Resigning.class.getName())) {
      assertThat(node.exit(PATIENCE)).isEqualTo(ExitCode.DEPLOYMENT);
      assertThat(node.output()).contains("what this process runs has left, not as asked");
    }
  }

  @Test
  void gives_verticles_the_whole_configuration_and_as_many_instances_as_asked() throws Exception {
    Path file = Files.writeString(folder.resolve("my conf.yaml"), "custom: {name: attic}");
    try (NodeProcess node =
        NodeProcess.start(
            "run", "-instances", "3", Echo.class.getName(), "-conf", file.toString())) {
      node.await("farm reelyard: ", PATIENCE);

      assertThat(node.output().lines().filter("started Echo attic"::equals)).hasSize(3);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "missing, 3, HandBrakeCLI is missing: apt-get install it",
    "expected, 15, port 21 is taken: set staging.port",
    "bug, 15, java.lang.NullPointerException at reelyard.node.probe.Failing.start(Failing.java:",
  })
  void tells_in_one_line_why_a_verticle_did_not_start(String how, int status, String words)
      throws Exception {
    try (NodeProcess node =
        NodeProcess.start(
            "run",
            Echo.class.getName(),
            Failing.class.getName(),
            "--conf={\"custom\":{\"fails\":\"" + how + "\"}}")) {
      assertThat(node.exit(PATIENCE)).isEqualTo(status);
      assertThat(node.output().lines())
          .hasSize(3)
          .contains("started Echo echo", "stopped Echo")
          .anyMatch(
              line ->
                  line.startsWith(
                      "reelyard: " + Failing.class.getName() + " did not start: " + words));
    }
  }

  @Test
  void a_bad_configuration_ends_with_2_and_its_message() throws Exception {
    Path file = Files.writeString(folder.resolve("my.yaml"), "web: {prot: 1}");
    try (NodeProcess node =
        NodeProcess.start("run", Echo.class.getName(), "--conf", file.toString())) {
      assertThat(node.exit(PATIENCE)).isEqualTo(ExitCode.USAGE);
      assertThat(node.output())
          .startsWith(
              "reelyard: " + file + ":1:7: web.prot: unknown; did you mean port? known here");
    }
  }

  @Test
  void an_unknown_role_ends_with_2_and_its_message() throws IOException, InterruptedException {
    try (NodeProcess node = NodeProcess.start("run", "wroker")) {
      assertThat(node.exit(PATIENCE)).isEqualTo(ExitCode.USAGE);
      assertThat(node.output())
          .startsWith("reelyard: wroker is unknown; did you mean worker?")
          .contains("Roles: manager");
    }
  }
}
