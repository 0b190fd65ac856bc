package reelyard.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reelyard.FreePort;
import reelyard.node.probe.Caller;
import reelyard.node.probe.Echo;
import reelyard.node.probe.Forsaken;

/** Several JVMs, one cluster. */
final class ClusterTest {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final int port = FreePort.take();

  @Test
  void two_cold_nodes_form_a_cluster_and_talk() throws Exception {
    try (NodeProcess echo = echo("attic");
        NodeProcess caller = caller("attic")) {
      caller.awaitExactly("answered", PATIENCE);
      assertThat(echo.output()).containsPattern("member 127.0.0.1:\\d+ joined, 2 now");
      System.out.println("two cold nodes talked after " + caller.age().toMillis() + " ms");
      assertThat(caller.age()).isLessThan(Duration.ofSeconds(isQuiet() ? 5 : 15));
    }
  }

  @Test
  void a_killed_member_is_noticed_at_once_and_a_stopped_one_says_goodbye() throws Exception {
    try (NodeProcess echo = echo("attic");
        NodeProcess caller = caller("attic")) {
      caller.awaitExactly("answered", PATIENCE);

      long killed = System.nanoTime();
      echo.signal("KILL");

      caller.awaitExactly("NO_HANDLERS", PATIENCE);
      print("a killed member was noticed after", killed);
      assertThat(caller.output()).containsPattern("member 127.0.0.1:\\d+ left, 1 now");

      try (NodeProcess again = echo("attic")) {
        caller.awaitExactly("answered", PATIENCE);
        long terminated = System.nanoTime();
        again.signal("TERM");

        assertThat(again.exit(PATIENCE)).isEqualTo(143);
        print("a member had left after", terminated);
        caller.awaitExactly("NO_HANDLERS", PATIENCE);
      }
    }
  }

  @Test
  void farms_of_different_names_never_merge() throws Exception {
    try (NodeProcess echo = echo("attic")) {
      echo.await("farm attic: ", PATIENCE);
      try (NodeProcess caller = caller("cellar")) {
        caller.awaitExactly("NO_HANDLERS", PATIENCE);
        assertThat(echo.output()).doesNotContain(" joined");
        assertThat(caller.output()).doesNotContain(" joined");
      }
    }
  }

  @Test
  void a_member_whose_ports_are_all_taken_says_so() throws Exception {
    try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
        NodeProcess node =
            NodeProcess.start("run", Echo.class.getName(), "-cluster", "-conf", conf("a", 1, ""))) {
      assertThat(node.exit(PATIENCE)).isEqualTo(ExitCode.CLUSTER);
      assertThat(node.output())
          .isEqualTo(
              "reelyard: the cluster did not start: no port from %d to %d is free at 127.0.0.1: "
                      .formatted(taken.getLocalPort(), port)
                  + "change cluster.port or cluster.portCount in the configuration");
    }
  }

  @Test
  void a_process_whose_hazelcast_gives_up_stops_its_verticles_and_ends_as_failed()
      throws Exception {
    try (NodeProcess node =
        NodeProcess.start(
            "run", Forsaken.class.getName(), "--cluster", "--conf", conf("attic", 3, ""))) {
      assertThat(node.exit(PATIENCE)).isEqualTo(ExitCode.CLUSTER);
      assertThat(node.output())
          .containsSubsequence("Hazelcast has shut itself down", "stopped Forsaken");
    }
  }

  @Test
  void an_encrypted_member_hears_nobody_with_another_authoritys_certificate(
      @TempDir Path ours, @TempDir Path theirs) throws Exception {
    PemFiles own = PemFiles.in(ours);
    PemFiles other = PemFiles.in(theirs);
    try (NodeProcess echo = encrypted(own, Echo.class, "\"name\":\"echo\"")) {
      try (NodeProcess caller = encrypted(own, Caller.class, "\"calls\":\"echo\"")) {
        caller.awaitExactly("answered", PATIENCE);
      }
      try (NodeProcess stranger = encrypted(other, Caller.class, "\"calls\":\"echo\"")) {
        stranger.awaitExactly("TIMEOUT", PATIENCE);
        assertThat(stranger.output()).doesNotContain("answered");
        assertThat(echo.output()).contains("started Echo");
      }
    }
  }

  @Test
  void keys_that_cannot_be_read_are_refused(@TempDir Path folder) throws Exception {
    PemFiles nowhere = new PemFiles(folder.resolve("cert.pem"), folder.resolve("key.pem"));
    try (NodeProcess node = encrypted(nowhere, Echo.class, "")) {
      assertThat(node.exit(PATIENCE)).isEqualTo(ExitCode.USAGE);
      assertThat(node.output())
          .isEqualTo(
              "reelyard: cluster: tls.certificate: %s cannot be read: give the path of a PEM file"
                  .formatted(nowhere.certificate()));
    }
  }

  @Test
  void a_host_that_is_not_this_machine_is_refused() throws Exception {
    try (NodeProcess node =
        NodeProcess.start("run", Echo.class.getName(), "-cluster", "--cluster-host", "192.0.2.1")) {
      assertThat(node.exit(PATIENCE)).isEqualTo(ExitCode.USAGE);
      assertThat(node.output())
          .isEqualTo("reelyard: cluster: host 192.0.2.1 is not an address of this machine");
    }
  }

  @Test
  void a_staging_that_remote_workers_cannot_reach_is_refused() throws Exception {
    try (NodeProcess node =
        NodeProcess.start("run", "manager", "-cluster", "--cluster-host", "192.0.2.1")) {
      assertThat(node.exit(PATIENCE)).isEqualTo(ExitCode.USAGE);
      assertThat(node.output())
          .isEqualTo(
              "reelyard: staging: host 127.0.0.1 cannot be reached from other machines, which"
                  + " cluster.host 192.0.2.1 lets in: set staging.host to 192.0.2.1");
    }
  }

  @Test
  @Tag("slow")
  void a_frozen_member_is_noticed_and_after_its_thaw_both_sides_hear_each_other() throws Exception {
    try (NodeProcess elder = both("elder", "younger");
        NodeProcess younger = both("younger", "elder")) {
      elder.awaitExactly("answered", PATIENCE);
      younger.awaitExactly("answered", PATIENCE);

      healsAfterFreezing(elder, younger);
      healsAfterFreezing(younger, elder);
    }
  }

  private static void healsAfterFreezing(NodeProcess frozen, NodeProcess other) throws Exception {
    other.skip();
    long stopped = System.nanoTime();
    frozen.signal("STOP");
    other.await(" left, 1 now", PATIENCE);
    print("a frozen member was noticed after", stopped);
    other.awaitExactly("NO_HANDLERS", PATIENCE);
    frozen.skip();
    // Frozen for 20 s in all.
    assertThat(frozen.isSilentFor(Duration.ofSeconds(20).minus(since(stopped)))).isTrue();

    long thawed = System.nanoTime();
    frozen.signal("CONT");
    frozen.await(" joined, 2 now", PATIENCE);
    frozen.awaitExactly("answered", PATIENCE);
    other.awaitExactly("answered", PATIENCE);
    print("messages flowed again after", thawed);
  }

  private NodeProcess both(String name, String calls) throws IOException {
    String custom = "\"name\":\"%s\",\"calls\":\"%s\"".formatted(name, calls);
    return NodeProcess.start(
        "run",
        Echo.class.getName(),
        Caller.class.getName(),
        "--cluster",
        "--conf",
        conf("attic", 3, custom));
  }

  private NodeProcess echo(String farm) throws IOException {
    return NodeProcess.start(
        "run", Echo.class.getName(), "--cluster", "--conf", conf(farm, 3, "\"name\":\"echo\""));
  }

  private NodeProcess caller(String farm) throws IOException {
    return NodeProcess.start(
        "run", Caller.class.getName(), "--cluster", "--conf", conf(farm, 3, "\"calls\":\"echo\""));
  }

  private NodeProcess encrypted(PemFiles pem, Class<?> verticle, String custom) throws IOException {
    String tls =
        "\"tls\":{\"certificate\":\"%s\",\"key\":\"%s\",\"authority\":\"%s\"}"
            .formatted(pem.certificate(), pem.key(), pem.certificate());
    return NodeProcess.start(
        "run",
        verticle.getName(),
        "--cluster",
        "--conf",
        conf("attic", 3, custom).replace("\"portCount\"", tls + ",\"portCount\""));
  }

  private String conf(String farm, int ports, String custom) {
    return "{\"farm\":\"%s\",\"cluster\":{\"port\":%d,\"portCount\":%d},\"custom\":{%s}}"
        .formatted(farm, port, ports, custom);
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }

  private static void print(String what, long sinceNanos) {
    System.out.println(what + " " + since(sinceNanos).toMillis() + " ms");
  }

  /** On a machine that builds other things at the same time no promise of seconds can be held. */
  private static boolean isQuiet() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()
        < Runtime.getRuntime().availableProcessors();
  }
}
