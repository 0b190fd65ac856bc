package reelyard.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reelyard.bus.Json;
import reelyard.node.BadConfigException;
import reelyard.node.FarmConfig;

class StagingConfigTest {

  @ParameterizedTest
  @ValueSource(strings = {"0", "2121", "15900-15999"})
  void takes_a_port_a_range_or_any(String ports) {
    assertThatNoException().isThrownBy(() -> config("passivePorts", ports));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "70000", "200-100", "0-5", "1,2", "a"})
  void refuses_passive_ports_that_are_none(String ports) {
    assertThatThrownBy(() -> config("passivePorts", ports)).hasMessageContaining("passivePorts");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0.0.0.0", "::"})
  void refuses_a_host_that_no_worker_could_reach(String host) {
    assertThatThrownBy(() -> config("host", host)).hasMessageContaining("host");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "The NAS", "-a", "a/b"})
  void refuses_a_name_that_no_address_can_hold(String name) {
    assertThatThrownBy(() -> config("name", name)).hasMessageContaining("name");
  }

  @Test
  void refuses_ports_and_roots_that_are_none() {
    assertThatThrownBy(() -> config("port", 65536)).hasMessageContaining("port");
    assertThatThrownBy(() -> config("roots", new JsonArray())).hasMessageContaining("roots");
    assertThatThrownBy(() -> config("roots", new JsonArray().add("films")))
        .hasMessageContaining("roots");
  }

  @Test
  void films_that_people_bring_land_below_a_root_whatever_the_roots() throws Exception {
    Path usual = config("folder", "/state/one").uploadsOf("farm");
    JsonArray narrow = new JsonArray().add("/films").add("/more");

    assertThat(usual).isEqualTo(Path.of("/state/staging-uploads"));
    assertThat(config("roots", narrow).uploadsOf("farm"))
        .isEqualTo(Path.of("/films/reelyard-uploads"));
  }

  /** The defaults with one key changed. */
  static StagingConfig config(String key, Object value) throws BadConfigException {
    JsonObject changed = Json.encode(FarmConfig.load(null, Map.of()).staging()).put(key, value);
    return Json.decodeStrictly(changed, StagingConfig.class);
  }
}
