package reelyard.web;

import static reelyard.model.UserRole.VIEWER;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import reelyard.address.Addresses;
import reelyard.bus.Bus;
import reelyard.bus.Metering;
import reelyard.message.FarmView;
import reelyard.message.GetFarm;
import reelyard.model.UserRole;

/** How this process and the farm are, for those who watch over machines. */
final class HealthDoor {

  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /** How it is; words are for people. */
  record Health(String status) {}

  private static final Health UP = new Health("up");

  static final ApiPlace LIVE =
      ApiPlace.of("GET /health/live", null, "Tells that this process is alive")
          .answers(Health.class);
  static final ApiPlace READY =
      ApiPlace.of("GET /health/ready", null, "Tells whether a scheduler leads the farm and answers")
          .answers(Health.class)
          .refuses(503, "No scheduler answers, or none leads.");
  static final ApiPlace METRICS =
      ApiPlace.of("GET /metrics", VIEWER, "Shows farm, bus, HTTP and JVM in numbers (Prometheus)")
          .answers("text/plain");

  static final Problem NOT_READY =
      Problem.of(503, "no scheduler answers: none runs, or none leads yet; its log says why");

  static final List<ApiPlace> ALL = List.of(LIVE, READY, METRICS);

  /** Anybody may ask here, and the whole farm is much to tell. */
  private static final long KEPT_NANOS = 1_000_000_000;

  private final Vertx vertx;
  private final Bus bus;
  private final FarmMeters meters = new FarmMeters();
  private Future<FarmView> farm;
  private long askedNanos;

  HealthDoor(Vertx vertx, Bus bus) {
    this.vertx = vertx;
    this.bus = bus;
  }

  void mount(Router router, Function<UserRole, Handler<RoutingContext>> atLeast) {
    router.get(LIVE.path()).handler(HealthDoor::live);
    router.get(READY.path()).handler(this::ready);
    router.get(METRICS.path()).handler(atLeast.apply(METRICS.role())).handler(this::metrics);
  }

  /** With the time of day, by which others see whether their clocks are right. */
  private static void live(RoutingContext c) {
    c.response().putHeader(HttpHeaders.DATE, date(ZonedDateTime.now(ZoneOffset.UTC)));
    Answers.ok(c, UP);
  }

  /** As RFC 9110 has it (section 5.6.7): the day has two digits. */
  static String date(ZonedDateTime time) {
    return DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US).format(time);
  }

  /** One question for all who ask within a second. */
  private Future<FarmView> farm() {
    long now = System.nanoTime();
    if (farm == null || (farm.isComplete() && now - askedNanos > KEPT_NANOS)) {
      askedNanos = now;
      // Who stands by does not answer; only who leads does.
      farm = bus.ask(Addresses.GET_FARM, new GetFarm(1), PATIENCE);
    }
    return farm;
  }

  private void ready(RoutingContext c) {
    farm().onSuccess(farm -> Answers.ok(c, UP)).onFailure(e -> Answers.problem(c, NOT_READY));
  }

  private void metrics(RoutingContext c) {
    farm()
        .otherwiseEmpty()
        .compose(
            farm -> vertx.executeBlocking(() -> meters.scrape(farm) + Metering.scrape(), false))
        .onSuccess(text -> Answers.json(c, 200, "text/plain; version=0.0.4; charset=utf-8", text))
        .onFailure(c::fail);
  }
}
