package reelyard.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
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
    assertThatThrownBy(() -> config("192.0.2.7", "never")).hasMessageContaining("tokens in the clear");
  }

  @Test
  void refuses_limits_that_are_none() {
    assertThatThrownBy(() -> new GatewayLimits(0, 50, 64, 200))
        .hasMessage("limits.connections must be 1 to 10000, not 0");
    assertThatThrownBy(() -> new GatewayLimits(200, 50, 8, 200))
        .hasMessageContaining("limits.megabytes must be 16");
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1, true",
    "192.0.2.1, 192.0.2.2, false",
    "2001:db8:0:1::1, 2001:db8:0:1:ffff::9, true",
    "2001:db8:0:1::1, 2001:db8:0:2::1, false",
  })
  void counts_those_as_one_place_who_share_a_network_of_ipv6(String a, String b, boolean same)
      throws Exception {
    assertThat(Network.of(InetAddress.getByName(a)).equals(Network.of(InetAddress.getByName(b))))
        .isEqualTo(same);
    assertThat(Network.of(InetAddress.getByName("::1"))).isNull();
  }

  private static GatewayConfig config(String host, String tls) {
    return new GatewayConfig(
        true, host, 7000, "auto", new TlsSettings(tls, "", ""), LIMITS);
  }
}
