package reelyard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static reelyard.web.FakeScheduler.await;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reelyard.address.Address;
import reelyard.address.Addresses;
import reelyard.address.Permits;
import reelyard.address.Permits.Way;
import reelyard.address.Request;
import reelyard.bus.Bus;
import reelyard.bus.Json;
import reelyard.gateway.GatewayConfig;
import reelyard.gateway.GatewayLimits;
import reelyard.gateway.GatewayVerticle;
import reelyard.login.Visitor;
import reelyard.message.GetGatewayAddress;
import reelyard.model.UserRole;
import reelyard.tls.TlsSettings;
import reelyard.web.GuardedWeb.Answer;
import reelyard.web.GuardedWeb.Browser;
import reelyard.web.GuardedWeb.Line;

/**
 * Every role at every place of the HTTP interface, and at every address of the bus by both bridges.
 */
class RoleMatrixTest {

  private static final List<String> METHODS =
      List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  @TempDir private Path folder;
  private GuardedWeb web;

  @BeforeEach
  void open() throws Exception {
    web = new GuardedWeb(folder, new JsonObject());
  }

  @AfterEach
  void close() throws Exception {
    web.close();
  }

  @Test
  void every_route_names_the_role_that_is_written_down_for_it() {
    assertThat(ApiRoutes.PLACES)
        .allSatisfy(
            place ->
                assertThat(place.role())
                    .as(place.method() + " " + place.path())
                    .isEqualTo(WhoMay.ask(place.method(), place.path())));
  }

  @Test
  void nobody_gets_further_at_any_place_than_his_role_goes() throws Exception {
    Map<String, Future<Answer>> asked = new LinkedHashMap<>();
    Map<String, Integer> refusals = new HashMap<>();
    for (Visit visit : visits()) {
      for (String path : paths()) {
        for (String method : METHODS) {
          if (path.equals(LoginRoutes.LOGOUT) && visit.role != null) {
            // He would be somebody else from then on.
            continue;
          }
          String key = visit.who + ": " + method + " " + path;
          asked.put(key, web.ask(HttpMethod.valueOf(method), path, visit.headers, ""));
          refusals.put(key, visit.refusal(place(method, path), path));
        }
      }
    }

    for (Map.Entry<String, Future<Answer>> each : asked.entrySet()) {
      int status = await(each.getValue()).status();
      int refusal = refusals.get(each.getKey());
      if (refusal == 0) {
        assertThat(status).as(each.getKey()).isNotIn(401, 403);
      } else {
        assertThat(status).as(each.getKey()).isEqualTo(refusal);
      }
    }
  }

  private static Set<String> paths() {
    return ApiRoutes.PLACES.stream()
        .map(place -> place.path().replaceAll(":[a-z]+", "a"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What is there, if this method is one of the path's. */
  private static ApiPlace place(String asked, String path) {
    // tus goes through networks that know no PATCH.
    boolean goesOn = asked.equals("POST") && path.matches("/api/v1/uploads/.+/.+");
    // It is told what the server can do by OPTIONS, and players are told how long a film is.
    boolean begins = asked.equals("OPTIONS") && path.equals("/api/v1/uploads");
    boolean looks = asked.equals("HEAD") && path.matches(".*/(facts|scan|still|play)");
    String method = goesOn ? "PATCH" : begins ? "POST" : looks ? "GET" : asked;
    return ApiRoutes.PLACES.stream()
        .filter(
            place ->
                place.method().equals(method)
                    && path.matches(place.path().replaceAll(":[a-z]+", "[^/]+")))
        .findFirst()
        .orElse(null);
  }

  /**
   * One who comes.
   *
   * @param role null for whom nobody knows
   * @param foreign whether he comes from elsewhere, and gets nothing at all
   */
  private record Visit(String who, UserRole role, Map<String, String> headers, boolean foreign) {

    /** The status by which he is refused; 0 when he is not. */
    int refusal(ApiPlace place, String path) {
      boolean open = place == null ? !path.matches("/api/.*|/metrics") : place.role() == null;
      if (foreign) {
        return 403;
      }
      if (open) {
        return 0;
      }
      if (role == null) {
        return 401;
      }
      return place == null || role.includes(place.role()) ? 0 : 403;
    }
  }

  private List<Visit> visits() throws Exception {
    List<Visit> visits = new ArrayList<>();
    for (UserRole role : UserRole.values()) {
      visits.add(new Visit(role + " by cookie", role, web.browser(role).changes(), false));
      visits.add(new Visit(role + " by token", role, bearer(web.token(role)), false));
    }
    Browser admin = web.browser(UserRole.ADMIN);
    String ended = web.token("ended", "admin", 0);
    visits.add(new Visit("nobody", null, json(), false));
    visits.add(new Visit("a wrong cookie", null, with(json(), "cookie", "reelyard=x"), false));
    visits.add(new Visit("a wrong token", null, bearer("ry_x"), false));
    visits.add(new Visit("an ended token", null, bearer(ended), false));
    visits.add(new Visit("a worker", null, bearer(web.token("rack", "worker", 60_000)), false));
    visits.add(
        new Visit("another host", null, with(admin.changes(), "host", "evil.example"), true));
    visits.add(
        new Visit(
            "another site", null, with(admin.changes(), "origin", "http://evil.example"), true));
    return visits;
  }

  private static Map<String, String> json() {
    return Map.of("content-type", "application/json");
  }

  private static Map<String, String> bearer(String token) {
    return with(json(), "authorization", "Bearer " + token);
  }

  private static Map<String, String> with(Map<String, String> headers, String name, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(name, value);
    return more;
  }

  @Test
  void nobody_reaches_further_by_the_browsers_bridge_than_his_role_goes() throws Exception {
    for (UserRole role : UserRole.values()) {
      for (Way way : Way.values()) {
        Line line =
            web.line(
                "?token="
                    + web.token(way.name().toLowerCase(Locale.ROOT) + "-" + role.word(), role),
                Map.of());
        for (String address : addresses()) {
          UserRole least = WhoMay.reach(way, address);
          boolean may = least != null && role.includes(least);
          assertThat(isDenied(line, way, address))
              .as("%s %s %s", role, way, address)
              .isEqualTo(!may);
        }
      }
    }
  }

  @Test
  void nobody_keeps_anything_in_another_name_on_the_bus() throws Exception {
    Visitor anna = new Visitor("anna", UserRole.ADMIN, true);
    String forged = "{\"name\": \"a\", \"json\": \"{}\", \"user\": \"mallory\"}";
    for (Field field : Addresses.class.getFields()) {
      if (field.get(null) instanceof Request<?, ?> request
          && Permits.allow(Way.SEND, request.name(), UserRole.ADMIN)
          // There it is a filter.
          && !request.equals(Addresses.LIST_JOBS)
          && Stream.of(request.question().getRecordComponents())
              .anyMatch(component -> component.getName().equals("user"))) {
        assertThat(new JsonObject(anna.own(request.name(), forged)).getString("user"))
            .as(request.name())
            .isEqualTo("anna");
      }
    }
  }

  @Test
  void nobody_reaches_further_by_the_gateway_than_his_role_goes() throws Exception {
    int port = openGateway();
    for (UserRole role : UserRole.values()) {
      try (GatewayClient client = new GatewayClient(port, web.token(role))) {
        for (Way way : Way.values()) {
          for (String address : addresses()) {
            UserRole least = WhoMay.reach(way, address);
            boolean may = least != null && role.includes(least);
            String refusal = way == Way.SEND ? client.send(address) : client.register(address);
            if (may) {
              assertThat(refusal).as("%s %s %s", role, way, address).isNull();
            } else {
              assertThat(refusal).as("%s %s %s", role, way, address).startsWith("access_denied");
            }
          }
        }
      }
    }
  }

  @Test
  void nobody_publishes_by_the_gateway() throws Exception {
    int port = openGateway();
    try (GatewayClient client = new GatewayClient(port, web.token(UserRole.ADMIN))) {
      for (String address : addresses()) {
        assertThat(client.publish(address)).as(address).startsWith("access_denied");
      }
    }
  }

  @Test
  void nobody_is_let_in_at_the_gateway_without_a_token_of_a_role() throws Exception {
    int port = openGateway();
    for (String secret :
        List.of("", "ry_x", web.token("ended", "admin", 0), web.token("rack", "worker", 60_000))) {
      assertThatThrownBy(() -> new GatewayClient(port, secret).close())
          .as(secret)
          .hasMessageContaining("not_logged_in");
    }
  }

  private int openGateway() throws Exception {
    GatewayConfig config =
        new GatewayConfig(
            true,
            "127.0.0.1",
            0,
            "always",
            new TlsSettings("never", "", ""),
            new GatewayLimits(20, 20, 16, 10_000));
    JsonObject all =
        new JsonObject()
            .put("farm", "test")
            .put("gateway", Json.encode(config))
            .put("users", new JsonObject().put("file", web.users.path().toString()));
    await(web.vertx.deployVerticle(new GatewayVerticle(), new DeploymentOptions().setConfig(all)));
    String url =
        await(new Bus(web.vertx).ask(Addresses.GATEWAY_ADDRESS, new GetGatewayAddress())).url();
    return URI.create(url).getPort();
  }

  /** Told by the order of answers: who registers hears nothing when he may. */
  private static boolean isDenied(Line line, Way way, String address) throws Exception {
    if (way == Way.SEND) {
      line.say("send", address, new JsonObject());
      return line.next().contains("access_denied");
    }
    line.say("register", address, null);
    line.say("publish", address, null);
    boolean denied = line.next().contains("access_denied");
    if (denied) {
      assertThat(line.next()).contains("rejected");
    }
    return denied;
  }

  /** Every address there is, and some that are none. */
  private static Set<String> addresses() throws Exception {
    Set<String> names =
        new TreeSet<>(
            List.of(
                "__vertx.subs",
                "reelyard",
                "",
                "other",
                "reelyard.scheduler.",
                "reelyard.scheduler.submit.",
                " reelyard.scheduler.submit",
                "reelyard.Farm",
                "reelyard.job.a.log\n"));
    for (Field field : Addresses.class.getFields()) {
      names.add(name(field.get(null)));
    }
    for (Method method : Addresses.class.getDeclaredMethods()) {
      if (Modifier.isPublic(method.getModifiers())) {
        names.add(name(method.invoke(null, "a")));
      }
    }
    return names;
  }

  private static String name(Object address) {
    return address instanceof Address<?> one ? one.name() : ((Request<?, ?>) address).name();
  }
}
