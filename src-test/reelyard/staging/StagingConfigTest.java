package reelyard.staging;

import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StagingConfigTest {

  @ParameterizedTest
  @ValueSource(strings = {"0", "2121", "15900-15999"})
  void takes_a_port_a_range_or_any(String ports) {
    assertThatNoException()
        .isThrownBy(() -> new StagingConfig("127.0.0.1", 0, ports, List.of("/")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "70000", "200-100", "0-5", "1,2", "a"})
  void refuses_passive_ports_that_are_none(String ports) {
    assertThatThrownBy(() -> new StagingConfig("127.0.0.1", 0, ports, List.of("/")))
        .hasMessageContaining("passivePorts");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0.0.0.0", "::"})
  void refuses_a_host_that_no_worker_could_reach(String host) {
    assertThatThrownBy(() -> new StagingConfig(host, 0, "0", List.of("/")))
        .hasMessageContaining("host");
  }

  @Test
  void refuses_ports_and_roots_that_are_none() {
    assertThatThrownBy(() -> new StagingConfig("127.0.0.1", 65536, "0", List.of("/")))
        .hasMessageContaining("port");
    assertThatThrownBy(() -> new StagingConfig("127.0.0.1", 0, "0", List.of()))
        .hasMessageContaining("roots");
    assertThatThrownBy(() -> new StagingConfig("127.0.0.1", 0, "0", List.of("films")))
        .hasMessageContaining("roots");
  }
}
