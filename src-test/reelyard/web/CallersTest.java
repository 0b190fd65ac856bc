package reelyard.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CallersTest {

  private static final List<String> NAMED = List.of("10.9.9.9, 10.0.0.7");

  @Test
  void believes_no_client_that_names_another() {
    Callers callers = new Callers(List.of("10.0.0.2"), true);

    assertThat(callers.of("10.0.0.1", NAMED)).isEqualTo("10.0.0.1");
    assertThat(callers.counted("10.0.0.1")).isEqualTo("10.0.0.1");
  }

  @Test
  void believes_a_proxy_that_is_known_whom_it_saw() {
    Callers callers = new Callers(List.of("10.0.0.2", "2001:db8::1"), false);

    assertThat(callers.of("10.0.0.2", NAMED)).isEqualTo("10.0.0.7");
    assertThat(callers.of("2001:db8:0:0:0:0:0:1", NAMED)).isEqualTo("10.0.0.7");
    assertThat(callers.of("10.0.0.2", List.of())).isEqualTo("10.0.0.2");
    assertThat(callers.of("10.0.0.2", List.of("unknown"))).isEqualTo("10.0.0.2");
    assertThat(callers.counted("10.0.0.2")).isNull();
  }

  @Test
  void believes_this_machine_where_a_proxy_is_in_front_of_it() {
    assertThat(new Callers(List.of(), true).of("127.0.0.1", NAMED)).isEqualTo("10.0.0.7");
    assertThat(new Callers(List.of(), false).of("127.0.0.1", NAMED)).isEqualTo("127.0.0.1");
    assertThat(new Callers(List.of(), false).counted("127.0.0.1")).isNull();
  }
}
