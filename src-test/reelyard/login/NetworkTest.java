package reelyard.login;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkTest {

  @ParameterizedTest
  @CsvSource({
    "10.0.0.1,                  10.0.0.1",
    "::ffff:10.0.0.1,           10.0.0.1",
    "2001:db8:1:2:3:4:5:6,      2001:db8:1:2::/64",
    "2001:DB8:1:2::,            2001:db8:1:2::/64",
    "fe80::1%eth0,              fe80:0:0:0::/64",
    "::1,                       0:0:0:0::/64",
    "home,                      home",
    ":::::,                     :::::"
  })
  void counts_as_one_client(String address, String network) {
    assertThat(Network.of(address)).isEqualTo(network);
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.1,        true",
    "::1,             true",
    "fe80::1%eth0,    false",
    "cafe,            false",
    "farm.example,    false",
    "'',              false"
  })
  void tells_an_address_from_a_name(String text, boolean numeric) {
    assertThat(Network.isNumeric(text)).isEqualTo(numeric);
  }
}
