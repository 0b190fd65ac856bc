package reelyard.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ClusterConfigTest {

  @ParameterizedTest
  @CsvSource({
    "10.0.0.5, 10.0.0.5@7 10.0.0.5@8",
    "10.0.0.5:15701, 10.0.0.5@15701",
    "attic.lan, attic.lan@7 attic.lan@8",
    "attic:9, attic@9",
    "fd00::5, fd00::5@7 fd00::5@8",
    "[fd00::5]:9, fd00::5@9",
    "[fd00::5], fd00::5@7 fd00::5@8",
  })
  void looks_for_a_member_at_every_port_unless_it_names_one(String member, String candidates) {
    ClusterConfig config = new ClusterConfig("10.0.0.1", 7, 2, 0, List.of(member), BusTls.NONE);

    assertThat(config.candidates())
        .extracting(candidate -> candidate.host() + "@" + candidate.port())
        .containsExactly(candidates.split(" "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", " ", "a b", "10.0.0.256", "10.0.0", "10.0.0.*", "10.0.0.1-7", "attic:0", "attic:65536",
        "attic:x", "attic:", ":15701", "[attic]:1", "[fd00::5", "-attic", "a..b", "a/b", "http://a"
      })
  void refuses_what_is_no_member(String member) {
    assertThatThrownBy(() -> new ClusterConfig("10.0.0.1", 7, 2, 0, List.of(member), BusTls.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("members must");
  }

  @Test
  void refuses_a_port_range_past_the_last_port() {
    assertThatThrownBy(() -> new ClusterConfig("10.0.0.1", 65530, 10, 0, List.of(), BusTls.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("65539");
  }

  @Test
  void refuses_to_look_for_other_machines_from_loopback() {
    assertThatThrownBy(
            () -> new ClusterConfig("127.0.0.1", 7, 1, 0, List.of("10.0.0.5"), BusTls.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("host 127.0.0.1 cannot reach the member 10.0.0.5");
  }
}
