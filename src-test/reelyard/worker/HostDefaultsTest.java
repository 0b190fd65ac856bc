package reelyard.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reelyard.model.LaneCounts;
import reelyard.model.UserFolders;

class HostDefaultsTest {

  private static final Path HOME = Path.of("/home/ada");

  @ParameterizedTest
  @CsvSource({
    "attic, attic",
    "Attic.Example.ORG, attic.example.org",
    "'-my host!', my-host-",
    "'é', worker",
    "'', worker"
  })
  void makes_the_hosts_name_a_legal_id(String hostName, String id) {
    HostDefaults host = new HostDefaults(hostName, new UserFolders(HOME, Map.of()));

    assertThat(host.workerId(config("", "", ""))).isEqualTo(id);
    assertThat(config(id, "", "").name()).isEqualTo(id);
  }

  @Test
  void shortens_a_name_that_is_too_long() {
    HostDefaults host = new HostDefaults("x".repeat(100), new UserFolders(HOME, Map.of()));

    assertThat(host.workerId(config("", "", ""))).hasSize(63);
  }

  @Test
  void takes_what_the_configuration_says() {
    HostDefaults host =
        new HostDefaults("attic", new UserFolders(HOME, Map.of("XDG_CACHE_HOME", "/var/cache")));
    WorkerConfig config = config("w1", "/big/scratch", "/big/logs");

    assertThat(host.workerId(config)).isEqualTo("w1");
    assertThat(host.scratch(config)).isEqualTo(Path.of("/big/scratch"));
    assertThat(host.logs(config)).isEqualTo(Path.of("/big/logs"));
  }

  @Test
  void follows_xdg_where_it_is_set_to_an_absolute_path() {
    WorkerConfig config = config("", "", "");
    HostDefaults set =
        new HostDefaults(
            "a", new UserFolders(HOME, Map.of("XDG_CACHE_HOME", "/c", "XDG_STATE_HOME", "/s")));
    HostDefaults odd =
        new HostDefaults("a", new UserFolders(HOME, Map.of("XDG_CACHE_HOME", "relative")));

    assertThat(set.scratch(config)).isEqualTo(Path.of("/c/reelyard"));
    assertThat(set.logs(config)).isEqualTo(Path.of("/s/reelyard/logs"));
    assertThat(odd.scratch(config)).isEqualTo(HOME.resolve(".cache/reelyard"));
    assertThat(odd.logs(config)).isEqualTo(HOME.resolve(".local/state/reelyard/logs"));
  }

  private static WorkerConfig config(String name, String scratch, String logs) {
    return new WorkerConfig(
        name,
        scratch,
        logs,
        "HandBrakeCLI",
        "ffprobe",
        "ffmpeg",
        new LaneCounts(1, 1, 1),
        10,
        300,
        "",
        List.of(),
        List.of(),
        "");
  }
}
