package reelyard.web;

import static reelyard.model.UserRole.VIEWER;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reelyard.address.Addresses;
import reelyard.bus.Bus;
import reelyard.bus.Json;
import reelyard.message.FarmSummary;
import reelyard.message.FarmView;
import reelyard.message.GetFarm;
import reelyard.model.UserRole;
import reelyard.web.EventTape.Event;
import reelyard.web.EventTape.Mark;

/** Tells the farm's events to whoever reads a stream of them over plain HTTP. */
final class EventDoor {

  private static final Logger log = LoggerFactory.getLogger(EventDoor.class);

  private static final int MOST_JOBS = 100;
  private static final int MOST_EVENTS = 5_000;
  private static final long MOST_CHARACTERS = 8L << 20;
  private static final long HEARTBEAT_MILLIS = 5_000;

  static final ApiPlace EVENTS =
      ApiPlace.of(
              "GET /api/v1/events",
              VIEWER,
              "Streams the farm's events: a snapshot, then job, worker and summary; of the jobs"
                  + " named also progress and log")
          .with(
              ApiParameter.ids("jobs", MOST_JOBS, "whose progress and log are told as well"),
              ApiParameter.header(
                  "Last-Event-ID",
                  128,
                  "the last event seen: what came after it is told, or else a snapshot"))
          .answers("text/event-stream");

  static final List<ApiPlace> ALL = List.of(EVENTS);

  private final Bus bus;
  private final RequestCheck check;
  private final EventTape tape = new EventTape(MOST_EVENTS, MOST_CHARACTERS);
  private final Map<EventReader, List<MessageConsumer<?>>> readers = new LinkedHashMap<>();
  private final Set<EventReader> strangers = new HashSet<>();
  private boolean asking;

  EventDoor(Vertx vertx, Bus bus, RequestCheck check) {
    this.bus = bus;
    this.check = check;
    bus.hear(
        Addresses.JOBS,
        event -> hear("job", new Mark(event.epoch(), event.sequence()), Json.write(event)));
    bus.hear(
        Addresses.WORKERS,
        event -> hear("worker", new Mark(event.epoch(), event.sequence()), Json.write(event)));
    bus.hear(Addresses.SUMMARY, this::hear);
    vertx.setPeriodic(HEARTBEAT_MILLIS, id -> each(reader -> reader.heartbeat(now())));
  }

  void mount(Router router, Function<UserRole, Handler<RoutingContext>> atLeast) {
    router
        .get(EVENTS.path())
        .handler(atLeast.apply(EVENTS.role()))
        .handler(check.gate(EVENTS))
        .handler(this::open);
  }

  private void hear(String kind, Mark mark, String json) {
    Event event = new Event(mark, kind, json);
    tape.add(event);
    each(reader -> tell(reader, event));
  }

  private void hear(FarmSummary summary) {
    String json = Json.write(summary);
    each(reader -> reader.tellLatest("summary", "summary", json, now()));
  }

  /** One to whom nothing can be told keeps nothing from the others. */
  private void each(Consumer<EventReader> tells) {
    for (EventReader reader : List.copyOf(readers.keySet())) {
      try {
        tells.accept(reader);
      } catch (IllegalStateException e) {
        log.warn("a reader of events is forgotten, since nothing can be written to it", e);
        remove(reader);
      }
    }
  }

  private void tell(EventReader reader, Event event) {
    if (reader.misses(event, now())) {
      show(reader);
    }
  }

  private void open(RoutingContext c) {
    HttpServerResponse response = c.response();
    // A proxy that gathers what it passes on would hold back what happens now.
    response
        .setChunked(true)
        .putHeader(HttpHeaders.CONTENT_TYPE, EVENTS.type())
        .putHeader("x-accel-buffering", "no");
    EventReader reader = reader(c);
    readers.put(reader, listen(reader, c.queryParam("jobs")));
    response.closeHandler(closed -> remove(reader));
    Optional<Mark> seen = Mark.of(c.request().getHeader("Last-Event-ID"));
    Optional<List<Event>> missed = seen.flatMap(tape::since);
    if (missed.isPresent()) {
      reader.resume(seen.get());
      reader.heartbeat(now());
      missed.get().forEach(event -> tell(reader, event));
    } else {
      show(reader);
    }
  }

  private EventReader reader(RoutingContext c) {
    HttpServerResponse response = c.response();
    return new EventReader(
        new Outbox(
            (text, taken) -> response.write(text).onComplete(done -> taken.accept(now())),
            () -> {
              log.warn(
                  "a reader of events at {} reads too slowly and is cut off",
                  c.request().remoteAddress());
              c.request().connection().close();
            }),
        () -> end(c));
  }

  /** Nothing more is told there, whichever side ended it. */
  private void remove(EventReader reader) {
    reader.left();
    strangers.remove(reader);
    List<MessageConsumer<?>> ears = readers.remove(reader);
    if (ears != null) {
      ears.forEach(MessageConsumer::unregister);
    }
  }

  private static void end(RoutingContext c) {
    if (c.response().headWritten()) {
      c.response().end();
    } else {
      c.response().setChunked(false);
      Answers.problem(c, HealthDoor.NOT_READY);
    }
  }

  private List<MessageConsumer<?>> listen(EventReader reader, List<String> jobs) {
    List<MessageConsumer<?>> ears = new ArrayList<>();
    for (String id : new LinkedHashSet<>(Arrays.asList(String.join(",", jobs).split(",", -1)))) {
      if (!id.isEmpty()) {
        ears.add(
            bus.hear(
                Addresses.progress(id),
                progress ->
                    reader.tellLatest("progress." + id, "progress", Json.write(progress), now())));
        ears.add(
            bus.hear(Addresses.log(id), lines -> reader.tell("log", Json.write(lines), now())));
      }
    }
    return ears;
  }

  /** Shows the whole farm, by one question for all who need it at this time. */
  private void show(EventReader stranger) {
    strangers.add(stranger);
    if (asking) {
      return;
    }
    asking = true;
    bus.ask(Addresses.GET_FARM, new GetFarm(0), ApiRoutes.LIST_PATIENCE)
        .onComplete(farm -> asking = false)
        .onSuccess(this::show)
        .onFailure(
            e -> {
              // They ask again by themselves, and need not be kept waiting for a scheduler.
              for (EventReader left : List.copyOf(strangers)) {
                remove(left);
                left.end();
              }
            });
  }

  private void show(FarmView farm) {
    Mark mark = new Mark(farm.epoch(), farm.sequence());
    String json = Json.write(farm);
    List<Event> later = tape.since(mark).orElse(List.of());
    Set<EventReader> shown = Set.copyOf(strangers);
    strangers.clear();
    each(
        reader -> {
          if (shown.contains(reader)) {
            reader.snapshot(mark, json, now());
            later.forEach(event -> tell(reader, event));
          }
        });
  }

  private static long now() {
    return System.currentTimeMillis();
  }
}
