package reelyard.scheduler;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.ReplyException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reelyard.address.Addresses;
import reelyard.address.Request;
import reelyard.bus.Bus;
import reelyard.bus.Json;
import reelyard.bus.RefusedException;
import reelyard.message.Ack;
import reelyard.message.GetFarm;
import reelyard.message.InspectSources;
import reelyard.message.Refusal;
import reelyard.message.SourceFinding;
import reelyard.message.SubmitJobs;
import reelyard.message.Submitted;
import reelyard.model.Failure;
import reelyard.model.JobSpec;

/** The scheduler on the bus: hears events, stores what the core decides, then says it. */
public final class SchedulerVerticle extends VerticleBase {

  private static final Logger log = LoggerFactory.getLogger(SchedulerVerticle.class);
  private static final Duration INSPECT_PATIENCE = Duration.ofMinutes(1);

  private final JobStore store = new MemoryJobStore();
  private final JobIds ids = new JobIds();
  private final Set<String> rivals = new HashSet<>();
  private final long startMillis = System.currentTimeMillis();
  private final long startNanos = System.nanoTime();
  private Bus bus;
  private Scheduler core;

  @Override
  public Future<?> start() {
    SchedulerConfig mine =
        Json.decodeStrictly(config().getJsonObject("scheduler"), SchedulerConfig.class);
    bus = new Bus(vertx);
    String epoch = ids.get();
    core = new Scheduler(mine, epoch, ids);
    return bus.refuseToBeSecond("scheduler", Addresses.GET_FARM, new GetFarm(1))
        .onSuccess(
            alone -> {
              serve();
              watchForRivals(epoch);
            });
  }

  /** After a split two schedulers may find themselves in one farm; people must end one. */
  private void watchForRivals(String epoch) {
    bus.hear(
        Addresses.WORKERS,
        event -> {
          if (!event.epoch().equals(epoch) && rivals.add(event.epoch())) {
            log.error(
                "another scheduler is at work in this farm and both answer by turns: stop one of"
                    + " the two managers");
          }
        });
  }

  private void serve() {
    bus.answer(Addresses.SUBMIT, this::submit);
    answer(Addresses.STOP_JOB, (message, now) -> core.stop(message, now));
    answer(Addresses.GET_JOB, (message, now) -> core.on(message));
    answer(Addresses.GET_FARM, (message, now) -> core.on(message));
    answer(Addresses.REGISTER, (message, now) -> core.on(message, now));
    answer(Addresses.GET_QUEUE, (message, now) -> core.on(message, now));
    answer(Addresses.LOSE_QUEUE, (message, now) -> core.on(message, now));
    answer(Addresses.START_JOB, (message, now) -> core.on(message, now));
    answer(Addresses.HEARTBEAT, (message, now) -> core.on(message, now));
    answer(Addresses.ATTEMPT_FAILED, (message, now) -> core.on(message, now));
    answer(Addresses.GET_ATTEMPT, (message, now) -> core.on(message, now));
    answer(Addresses.RESULT_COMMITTED, (message, now) -> core.on(message, now));
    bus.hear(Addresses.REPORT, message -> carryOutQuietly(now -> core.on(message, now)));
    vertx.setPeriodic(Scheduler.TICK_MILLIS, timer -> carryOutQuietly(core::tick));
  }

  /** A core's method for one type of message. */
  private interface Step<Q, A> {
    Decision<A> decide(Q message, long now);
  }

  private <Q, A> void answer(Request<Q, A> request, Step<Q, A> step) {
    bus.answer(request, message -> carryOut(now -> step.decide(message, now)));
  }

  private Future<Submitted> submit(SubmitJobs message) {
    List<Optional<Failure>> complaints = message.jobs().stream().map(Admission::complaint).toList();
    List<JobSpec> sound = new ArrayList<>();
    for (int i = 0; i < complaints.size(); i++) {
      if (complaints.get(i).isEmpty()) {
        sound.add(message.jobs().get(i));
      }
    }
    return inspect(sound)
        .compose(
            findings -> {
              List<SourceFinding> all = new ArrayList<>();
              int next = 0;
              for (Optional<Failure> complaint : complaints) {
                all.add(
                    complaint.isPresent()
                        ? new SourceFinding(0, null, complaint.get())
                        : findings.get(next++));
              }
              return carryOut(now -> core.submit(message.jobs(), all, now));
            });
  }

  private Future<List<SourceFinding>> inspect(List<JobSpec> specs) {
    if (specs.isEmpty()) {
      return Future.succeededFuture(List.of());
    }
    return bus.ask(Addresses.INSPECT, new InspectSources(specs), INSPECT_PATIENCE)
        .map(answer -> answer.findings())
        .recover(
            e ->
                Future.failedFuture(
                    e instanceof ReplyException
                        ? new RefusedException(new Refusal(Refusal.UNAVAILABLE, unavailable(e)))
                        : e));
  }

  private static String unavailable(Throwable e) {
    return Bus.isNobody(e)
        ? "no staging answers on the bus: start one with ./reelyard run manager, then submit again"
        : "staging did not look at the files within %d s: submit fewer at once, or check its disks"
            .formatted(INSPECT_PATIENCE.toSeconds());
  }

  private void carryOutQuietly(LongFunction<Decision<Ack>> step) {
    carryOut(step).onFailure(e -> log.error("the scheduler broke on an event", e));
  }

  /** Store first, then say, then answer. */
  private <A> Future<A> carryOut(LongFunction<Decision<A>> step) {
    Decision<A> decision = step.apply(now());
    return save(decision)
        .compose(
            stored -> {
              decision.notes().forEach(log::info);
              decision.says().forEach(this::say);
              decision.stops().forEach(this::order);
              return decision.refusal() == null
                  ? Future.succeededFuture(decision.answer())
                  : Future.failedFuture(new RefusedException(decision.refusal()));
            });
  }

  /** Since 1970, and never stepping: leases must not run out because a clock was set. */
  private long now() {
    return startMillis + (System.nanoTime() - startNanos) / 1_000_000;
  }

  private Future<Void> save(Decision<?> decision) {
    return decision.store().isEmpty()
        ? Future.succeededFuture()
        : Future.fromCompletionStage(store.save(decision.store()), context);
  }

  private <M> void say(Decision.Said<M> said) {
    bus.say(said.address(), said.message());
  }

  private void order(Decision.StopOrder stop) {
    bus.ask(Addresses.stopAttempt(stop.workerId()), stop.message())
        .onFailure(
            e ->
                log.info(
                    "{} did not hear to stop {}; its next report will tell it",
                    stop.workerId(),
                    stop.message().attempt()));
  }
}
