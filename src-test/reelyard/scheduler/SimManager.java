package reelyard.scheduler;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import reelyard.message.JobId;
import reelyard.message.Refusal;

/**
 * The manager around the core, as the real one carries decisions out: stored first, in order, then
 * said. It is killed between deciding, storing and saying; it freezes; its store fails.
 */
final class SimManager {

  /** A core's answer to one event. */
  interface Step<A> {
    Decision<A> decide(Scheduler core, long now);
  }

  /** What an asker hears; one of the two is null. */
  record Reply<A>(A answer, Refusal refusal) {}

  /** What has been decided and not been stored. */
  private record Pending<A>(
      Object message, Decision<A> decision, long decidedAt, Consumer<Reply<A>> asker) {}

  private final SchedulerConfig config;
  private final SimAgenda agenda;
  private final SimDice dice;
  private final SimTrace trace;
  private final SimStore store;
  private final SimLedger ledger;
  private final SimCheck check;
  private final Consumer<Decision.Order<?>> orders;
  private final Deque<Pending<?>> pending = new ArrayDeque<>();
  private Scheduler core;
  private long clockAhead;
  private long frozenUntil;
  private int starts;
  private long lastJobNumber;
  private int kills;
  private boolean faulty = true;

  SimManager(
      SchedulerConfig config,
      SimAgenda agenda,
      SimDice dice,
      SimTrace trace,
      SimStore store,
      SimLedger ledger,
      SimCheck check,
      Consumer<Decision.Order<?>> orders) {
    this.config = config;
    this.agenda = agenda;
    this.dice = dice;
    this.trace = trace;
    this.store = store;
    this.ledger = ledger;
    this.check = check;
    this.orders = orders;
  }

  /** Its own clock, which leaps ahead and never back. */
  long now() {
    return agenda.now() + clockAhead;
  }

  int kills() {
    return kills;
  }

  void faulty(boolean yes) {
    faulty = yes;
  }

  /** Begins to live; it ticks from now on for ever. */
  void begin() {
    start();
    agenda.in(Watch.TICK_MILLIS, this::tick);
  }

  private void tick() {
    if (agenda.now() < frozenUntil) {
      agenda.in(frozenUntil - agenda.now(), this::tick);
      return;
    }
    if (faulty && core != null && dice.onceIn(200)) {
      kill("killed");
    } else if (faulty && core != null && dice.onceIn(300)) {
      frozenUntil = agenda.now() + dice.between(1_000, 40_000);
      agenda.in(frozenUntil - agenda.now(), this::tick);
      return;
    } else if (faulty && dice.onceIn(1_000)) {
      clockAhead += dice.between(1_000, dice.onceIn(4) ? 9L * 3_600_000 : 60_000);
      trace.note(now(), "the manager's clock leaps", null);
    }
    if (core != null) {
      tell("tick", List.of(), Scheduler::tick, reply -> {});
      if (core != null && pending.isEmpty()) {
        check.afterTick(core, now());
      }
    }
    agenda.in(Watch.TICK_MILLIS, this::tick);
  }

  private void start() {
    if (core != null) {
      return;
    }
    starts++;
    core = new Scheduler(config, "epoch" + starts, () -> "j" + ++lastJobNumber);
    trace.note(now(), "the manager starts, number", starts);
    tell(
        "restore",
        List.of(),
        (fresh, now) -> fresh.restore(store.kept(), store.endedForRestore(), now),
        reply -> {});
  }

  private void kill(String why) {
    kills++;
    trace.note(now(), why, null);
    core = null;
    pending.clear();
    frozenUntil = 0;
    agenda.in(faulty ? dice.between(100, dice.onceIn(5) ? 60_000 : 3_000) : 100, this::start);
  }

  /** A message about these jobs arrives; the asker hears nothing when the manager dies over it. */
  <A> void tell(Object message, Collection<String> jobIds, Step<A> step, Consumer<Reply<A>> asker) {
    if (agenda.now() < frozenUntil) {
      agenda.in(frozenUntil - agenda.now(), () -> tell(message, jobIds, step, asker));
      return;
    }
    if (core == null) {
      return;
    }
    trace.note(now(), "event", message);
    Decision<A> decision;
    try {
      recall(jobIds);
      decision = step.decide(core, now());
    } catch (RuntimeException bug) {
      throw new SimViolation("the core broke on " + message, bug);
    }
    check.afterEvent(core, now());
    Pending<A> next = new Pending<>(message, decision, now(), asker);
    if (pending.isEmpty() && !(faulty && dice.onceIn(10))) {
      carryOut(next);
    } else {
      pending.add(next);
      if (pending.size() == 1) {
        agenda.in(dice.between(1, 30), this::flush);
      }
    }
  }

  private void recall(Collection<String> jobIds) {
    for (int round = 0; round < 2; round++) {
      core.recall(store.jobs(core.unknown(jobIds)), now());
    }
  }

  private void flush() {
    while (!pending.isEmpty()) {
      carryOut(pending.poll());
    }
  }

  private <A> void carryOut(Pending<A> next) {
    if (faulty && dice.onceIn(3_000)) {
      kill(dice.onceIn(2) ? "the store fails" : "killed before storing");
      return;
    }
    ledger.store(next.message, next.decision, next.decidedAt);
    if (faulty && dice.onceIn(3_000)) {
      kill("killed after storing");
      return;
    }
    ledger.say(next.message, next.decision);
    next.decision.orders().forEach(orders);
    next.asker.accept(new Reply<>(next.decision.answer(), next.decision.refusal()));
  }

  /** Jobs that live, by the store's word. */
  int live() {
    return store.live.size();
  }

  /** What the core would say to people who ask why a job waits; null while it is down. */
  String explain(String jobId) {
    return core == null ? null : String.valueOf(core.explain(new JobId(jobId), now()).answer());
  }

  /** Ids given so far, to jobs that were taken in or not. */
  long jobsSoFar() {
    return lastJobNumber;
  }

  /** Mostly a job that lives, or ended of late. */
  String someJob(SimDice dice) {
    long back = dice.between(0, dice.onceIn(5) ? 400 : 60);
    return "j" + Math.max(1, lastJobNumber - back);
  }

  /** To be looked into when nothing is pending. */
  void checkAll() {
    if (core != null && pending.isEmpty()) {
      check.all(core, now());
    }
  }
}
