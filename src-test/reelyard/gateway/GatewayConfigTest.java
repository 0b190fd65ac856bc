package reelyard.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reelyard.tls.TlsSettings;

class GatewayConfigTest {

  private static final GatewayLimits LIMITS = new GatewayLimits(200, 50, 64, 200);

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, true, tls://attic.example:7000",
    "'::', true, tls://attic.example:7000",
    "192.0.2.7, true, tls://192.0.2.7:7000",
    "2001:db8::7, true, tls://[2001:db8::7]:7000",
    "127.0.0.1, false, tcp://127.0.0.1:7000",
  })
  void tells_programs_an_address_that_they_can_reach(String host, boolean tls, String url) {
    assertThat(config(host, "auto").url(tls, "attic.example", 7000)).isEqualTo(url);
  }

  @Test
  void takes_no_tokens_in_the_clear() {
    assertThatThrownBy(() -> config("192.0.2.7", "never"))
        .hasMessageContaining("tokens in the clear");
  }

  @Test
  void refuses_limits_that_are_none() {
    assertThatThrownBy(() -> new GatewayLimits(0, 50, 64, 200))
        .hasMessage("limits.connections must be 1 to 10000, not 0");
    assertThatThrownBy(() -> new GatewayLimits(200, 50, 8, 200))
        .hasMessageContaining("limits.megabytes must be 16");
  }

  private static GatewayConfig config(String host, String tls) {
    return new GatewayConfig(true, host, 7000, "auto", new TlsSettings(tls, "", ""), LIMITS);
  }
}
