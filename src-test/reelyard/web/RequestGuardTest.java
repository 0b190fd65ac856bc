package reelyard.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestGuardTest {

  private static final List<String> JSON = List.of("application/json");
  private static final RequestGuard LOOPBACK = new RequestGuard(false, "", Set.of());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "localhost:8080",
        "LocalHost:1",
        "127.0.0.1",
        "127.0.0.1:8080",
        "[::1]",
        "[::1]:8080"
      })
  void lets_this_machine_in_by_its_own_names(String host) {
    assertThat(status("GET", List.of(host), List.of(), List.of())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "evil.example",
        "evil.example:8080",
        "localhost.evil.example",
        "localhost.",
        "127.0.0.1.evil.example:8080",
        "127.0.0.2:8080",
        "0.0.0.0:8080",
        "192.168.1.4:8080",
        "::1",
        "[::1",
        "[::2]:8080",
        "localhost:8080@evil.example",
        "localhost:8080 evil.example",
        "localhost:123456",
        "localhost:",
        "evil.example\nlocalhost"
      })
  void refuses_every_other_host_name(String host) {
    assertThat(status("GET", List.of(host), List.of(), List.of())).contains(403);
  }

  @ParameterizedTest
  @CsvSource({"same-origin,", "none,", "cross-site, 403", "same-site, 403", "nonsense, 403"})
  void refuses_what_another_sites_page_asks_for(String site, Integer status) {
    RequestHead head =
        new RequestHead("GET", List.of("localhost"), List.of(), List.of(), false, List.of(site));

    assertThat(LOOPBACK.refuse(head).map(Problem::status)).isEqualTo(Optional.ofNullable(status));
  }

  @Test
  void refuses_a_request_without_a_host_or_with_two() {
    assertThat(status("GET", List.of(), List.of(), List.of())).contains(403);
    assertThat(status("GET", List.of("localhost", "localhost"), List.of(), List.of()))
        .contains(403);
  }

  @Test
  void tells_what_a_proxy_in_front_must_do() {
    List<String> foreign = List.of("https://farm.example");

    assertThat(refusal(List.of("farm.example"), List.of()))
        .contains("name in web.origin the address at which your proxy is reached");
    assertThat(refusal(List.of("localhost"), foreign))
        .contains("must be named in web.origin, or check Origin itself and remove it");
    assertThat(status("POST", List.of("localhost"), List.of(), JSON)).isEmpty();
  }

  @Test
  void lets_the_own_page_and_tools_without_an_origin_post() {
    List<String> host = List.of("127.0.0.1:8080");
    assertThat(status("POST", host, List.of("http://127.0.0.1:8080"), JSON)).isEmpty();
    assertThat(status("POST", host, List.of(), JSON)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://evil.example",
        "https://127.0.0.1:8080",
        "http://127.0.0.1",
        "http://127.0.0.1:8081",
        "http://localhost:8080",
        "http://127.0.0.1:8080.evil.example",
        "null",
        ""
      })
  void refuses_every_other_origin(String origin) {
    List<String> host = List.of("127.0.0.1:8080");
    assertThat(status("GET", host, List.of(origin), List.of())).contains(403);
    assertThat(status("POST", host, List.of(origin), JSON)).contains(403);
    assertThat(status("POST", host, List.of("http://127.0.0.1:8080", origin), JSON)).contains(403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"application/json", "Application/JSON", "application/json; charset=utf-8"})
  void takes_json_only_in_a_post(String type) {
    assertThat(status("POST", List.of("localhost"), List.of(), List.of(type))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=application/json",
        "application/jsonp",
        "text/plain; application/json"
      })
  void refuses_what_a_form_can_post(String type) {
    assertThat(status("POST", List.of("localhost"), List.of(), List.of(type))).contains(415);
    assertThat(status("POST", List.of("localhost"), List.of(), List.of())).contains(415);
    assertThat(status("PATCH", List.of("localhost"), List.of(), List.of(type))).contains(415);
  }

  @ParameterizedTest
  @CsvSource({
    "https://farm.example, farm.example, 0",
    "https://farm.example, 127.0.0.1:8080, 0",
    "http://127.0.0.1:8080, 127.0.0.1:8080, 0",
    "http://farm.example, farm.example, 403",
    "https://farm.example:444, farm.example, 403",
    "https://farm.example.evil.example, farm.example, 403",
    "https://evil.example, evil.example, 403",
    "https://farm.example, evil.example, 403",
    "https://farm.example, 10.0.0.5, 403",
  })
  void behind_a_proxy_goes_by_the_origin_that_is_configured(
      String origin, String host, int status) {
    RequestGuard guard = new RequestGuard(false, "https://farm.example", Set.of());

    assertThat(status(guard, host, origin)).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({
    "https://10.0.0.5:8080, 10.0.0.5:8080, 0",
    "https://[fe80::1]:8080, [fe80::1]:8080, 0",
    "https://attic:8080, attic:8080, 0",
    "https://attic.lan, attic.lan, 0",
    "https://localhost, localhost, 0",
    "http://attic:8080, attic:8080, 403",
    "https://attic:8080, attic:8081, 403",
    "https://evil.example, evil.example, 403",
    "https://attic.evil.example, attic.evil.example, 403",
    "https://10.0.0.5.evil.example, 10.0.0.5.evil.example, 403",
  })
  void where_others_may_come_they_come_by_a_number_or_one_of_its_names(
      String origin, String host, int status) {
    RequestGuard guard = new RequestGuard(true, "", Set.of("attic", "attic.lan"));

    assertThat(status(guard, host, origin)).isEqualTo(status);
  }

  @Test
  void takes_a_resumable_upload_whatever_its_type() {
    RequestHead head =
        new RequestHead("POST", List.of("localhost"), List.of(), List.of(), true, List.of());

    assertThat(LOOPBACK.refuse(head)).isEmpty();
  }

  private static int status(RequestGuard guard, String host, String origin) {
    return guard
        .refuse(new RequestHead("POST", List.of(host), List.of(origin), JSON, false, List.of()))
        .map(Problem::status)
        .orElse(0);
  }

  private static String refusal(List<String> hosts, List<String> origins) {
    return LOOPBACK
        .refuse(new RequestHead("GET", hosts, origins, List.of(), false, List.of()))
        .map(Problem::toString)
        .orElse("");
  }

  private static Optional<Integer> status(
      String method, List<String> hosts, List<String> origins, List<String> contentTypes) {
    return LOOPBACK
        .refuse(new RequestHead(method, hosts, origins, contentTypes, false, List.of()))
        .map(Problem::status);
  }
}
