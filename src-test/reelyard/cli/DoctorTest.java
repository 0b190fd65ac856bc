package reelyard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reelyard.cli.Finding.Grade;
import reelyard.node.Machine;
import reelyard.node.Machine.Door;

class DoctorTest {

  private static final Door NOWHERE = new Door("192.0.2.1", 9);

  @TempDir private Path folder;

  private String program(String name, String said) throws IOException {
    Path path = Files.writeString(folder.resolve(name), "#!/bin/sh\ncat <<'X'\n" + said + "\nX\n");
    assertThat(path.toFile().setExecutable(true)).isTrue();
    return path.toString();
  }

  private static Finding about(List<Finding> findings, String subject) {
    return findings.stream()
        .filter(each -> each.subject().equals(subject))
        .findFirst()
        .orElseThrow(() -> new AssertionError(findings.toString()));
  }

  private List<Finding> programs(String handBrake, String ffprobe, String ffmpeg) {
    return new ProgramCheck(
            Map.of("handbrake", handBrake, "ffprobe", ffprobe, "ffmpeg", ffmpeg), "")
        .findings();
  }

  @Test
  void programs_that_are_there_tell_version_and_encoders() throws Exception {
    String help =
        "HandBrake 1.6.1\n   -e, --encoder <string>  Select video encoder:\n"
            + " ".repeat(30)
            + "x264\n"
            + " ".repeat(30)
            + "nvenc_h264\n   --other";
    List<Finding> findings =
        programs(
            program("HandBrakeCLI", help),
            program("ffprobe", "ffprobe version 5.1 Copyright"),
            program("ffmpeg", "ffmpeg version 5.1 Copyright"));

    assertThat(findings).allMatch(each -> each.grade() == Grade.OK || each.subject().contains(" "));
    assertThat(about(findings, "HandBrakeCLI").found()).startsWith("1.6.1 at ");
    assertThat(about(findings, "encoders").found())
        .isEqualTo("x264; in hardware, once a worker has proved them: nvenc_h264");
  }

  @Test
  void programs_that_are_missing_broken_or_old_come_with_a_remedy() throws Exception {
    List<Finding> missing = programs("HandBrakeCLI", "/no/ffprobe", "");
    assertThat(about(missing, "HandBrakeCLI").grade()).isEqualTo(Grade.BAD);
    assertThat(about(missing, "HandBrakeCLI").remedy()).contains("apt-get install handbrake-cli");
    assertThat(about(missing, "ffprobe").remedy()).contains("worker.ffprobe");
    assertThat(about(missing, "ffmpeg").grade()).isEqualTo(Grade.WARNING);

    List<Finding> broken =
        programs(program("hb", "hello"), program("fp", "hello"), program("fm", "hello"));
    assertThat(about(broken, "HandBrakeCLI").grade()).isEqualTo(Grade.BAD);
    assertThat(about(broken, "ffprobe").found()).contains("does not run as ffprobe does");

    List<Finding> old = programs(program("old", "HandBrake 1.2.9"), "", "");
    assertThat(about(old, "HandBrakeCLI").grade()).isEqualTo(Grade.WARNING);
    assertThat(about(old, "encoders").grade()).isEqualTo(Grade.BAD);
  }

  private Machine machine(Path scratch, Path root, long low, Door door, Door member) {
    return new Machine(
        Map.of(),
        Map.of("worker.scratch", scratch),
        List.of(root),
        low,
        Map.of("web.port", door),
        member,
        1,
        Map.of("nas", List.of(member)));
  }

  @Test
  void folders_need_room_and_must_be_folders() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    Machine good = machine(folder.resolve("new/scratch"), folder, 1, NOWHERE, NOWHERE);
    Machine bad = machine(file.resolve("x"), folder.resolve("gone"), 1, NOWHERE, NOWHERE);
    Machine low = machine(folder, folder, Long.MAX_VALUE, NOWHERE, NOWHERE);

    assertThat(new PlaceCheck(good).findings()).allMatch(each -> each.grade() == Grade.OK);
    assertThat(new PlaceCheck(bad).findings())
        .allMatch(each -> each.grade() == Grade.BAD && !each.remedy().isEmpty());
    assertThat(about(new PlaceCheck(low).findings(), "worker.scratch").remedy())
        .contains("worker.scratch");
  }

  @Test
  void ports_are_free_held_or_of_no_address_here() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Door held = new Door("127.0.0.1", socket.getLocalPort());
      Machine machine = machine(folder, folder, 1, held, held);

      List<Finding> ofFarm = new DoorCheck(machine, door -> true).findings();
      assertThat(about(ofFarm, "web.port").grade()).isEqualTo(Grade.OK);
      assertThat(about(ofFarm, "member nas").found()).startsWith("answers at port");
      assertThat(about(ofFarm, "cluster.port").grade()).isEqualTo(Grade.BAD);

      List<Finding> ofOther = new DoorCheck(machine, door -> false).findings();
      assertThat(about(ofOther, "web.port").remedy()).contains("ss -ltnp");
    }
    Machine foreign = machine(folder, folder, 1, NOWHERE, new Door("name.invalid", 1));
    List<Finding> findings = new DoorCheck(foreign, door -> false).findings();
    assertThat(about(findings, "web.port").remedy()).contains("web.host");
    assertThat(about(findings, "member nas").remedy()).contains("/etc/hosts");
  }

  @Test
  void a_clock_that_differs_from_the_managers_is_told() {
    String date = "Tue, 3 Jun 2025 11:05:30 GMT";
    long then = 1_748_948_730_000L;

    assertThat(ManagerClock.of(date, then, then + 900).aheadSeconds()).hasValue(0);
    assertThat(ManagerClock.of(date, then - 10_000, then - 9_000).aheadSeconds()).hasValue(9);
    assertThat(ManagerClock.of(date, then + 61_000, then + 62_000).aheadSeconds()).hasValue(-60);
    assertThat(ManagerClock.of("now", then, then).aheadSeconds()).isEmpty();
    assertThat(FarmCheck.clock(2).grade()).isEqualTo(Grade.OK);
    assertThat(FarmCheck.clock(60).found()).isEqualTo("60 s behind the manager's");
    assertThat(FarmCheck.clock(-60).remedy()).contains("set-ntp");
  }
}
